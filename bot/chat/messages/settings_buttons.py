"""The buttons of a chat's settings: each choice is a button, and what is chosen has a tick."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import ChatSettings, Length, Sides, Subscription
from bot.chat.charts.requests import DARK, LIGHT
from bot.chat.keyboards import Rows, data
from bot.chat.language import N_, Language
from bot.chat.message import Button
from bot.chat.messages.subscription import minute_text

# The digest times offered as buttons, in minutes after midnight.
HOURS = (8 * 60, 9 * 60, 10 * 60)
LANGUAGES_IN_A_ROW = 3
LENGTHS = {Length.SHORT: N_("Short answers"), Length.USUAL: N_("Usual"), Length.FULL: N_("Full")}
SIDES = {
    Sides.BOTH: N_("Both sides"),
    Sides.UKRAINE: N_("Only Ukraine's Air Force"),
    Sides.RUSSIA: N_("Only Russia's Defence Ministry"),
}
PAPERS = {LIGHT: N_("Light charts"), DARK: N_("Dark charts")}
TICK = "✓ "


def theme_of(kept: ChatSettings | None) -> str:
    """The paper a chat's pictures are drawn on; light until another is chosen."""
    return (kept and kept.theme) or LIGHT


def length_of(kept: ChatSettings | None) -> Length:
    """Return the length of a chat's answers; the usual until it chooses."""
    return (kept and kept.length) or Length.USUAL


def sides_of(kept: ChatSettings | None) -> Sides:
    """Return the sides a chat is shown; both until it chooses."""
    return (kept and kept.sides) or Sides.BOTH


def has_picture(kept: ChatSettings | None) -> bool:
    """Return whether a chart comes with the digest; not until that is chosen."""
    return bool(kept and kept.with_picture)


def tells_late_side(kept: ChatSettings | None) -> bool:
    """Return whether a late side is told by a message of its own; it is until that is chosen otherwise."""
    return kept is None or kept.tells_late_side is not False


def settings_buttons(words: Language, kept: ChatSettings | None, thread_id: int | None) -> Rows:
    """Return a button for each choice. ``thread_id`` is the topic the settings are shown in."""
    wish = kept.subscription if kept else None
    choices = [Button(_ticked(one.button, one.code == words.code), data("speak", one.code)) for one in words.choices]
    lengths = tuple(_choice(words, "length", one, label, length_of(kept)) for one, label in LENGTHS.items())
    papers = tuple(_choice(words, "theme", one, label, theme_of(kept)) for one, label in PAPERS.items())
    return (
        *_times(words, wish),
        *(tuple(choices[i : i + LANGUAGES_IN_A_ROW]) for i in range(0, len(choices), LANGUAGES_IN_A_ROW)),
        *((_choice(words, "sides", one, label, sides_of(kept)),) for one, label in SIDES.items()),
        lengths,
        papers,
        *(_of_the_digest(words, kept, wish, thread_id) if wish else ()),
        (Button(words.say("Watches"), data("watch")),),
    )


def _times(words: Language, wish: Subscription | None) -> Rows:
    """The hours, another one that was chosen among them; below, as soon as it comes, and never."""
    chosen = wish.at_minute if wish else None
    hours = sorted({*HOURS, *([chosen] if chosen is not None else [])})
    texts = {minute: minute_text(words, minute) for minute in hours}
    soon = Button(_ticked(words.say("As soon as it comes"), bool(wish) and chosen is None), data("at", "asap"))
    never = Button(_ticked(words.say("No digest"), wish is None), data("unsubscribe"))
    return (
        tuple(
            Button(_ticked(text, minute == chosen), data("at", f"{minute // 60:02}{minute % 60:02}"))
            for minute, text in texts.items()
        ),
        (soon, never),
    )


def _of_the_digest(
    words: Language, kept: ChatSettings | None, wish: Subscription, thread_id: int | None
) -> Iterable[tuple[Button, ...]]:
    """What is on or off, with a tick where it is on; a press turns it over."""
    yield (_switch(words.say("Chart with the digest"), "with", has_picture(kept)),)
    yield (_switch(words.say("Message about a late side"), "late", tells_late_side(kept)),)
    yield (Button(_ticked(words.say("Sound"), not wish.silent), data("silent", "off" if wish.silent else "on")),)
    if wish.thread_id != thread_id:
        yield (Button(words.say("Digest in this topic"), data("topic")),)


def _switch(label: str, verb: str, is_on: bool) -> Button:
    return Button(_ticked(label, is_on), data(verb, "off" if is_on else "on"))


def _choice(words: Language, verb: str, one: str, label: str, chosen: str) -> Button:
    return Button(_ticked(words.say(label), one == chosen), data(verb, one))


def _ticked(label: str, is_chosen: bool) -> str:
    return f"{TICK}{label}" if is_chosen else label

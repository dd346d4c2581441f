"""A chat's settings, and what is stored about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.actions import ChatSettings, DeliveryKind, Key, Length, Sides, Watch
from bot.chat.audience import Audience
from bot.chat.charts.requests import DARK, LIGHT
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.subscription import minute_text
from bot.chat.messages.watches import watch_text
from bot.chat.rich_text import block, bold
from bot.zones import NAME_SHOWN

# The digest times offered as buttons.
HOURS = ("08:00", "09:00", "10:00", "asap")
SHOWN_LISTED = 20
LANGUAGES_IN_A_ROW = 3
LENGTHS = {Length.SHORT: N_("short"), Length.USUAL: N_("usual"), Length.FULL: N_("full")}
# The buttons that choose them.
AT_LENGTH = {
    Length.SHORT: N_("Short answers"),
    Length.USUAL: N_("Usual answers"),
    Length.FULL: N_("Full answers"),
}
SIDES = {Sides.BOTH: N_("both"), Sides.UKRAINE: N_("only Ukraine's"), Sides.RUSSIA: N_("only Russia's")}
# The buttons that choose them.
ONLY = {Sides.BOTH: N_("Both sides"), Sides.UKRAINE: N_("Only Ukraine's"), Sides.RUSSIA: N_("Only Russia's")}
OWED = {
    DeliveryKind.DIGEST: N_("digest"),
    DeliveryKind.SILENCE: N_("notice that there are no reports yet"),
    DeliveryKind.COMPLETION: N_("update of a digest"),
    DeliveryKind.CORRECTION: N_("correction"),
    DeliveryKind.WATCH: N_("watch"),
    DeliveryKind.NOTICE: N_("notice from the operator"),
}
PAPERS = {LIGHT: N_("light"), DARK: N_("dark")}


@dataclass(frozen=True, slots=True)
class StoredData:
    """What is stored about a chat besides its settings; what it was shown or ``owed``, dated, the newest first."""

    watches: Sequence[Watch]
    shown: Sequence[tuple[Key, datetime]]
    owed: Sequence[tuple[DeliveryKind, datetime]]


def settings_message(audience: Audience, kept: ChatSettings | None) -> Message:
    """Show the settings with a button for each."""
    words = audience.words
    wish = kept.subscription if kept else None
    lines = [
        words.say("Digest: {time}", time=minute_text(words, wish.at_minute) if wish else words.say("none")),
        words.say("Time zone: {zone}", zone=audience.zone.key),
        words.say("Language: {language}", language=words.own_name),
        words.say("Answers: {length}", length=words.say(LENGTHS[length_of(kept)])),
        words.say("Sides: {sides}", sides=words.say(SIDES[sides_of(kept)])),
        words.say("Charts: {paper}", paper=words.say(PAPERS[theme_of(kept)])),
    ]
    if wish:
        lines.append(words.say("Sound: {sound}", sound=words.say("off") if wish.silent else words.say("on")))
    lines.append(words.say("Another zone: /settings zone Europe/Warsaw. Another time: /subscribe 08:30."))
    return Message((block(bold(words.say("Settings")), *lines),), _buttons(words, kept))


def theme_of(kept: ChatSettings | None) -> str:
    """The paper a chat's pictures are drawn on; light until another is chosen."""
    return (kept and kept.theme) or LIGHT


def length_of(kept: ChatSettings | None) -> Length:
    """Return the length of a chat's answers; the usual until it chooses."""
    return (kept and kept.length) or Length.USUAL


def sides_of(kept: ChatSettings | None) -> Sides:
    """Return the sides a chat is shown; both until it chooses."""
    return (kept and kept.sides) or Sides.BOTH


def _buttons(words: Language, kept: ChatSettings | None) -> tuple[tuple[Button, ...], ...]:
    wish = kept.subscription if kept else None
    times = tuple(
        Button(words.say("As soon as it comes") if hour == "asap" else hour, data("at", hour.replace(":", "")))
        for hour in HOURS
    )
    paper = (
        Button(words.say("Dark charts"), data("theme", DARK))
        if theme_of(kept) == LIGHT
        else Button(words.say("Light charts"), data("theme", LIGHT))
    )
    rows = [
        times,
        *_languages(words),
        tuple(Button(words.say(ONLY[one]), data("sides", one)) for one in Sides if one is not sides_of(kept)),
        tuple(Button(words.say(AT_LENGTH[one]), data("length", one)) for one in Length if one is not length_of(kept)),
        (paper,),
        (Button(words.say("Watches"), data("watch")),),
    ]
    if wish:
        sound = (
            Button(words.say("Sound on"), data("silent", "off"))
            if wish.silent
            else Button(words.say("Sound off"), data("silent", "on"))
        )
        rows.append((sound, Button(words.say("No digest"), data("unsubscribe"))))
    return tuple(rows)


def _languages(words: Language) -> Iterable[tuple[Button, ...]]:
    """Every language under its own name."""
    buttons = (Button(one.button, data("speak", one.code)) for one in words.choices)
    return iter(lambda: tuple(islice(buttons, LANGUAGES_IN_A_ROW)), ())


def mydata_message(audience: Audience, kept: ChatSettings | None, held: StoredData) -> Message:
    """Show everything stored about a chat."""
    words = audience.words
    if kept is None:
        return Message((block(words.say("Nothing is stored about this chat.")),))
    wish = kept.subscription
    unset = words.say("none")
    watches = "; ".join(watch_text(words, one) for one in held.watches)
    lines = [
        words.say("Chat: {chat}", chat=kept.chat_id),
        words.say("First seen: {day}", day=words.day(kept.since.astimezone(audience.zone).date())),
        words.say("Language chosen: {language}", language=kept.language or unset),
        words.say("Language from Telegram: {language}", language=kept.told_language or unset),
        words.say("Time zone: {zone}", zone=(kept.zone or unset)[:NAME_SHOWN]),
        words.say("Charts chosen: {paper}", paper=words.say(PAPERS[kept.theme]) if kept.theme else unset),
        words.say("Length chosen: {length}", length=words.say(LENGTHS[kept.length]) if kept.length else unset),
        words.say("Sides chosen: {sides}", sides=words.say(SIDES[kept.sides]) if kept.sides else unset),
        words.say("Watching for: {watches}", watches=watches or unset),
        words.say("Digest: {time}", time=minute_text(words, wish.at_minute) if wish else words.say("none")),
    ]
    if wish:
        lines += [
            words.say("Topic: {topic}", topic=wish.thread_id or words.say("none")),
            words.say("Sound: {sound}", sound=words.say("off") if wish.silent else words.say("on")),
            words.say("Muted on: {day}", day=words.day(wish.muted_on) if wish.muted_on else words.say("none")),
        ]
    posts = [
        f"{key.channel}/{key.message_id} ({words.say('version {number}', number=key.revision)})"
        for key, _ in held.shown
    ]
    sent = [_sent(audience, kind, at) for kind, at in held.owed]
    return Message(
        (
            block(bold(words.say("Stored about this chat")), *lines),
            block(words.say("Posts whose numbers were shown here: {posts}", posts=_listed(words, posts))),
            block(words.say("Sent by the bot on its own, stored for a week: {sent}", sent=_listed(words, sent))),
            block(words.say("/forget deletes all of it.")),
        )
    )


def _sent(audience: Audience, kind: DeliveryKind, at: datetime) -> str:
    day = audience.words.short_day(at.astimezone(audience.zone).date())
    return f"{audience.words.say(OWED[kind])} ({day})"


def _listed(words: Language, names: Sequence[str]) -> str:
    more = " …" if len(names) > SHOWN_LISTED else ""
    return (", ".join(names[:SHOWN_LISTED]) + more) or words.say("none")


def forgotten(words: Language) -> str:
    return words.say("Deleted: nothing is stored about this chat any more.")

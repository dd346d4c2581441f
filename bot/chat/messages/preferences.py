"""A chat's settings, and what is stored about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions import ChatSettings, DeliveryKind, Key, Length, Sides, Subscription, Watch
from bot.chat.audience import Audience
from bot.chat.charts.requests import DARK, LIGHT
from bot.chat.language import N_, Language
from bot.chat.message import Message
from bot.chat.messages.settings_buttons import (
    has_picture,
    length_of,
    settings_buttons,
    sides_of,
    tells_late_side,
    theme_of,
)
from bot.chat.messages.static import repeated
from bot.chat.messages.subscription import minute_text
from bot.chat.messages.watches import watch_text
from bot.chat.rich_text import block, bold
from bot.zones import NAME_SHOWN

SHOWN_LISTED = 20
LENGTHS = {Length.SHORT: N_("short"), Length.USUAL: N_("usual"), Length.FULL: N_("full")}
SIDES = {
    Sides.BOTH: N_("both"),
    Sides.UKRAINE: N_("only Ukraine's Air Force"),
    Sides.RUSSIA: N_("only Russia's Defence Ministry"),
}
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
    """What is stored about a chat besides its settings; what it was shown or ``owed``, dated, the newest first.

    ``set_up`` are the titles of the channels and groups that this person set up, ``title`` its own if it is one.
    """

    watches: Sequence[Watch]
    shown: Sequence[tuple[Key, datetime]]
    owed: Sequence[tuple[DeliveryKind, datetime]]
    set_up: Sequence[str] = ()
    title: str | None = None


def settings_message(
    audience: Audience, kept: ChatSettings | None, thread_id: int | None = None, said: Iterable[str] = ()
) -> Message:
    """Show the settings with a button for each; ``said`` is what one that was just chosen changes.

    ``thread_id`` is the topic this is asked in.
    """
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
        lines += _of_the_digest(words, kept, wish)
    lines.append(words.say("Another zone: /settings zone Warsaw. Another time: /settings time 08:30."))
    blocks = (block(bold(words.say("Settings")), *lines),)
    changed = tuple(said)
    return Message((block(*changed), *blocks) if changed else blocks, settings_buttons(words, kept, thread_id))


def _of_the_digest(words: Language, kept: ChatSettings | None, wish: Subscription) -> Iterable[str]:
    yield words.say("Chart with the digest: {state}", state=_on(words, has_picture(kept)))
    yield words.say("Message about a late side: {state}", state=_on(words, tells_late_side(kept)))
    yield words.say("Sound: {sound}", sound=_on(words, not wish.silent))
    if wish.thread_id is not None:
        yield words.say("Topic: {topic}", topic=wish.thread_id)


def _on(words: Language, is_on: bool) -> str:
    return words.say("on") if is_on else words.say("off")


def _chosen(words: Language, is_on: bool | None) -> str:
    return words.say("none") if is_on is None else _on(words, is_on)


def _of_the_subscription(words: Language, wish: Subscription) -> list[str]:
    return [
        words.say("Topic: {topic}", topic=wish.thread_id or words.say("none")),
        words.say("Sound: {sound}", sound=_on(words, not wish.silent)),
        words.say("Muted on: {day}", day=words.day(wish.muted_on) if wish.muted_on else words.say("none")),
    ]


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
        words.say("Chart with the digest: {state}", state=_chosen(words, kept.with_picture)),
        words.say("Message about a late side: {state}", state=_chosen(words, kept.tells_late_side)),
        words.say("Watching for: {watches}", watches=watches or unset),
        words.say("Digest: {time}", time=minute_text(words, wish.at_minute) if wish else words.say("none")),
    ]
    lines += _of_the_subscription(words, wish) if wish else []
    lines += _set_up(words, held)
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


def _set_up(words: Language, held: StoredData) -> Iterator[str]:
    if held.title is not None:
        yield words.say("Set up with /post as: {title}", title=repeated(held.title))
    if held.set_up:
        titles = _listed(words, [repeated(one) for one in held.set_up])
        yield words.say("Channels and groups set up with /post: {titles}", titles=titles)


def _sent(audience: Audience, kind: DeliveryKind, at: datetime) -> str:
    day = audience.words.short_day(at.astimezone(audience.zone).date())
    return f"{audience.words.say(OWED[kind])} ({day})"


def _listed(words: Language, names: Sequence[str]) -> str:
    more = " …" if len(names) > SHOWN_LISTED else ""
    return (", ".join(names[:SHOWN_LISTED]) + more) or words.say("none")


def forgotten(words: Language, left: Sequence[str] = ()) -> str:
    """Say that all is deleted; ``left`` are the channels and groups that keep the digest this person set up."""
    done = words.say("Deleted: nothing is stored about this chat any more.")
    if not left:
        return done
    titles = _listed(words, [repeated(one) for one in left])
    kept = words.say(
        "The digest stays in: {titles}. An admin there can change or end it: they choose it with /post.", titles=titles
    )
    return f"{done} {kept}"

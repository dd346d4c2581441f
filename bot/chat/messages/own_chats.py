"""What somebody set up in channels and groups of their own: the confirmation, the list, one of them, its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import Length, OwnChat
from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.own_chat_setup import LENGTHS, NO, VERB, YES, PickedChat, heading
from bot.chat.messages.static import repeated
from bot.chat.messages.subscription import minute_text
from bot.chat.rich_text import block, bold
from bot.safe_text import marked

# What a button of the list says of a chat.
NAME_ON_BUTTON = 24
# Three buttons each; Telegram takes a hundred.
LISTED = 30


def set_up_message(audience: Audience, own: OwnChat, first: datetime, *, is_forum: bool) -> Message:
    """Confirm what was set up."""
    words, local = audience.words, first.astimezone(audience.zone)
    day = words.long_day(local.date())
    if own.at_minute is None:
        done = words.say("Done: the digest will appear there as soon as the reports come, first on {day}.", day=day)
    else:
        done = words.say(
            "Done: the digest will appear there every morning at {time} ({city} time), first on {day}.",
            time=minute_text(words, own.at_minute), city=words.place_of(audience.zone), day=day,
        )  # fmt: skip
    more = [words.say("Corrections are made in it and announced by a short reply. /post changes, pauses or ends it.")]
    if is_forum and own.thread_id is None:
        more.append(
            words.say(
                "It goes to the general topic; for another one, an admin sends /settings topic here in that topic."
            )
        )
    return Message((*heading(own.title), block(done), block(*_facts(words, own)), block(*more)), _row(words, own))


def card(words: Language, own: OwnChat, zone: ZoneInfo, said: str = "") -> Message:
    """Show what is set up in one chat, with a button for each part; ``said`` is what has just been done."""
    lines = [_time(words, own, zone), *_facts(words, own)]
    if own.lost:
        lines.append(words.say("Nothing can be sent there at present."))
    blocks = (*heading(own.title), *([block(said)] if said else []), block(*lines))
    chart = (words.say("Text alone"), NO) if own.with_picture else (words.say("With a chart"), YES)
    rows = (
        (_to(words.say("Language"), "set", own, "language"), _to(words.say("Hour"), "set", own, "hour")),
        (_to(words.say("Length"), "set", own, "length"), _to(chart[0], "set", own, "chart", chart[1])),
        *_row(words, own)[:1],
        (Button(words.say("‹ All"), data(VERB, "all")),),
    )
    return Message(blocks, rows)


def list_message(words: Language, owns: Sequence[OwnChat]) -> Message:
    """List what somebody set up, each with its buttons."""
    lines = [f"{repeated(own.title)}: {_state(words, own)}" for own in owns[:LISTED]]
    rows = tuple((_to(_short(own.title), "card", own), *_stop(words, own)) for own in owns[:LISTED])
    another = (Button(words.say("Another channel or group"), data(VERB, "pick")),)
    return Message((block(bold(words.say("Your channels and groups")), *lines),), (*rows, another))


def ended_message(words: Language, own: OwnChat) -> Message:
    again = ((Button(words.say("Set up again"), data(VERB, "new", own.chat_id)),),)
    return Message((*heading(own.title), block(words.say("Ended: nothing more is sent there."))), again)


def lost_message(words: Language, place: PickedChat) -> Message:
    """Tell whoever set it up, once, that nothing can be sent to their channel or group any more."""
    sentence = words.say(
        "I can no longer post the digest there: I was removed or lost the right to post. Let me back in and "
        "press the button; until then nothing is sent there, and I will not remind you."
    )
    buttons = (
        (Button(words.say("Try again"), data(VERB, "again", place.chat_id)),
         Button(words.say("End"), data(VERB, "end", place.chat_id))),
    )  # fmt: skip
    return Message((*heading(place.title), block(sentence)), buttons)


def _time(words: Language, own: OwnChat, zone: ZoneInfo) -> str:
    at = minute_text(words, own.at_minute)
    if own.paused:
        return words.say("Digest: paused ({time})", time=at)
    if own.at_minute is None:
        return words.say("Digest: {time}", time=at)
    return words.say("Digest: {time} ({city} time)", time=at, city=words.place_of(zone))


def _state(words: Language, own: OwnChat) -> str:
    if own.lost:
        return words.say("nothing can be sent there at present")
    return words.say("paused") if own.paused else minute_text(words, own.at_minute)


def _facts(words: Language, own: OwnChat) -> list[str]:
    language = next((one.button for one in words.choices if one.code == own.language), own.language or "")
    return [
        words.say("Language: {language}", language=language),
        words.say(LENGTHS[own.length or Length.USUAL]),
        words.say("With a chart") if own.with_picture else words.say("Text alone"),
    ]


def _row(words: Language, own: OwnChat) -> Rows:
    return (_stop(words, own), (_to(words.say("Change"), "card", own),))


def _stop(words: Language, own: OwnChat) -> tuple[Button, ...]:
    first = (
        _to(words.say("Try again"), "again", own) if own.lost
        else _to(words.say("Resume"), "resume", own) if own.paused
        else _to(words.say("Pause"), "pause", own)
    )  # fmt: skip
    return first, _to(words.say("End"), "end", own)


def _to(label: str, action: str, own: OwnChat, *rest: str) -> Button:
    return Button(label, data(VERB, action, own.chat_id, *rest))


def _short(title: str) -> str:
    """Return a title for a button: never empty, and cut if long."""
    said = marked(repeated(title)).strip() or "…"
    return said if len(said) <= NAME_ON_BUTTON else said[:NAME_ON_BUTTON].rstrip() + "…"

"""Replies to somebody who changes a subscription."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.static import fault, repeated
from bot.chat.rich_text import block, bold


def minute_text(words: Language, minute: int | None) -> str:
    """Format ``09:30``, or "as soon as the reports come"."""
    return words.say("as soon as the reports come") if minute is None else words.clock(timedelta(minutes=minute))


def subscribed(audience: Audience, minute: int | None, first: datetime) -> Message:
    """Confirm a subscription and say when the first digest comes."""
    words, local = audience.words, first.astimezone(audience.zone)
    if minute is None:
        done = words.say(
            "The digest will come as soon as the reports do, starting on {day}.", day=words.long_day(local.date())
        )
    else:
        done = words.say(
            "The digest will come at {time} ({zone}), first on {day}.",
            time=minute_text(words, minute), zone=audience.zone.key, day=words.long_day(local.date()),
        )  # fmt: skip
    late = words.say(
        "If one side is late, the digest waits a little, then goes out with the other alone and is updated later."
    )
    buttons = ((Button(words.say("Settings"), data("settings")),),)
    return Message((block(bold(done), late), block(words.say("/unsubscribe stops it."))), buttons)


def unsubscribed(words: Language, *, was: bool) -> Message:
    if was:
        return fault(words.say("No more digests. /subscribe brings them back."))
    return fault(words.say("You have no digest to stop. /subscribe 09:00 starts one."))


def forgotten_meanwhile(words: Language) -> Message:
    """To somebody whose chat was forgotten while the digest was being set."""
    return fault(words.say("This chat was forgotten meanwhile, so no digest was set. /subscribe sets one again."))


def bad_time(words: Language, text: str) -> Message:
    said = repeated(text)
    return fault(
        words.say("“{text}” is not a time of day. Give it like this: /subscribe 09:30, or /subscribe asap.", text=said)
    )


def bad_zone(words: Language, text: str) -> Message:
    return fault(
        words.say(
            "I don't know the time zone “{text}”. Give it like this: /subscribe 09:30 Europe/Kyiv, or a big city.",
            text=repeated(text),
        )
    )


def admins_only(words: Language) -> Message:
    return fault(words.say("Only an admin of this group can set that."))

"""What an answer says about the moment as of which it was asked."""

from __future__ import annotations

from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.rich_text import Block, block


def as_known(audience: Audience, moment: datetime) -> Block:
    """The first line of an answer about another time."""
    return block(audience.words.say("As known {moment}:", moment=_moment(audience, moment)))


def not_come(audience: Audience, moment: datetime) -> Message:
    return fault(audience.words.say("That moment hasn't come yet: {moment}.", moment=_moment(audience, moment)))


def no_moment(words: Language) -> Message:
    return fault(words.say("As of when? Give a date and an hour: /night 2025-09-07 as of 2025-09-07 09:00."))


def _moment(audience: Audience, moment: datetime) -> str:
    """``on 7 September 2025 at 09:00 (Kyiv)``."""
    local = moment.astimezone(audience.zone)
    day, clock = audience.words.day(local.date()), audience.clock_and_city(moment)
    return audience.words.say("on {day} at {clock}", day=day, clock=clock)

"""What stands below every message to a chat: that its zone is not known here, and that the demo is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.audience import Audience
from bot.chat.charts.captions import fitted
from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.rich_text import block
from bot.zones import NAME_SHOWN


def signed(desk: Services, reader: Audience, message: Message) -> Message:
    """The message, with what has to be said below it."""
    sentences = [*_zone_unknown(reader), *_made_up(desk, reader)]
    if not sentences:
        return message
    if message.picture:
        # A caption is short: lines before the one that says whose claim it is give way.
        *lines, claim = message.picture.caption.split("\n")
        below = "\n".join(sentences)
        return replace(message, blocks=(block(fitted([*lines, f"{claim}\n\n{below}"])),))
    return message.ended_with(*(block(sentence) for sentence in sentences))


def _zone_unknown(reader: Audience) -> Iterator[str]:
    if reader.unknown_zone is not None:
        yield reader.words.say(
            "Your time zone {zone} is not known to this machine; times are those of {city}. "
            "/settings zone Europe/Warsaw sets another.",
            zone=reader.unknown_zone[:NAME_SHOWN] or "“”",
            city=reader.words.place_of(reader.zone),
        )


def _made_up(desk: Services, reader: Audience) -> Iterator[str]:
    if desk.real_from is not None:
        yield reader.words.say("Sample text made from real figures.")

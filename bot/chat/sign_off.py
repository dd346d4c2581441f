"""The lines below every message to a chat: its zone is unknown here, and the demo's text is a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.audience import Audience
from bot.chat.charts.captions import fitted
from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.rich_text import block
from bot.zones import NAME_SHOWN


def signed(services: Services, audience: Audience, message: Message) -> Message:
    """Return the message with the lines below it."""
    sentences = [*_zone_unknown(audience), *_made_up(services, audience)]
    if not sentences:
        return message
    if message.picture:
        # A caption is short: lines before the one that says whose claim it is are dropped.
        *lines, claim = message.picture.caption.split("\n")
        below = "\n".join(sentences)
        return replace(message, blocks=(block(fitted([*lines, f"{claim}\n\n{below}"])),))
    return message.ended_with(*(block(sentence) for sentence in sentences))


def _zone_unknown(audience: Audience) -> Iterator[str]:
    if audience.unknown_zone is not None:
        yield audience.words.say(
            "This server does not know your time zone {zone}; times are in {city} time. /settings zone Europe/Warsaw "
            "sets another.",
            zone=audience.unknown_zone[:NAME_SHOWN] or "“”",
            city=audience.words.place_of(audience.zone),
        )


def _made_up(services: Services, audience: Audience) -> Iterator[str]:
    if services.real_from is not None:
        yield audience.words.say("Sample text made from real figures.")

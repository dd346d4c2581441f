"""The chart that comes with a digest: which one, beside the text or under it, and drawn when it is sent."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Bot

from bot.chat.charts.process import DrawingError, DrawingStopped
from bot.chat.charts.requests import LENGTHS, Picture, TrendRequest
from bot.chat.context import Services
from bot.chat.digest_view import attack_channel
from bot.chat.message import Message
from bot.chat.messages.digest import Digest
from bot.chat.rich_text import CAPTION_LIMIT, block, units
from bot.deliver.attempt import End, Result, attempt
from bot.deliver.message_codec import ChartWish, packed, packed_parts
from storage import StorageError
from storage.outbox.claims import Delivery

log = logging.getLogger(__name__)

# What may be added when it is sent: the empty lines, and in a channel the bot's name, of 32 letters at most.
ROOM = 40


@dataclass(frozen=True, slots=True)
class DigestBodies:
    """The stored texts of a digest, part by part; none if it cannot be worded. ``chart`` is a message after them."""

    texts: Sequence[str]
    chart: str | None = None


async def chart_for(services: Services, digest: Digest, language: str, theme: str) -> ChartWish | None:
    """Return the chart of a digest; None where its newest night is not in the digest, or where it cannot be drawn.

    It is drawn here, so that it is at hand when the digest is sent.
    """
    channels = [side.channel for side in digest.sides]
    channel = attack_channel(channels) or channels[0]
    if channel in digest.lacks:
        return None
    wish = ChartWish(channel, LENGTHS[0], digest.night, language, theme)
    return wish if await drawn(services, wish) else None


def bodies_of(message: Message, late: str | None, chart: ChartWish | None, *, complete: bool) -> DigestBodies:
    """Return a digest in its parts: as the caption of its chart where it fits, else before it.

    A digest that will be completed is a text: a caption takes less, and nobody knows how much is to come.
    """
    if chart is None:
        return DigestBodies(packed_parts(message, late))
    if complete and units(message.plain) + units(late or "") + ROOM <= CAPTION_LIMIT:
        return DigestBodies([packed(message, late, chart)])
    return DigestBodies(packed_parts(message, late), packed(Message(()), chart=chart))


async def drawn(services: Services, wish: ChartWish) -> Picture | None:
    """Return the chart, drawn now if it is not kept; None where there is nothing to draw or it cannot be."""
    request = TrendRequest(wish.channel, wish.length, wish.last)
    try:
        return await services.pictures.picture(request, services.words(wish.language), wish.theme)
    except DrawingStopped:
        return None
    except (DrawingError, StorageError) as error:
        log.error("the chart of a digest cannot be drawn: %s", error)
        return None


class DigestCharts:
    """Sends what has a chart. ``services`` draw it, or have it drawn."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def attempt(self, bot: Bot, delivery: Delivery, text: Message, chart: ChartWish) -> Result:
        """Send the chart with the text as its caption; the text alone where the chart or its sending is refused.

        A chart without a text gets the caption that tells what it shows. Raises nothing.
        """
        picture = await drawn(self._services, chart)
        if picture is None:
            return await attempt(bot, delivery, text) if text.blocks else Result(End.REFUSED, "it cannot be drawn")
        blocks = text.blocks or (block(picture.caption),)
        result = await attempt(bot, delivery, replace(text, blocks=blocks, picture=picture))
        if result.file_id:
            # without Telegram's name for it the next one is uploaded again
            with contextlib.suppress(StorageError):
                await self._services.pictures.sent(picture, result.file_id)
        return await attempt(bot, delivery, text) if result.end is End.REFUSED and text.blocks else result

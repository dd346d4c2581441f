"""Pictures: a trend, a region's year, a night."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date

from bot.chat.charts.process import DrawingError, DrawingStopped
from bot.chat.charts.requests import LENGTHS, THEMES, NightRequest, PictureRequest, RegionRequest
from bot.chat.context import Request, Services
from bot.chat.keyboards import Rows
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.charts import other_words, picture_message, trend_buttons
from bot.chat.messages.settings_buttons import theme_of
from bot.chat.messages.static import fault
from parsers import ask
from parsers.channels import CHANNELS
from parsers.records import Attacker

log = logging.getLogger(__name__)


async def trend(services: Services, request: Request) -> Message:
    """The last 30, 90 or 365 nights; a button gives the length, the theme and the channel."""
    words = request.audience.words
    length, theme, channel = (*request.text.split(), "", "", "")[:3]
    if length and length not in map(str, LENGTHS):
        return fault(words.say("How many nights? 30, 90 or 365: /trend 90."))
    channel = channel if channel in services.channels else _main(services.told(request.audience.sides))
    nights = int(length or LENGTHS[0])
    wanted = await services.pictures.newest_trend(channel, nights)
    if wanted is None:
        return fault(words.say("No night is known yet."))
    shade = theme if theme in THEMES else await _theme(services, request)
    return await _drawn(services, words, wanted, shade, trend_buttons(words, nights, shade, channel, services.channels))


async def picture(services: Services, request: Request) -> Message:
    """The picture of a night or of a region, from a button: ``night 2026-09-22``, ``region UA-51``."""
    words = request.audience.words
    what, _, name = request.text.partition(" ")
    wanted = _request(services, what, name)
    if wanted is None:
        return fault(words.say("This button no longer works; ask again with /latest."))
    return await _drawn(services, words, wanted, await _theme(services, request), other_words(words, what, name))


def _main(channels: Sequence[str]) -> str:
    """Return the channel that reports attacks on Ukraine; the first one if it is not among them."""
    return next((name for name in channels if CHANNELS[name].attacker is Attacker.RUSSIA), channels[0])


async def _theme(services: Services, request: Request) -> str:
    return theme_of(await services.actions.chat(request.chat_id))


def _request(services: Services, what: str, name: str) -> PictureRequest | None:
    if what == "region" and ask.place_code(name):
        return RegionRequest(name, services.today)
    if what != "night":
        return None
    try:
        return NightRequest(date.fromisoformat(name))
    except ValueError:
        return None


async def _drawn(services: Services, words: Language, wanted: PictureRequest, theme: str, buttons: Rows) -> Message:
    try:
        drawn = await services.pictures.picture(wanted, words, theme)
    except DrawingStopped:
        return fault(words.say("The bot is shutting down; please ask for the chart again later."))
    except DrawingError as error:
        log.error("%s", error)
        return fault(words.say("The chart could not be drawn; the error has been logged."))
    if drawn is None:
        return fault(words.say("There is nothing to draw: we have no reports."))
    return picture_message(drawn, buttons)

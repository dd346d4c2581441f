"""Pictures: a trend, a region's year, a night."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.chat.charts.process import DrawingError, DrawingStopped
from bot.chat.charts.requests import LENGTHS, THEMES, NightRequest, PictureRequest, RegionRequest
from bot.chat.context import Request, Services
from bot.chat.keyboards import Rows
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.charts import other_words, picture_message, trend_buttons
from bot.chat.messages.preferences import theme_of
from bot.chat.messages.static import fault
from parsers import ask
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views.night import night_view
from storage.views.readings import Source

log = logging.getLogger(__name__)


async def trend(desk: Services, asked: Request) -> Message:
    """The last 30, 90 or 365 nights; a button gives the length, the theme and the channel."""
    words = asked.reader.words
    length, theme, channel = (*asked.text.split(), "", "", "")[:3]
    if length and length not in map(str, LENGTHS):
        return fault(words.say("How many nights? 30, 90 or 365: /trend 90."))
    channel = channel if channel in desk.channels else _main(desk.told(asked.reader.sides))
    nights = int(length or LENGTHS[0])
    request = await desk.pictures.newest_trend(channel, nights)
    if request is None:
        return fault(words.say("No night is known."))
    shade = theme if theme in THEMES else await _theme(desk, asked)
    drawn = await _drawn(desk, words, request, shade, trend_buttons(words, nights, shade, channel, desk.channels))
    return replace(drawn, shows=await _sources(desk, request.last, channel)) if drawn.picture else drawn


async def picture(desk: Services, asked: Request) -> Message:
    """The picture of a night or of a region, from a button: ``night 2026-09-22``, ``region UA-51``."""
    words = asked.reader.words
    what, _, name = asked.text.partition(" ")
    request = _request(desk, what, name)
    if request is None:
        return fault(words.say("This button is not understood any more; ask again with /latest."))
    drawn = await _drawn(desk, words, request, await _theme(desk, asked), other_words(words, what, name))
    if drawn.picture and isinstance(request, NightRequest):
        return replace(drawn, shows=await _sources(desk, request.day, *desk.channels))
    return drawn


def _main(channels: Sequence[str]) -> str:
    """The channel that tells of the attack on Ukraine, where it is among them."""
    return next((name for name in channels if CHANNELS[name].attacker is Attacker.RUSSIA), channels[0])


async def _theme(desk: Services, asked: Request) -> str:
    return theme_of(await desk.actions.chat(asked.chat_id))


def _request(desk: Services, what: str, name: str) -> PictureRequest | None:
    if what == "region" and ask.place_code(name):
        return RegionRequest(name, desk.today)
    if what != "night":
        return None
    try:
        return NightRequest(date.fromisoformat(name))
    except ValueError:
        return None


async def _sources(desk: Services, day: date, *channels: str) -> tuple[Source, ...]:
    """The posts whose night a picture tells in numbers, so that a correction finds who saw it."""
    view = await desk.actions.store.read(night_view, channels, day, desk.house)
    return tuple(side.night.source for side in view.sides if side.night)


async def _drawn(desk: Services, words: Language, request: PictureRequest, theme: str, buttons: Rows) -> Message:
    try:
        drawn = await desk.pictures.picture(request, words, theme)
    except DrawingStopped:
        return fault(words.say("I am being stopped just now; please ask for the picture again later."))
    except DrawingError as error:
        log.error("%s", error)
        return fault(words.say("The picture could not be drawn; it was noted."))
    if drawn is None:
        return fault(words.say("There is nothing to draw: no report is known."))
    return picture_message(drawn, buttons)

"""Pictures: a trend, a region's year, a night; in the chat, or as a file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.chat.charts.asked import chart_asked
from bot.chat.charts.process import DrawingError, DrawingStopped
from bot.chat.charts.requests import (
    FORMS,
    LANDSCAPE,
    LENGTHS,
    THEMES,
    ChartLook,
    NightRequest,
    Picture,
    PictureRequest,
    RegionRequest,
    TrendRequest,
)
from bot.chat.context import Request, Services
from bot.chat.handlers.ranges import outside
from bot.chat.keyboards import Rows
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.charts import file_message, other_words, picture_message, trend_buttons
from bot.chat.messages.ranges import FIRST_NIGHT
from bot.chat.messages.settings_buttons import theme_of
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import DateRange
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


async def chart(services: Services, request: Request) -> Message:
    """Any chart by its words: ``90``, ``yesterday``, ``Odesa``; alone the last 30 nights."""
    words = request.audience.words
    try:
        wanted = chart_asked(request.text, services.today)
    except ask.NoSuchDayError as error:
        return fault(words.say("There is no such date: {date}.", date=error))
    match wanted:
        case None:
            return fault(
                words.say(
                    "I draw 30, 90 or 365 nights, a night or a region: /chart 90, /chart yesterday, /chart Odesa."
                )
            )
        case NightRequest(day):
            named = ("night", day.isoformat())
        case RegionRequest(region):
            named = ("region", region)
        case nights:
            return await trend(services, replace(request, text=str(nights)))
    return await _drawn(services, words, wanted, await _theme(services, request), other_words(words, *named))


async def picture(services: Services, request: Request) -> Message:
    """The picture of a night, a region or a range, by a button: ``night 2026-09-22``, ``region UA-51``, ``range
    20260801-20260831``."""
    words = request.audience.words
    what, _, name = request.text.partition(" ")
    wanted = _request(services, request, what, name)
    if wanted is None:
        return _old(words)
    return await _drawn(services, words, wanted, await _theme(services, request), other_words(words, what, name))


async def as_file(services: Services, request: Request) -> Message:
    """The chart under which the button stands, wide and as a file: ``svg trend 30 dark kpszsu``, ``png night
    2026-09-22``."""
    words = request.audience.words
    form, what, name, theme, channel = (*request.text.split(), "", "", "", "", "")[:5]
    wanted: PictureRequest | None
    if what == "trend" and name in map(str, LENGTHS) and channel in services.channels:
        wanted = await services.pictures.newest_trend(channel, int(name))
    else:
        wanted = _request(services, request, what, name)
    if wanted is None or form not in FORMS:
        return _old(words)
    shade = theme if theme in THEMES else await _theme(services, request)
    found = await _found(services, words, wanted, ChartLook(shade, LANDSCAPE, form))
    return found if isinstance(found, Message) else file_message(found, f"overnight-{what}-{name}.{form}")


def _old(words: Language) -> Message:
    return fault(words.say("This button no longer works; ask again with /latest."))


def _main(channels: Sequence[str]) -> str:
    """Return the channel that reports attacks on Ukraine; the first one if it is not among them."""
    return next((name for name in channels if CHANNELS[name].attacker is Attacker.RUSSIA), channels[0])


async def _theme(services: Services, request: Request) -> str:
    return theme_of(await services.actions.chat(request.chat_id))


async def of_range(services: Services, request: Request, span: DateRange) -> Message:
    """The nights of a range, as far as they have come; a sentence where they are too many for one picture."""
    words = request.audience.words
    if wrong := outside(words, span, services.today):
        return wrong
    newest = await services.pictures.newest_trend(_main(services.told(request.audience.sides)), 1)
    first = max(span.first, FIRST_NIGHT)
    last = min(span.last, newest.last) if newest and newest.last >= first else span.last
    if (last - first).days >= LENGTHS[-1]:
        return fault(words.say("I draw up to {n} nights in one chart.", n=words.number(LENGTHS[-1])))
    return await picture(services, replace(request, text=f"range {first:%Y%m%d}-{last:%Y%m%d}"))


def _request(services: Services, request: Request, what: str, name: str) -> PictureRequest | None:
    if what == "range":
        return _range(_main(services.told(request.audience.sides)), name)
    if what == "region" and ask.place_code(name):
        return RegionRequest(name, services.today)
    if what != "night":
        return None
    try:
        return NightRequest(date.fromisoformat(name))
    except ValueError:
        return None


def _range(channel: str, name: str) -> TrendRequest | None:
    """The nights between two dates, ``20260801-20260831``."""
    try:
        first, last = (datetime.strptime(one, "%Y%m%d").date() for one in name.split("-"))  # noqa: DTZ007 - dates
    except ValueError:
        return None
    nights = (last - first).days + 1
    return TrendRequest(channel, nights, last, is_named=True) if 1 <= nights <= LENGTHS[-1] else None


async def _drawn(services: Services, words: Language, wanted: PictureRequest, theme: str, buttons: Rows) -> Message:
    found = await _found(services, words, wanted, ChartLook(theme))
    return found if isinstance(found, Message) else picture_message(found, buttons)


async def _found(services: Services, words: Language, wanted: PictureRequest, look: ChartLook) -> Picture | Message:
    """The chart, or why there is none."""
    try:
        drawn = await services.pictures.file(wanted, words, look)
    except DrawingStopped:
        return fault(words.say("The bot is shutting down; please ask for the chart again later."))
    except DrawingError as error:
        log.error("%s", error)
        return fault(words.say("The chart could not be drawn; the error has been logged."))
    return drawn or fault(words.say("There is nothing to draw: we have no reports."))

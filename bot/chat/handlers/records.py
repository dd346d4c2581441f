"""All the nights there are: the largest, those that name a region, those that are not known."""

from __future__ import annotations

from datetime import date, timedelta

from bot.chat.context import Request, Services
from bot.chat.handlers.ranges import named_range, outside, two_days
from bot.chat.message import Message
from bot.chat.messages.gaps import gaps_message
from bot.chat.messages.ranges import FIRST_NIGHT
from bot.chat.messages.records import records_message
from bot.chat.messages.region import region_message
from bot.chat.messages.static import fault, repeated
from parsers import ask
from parsers.ask import DateRange
from storage.views.gaps import gaps_view, refused_sources
from storage.views.records import record_sources, records_view
from storage.views.region import last_sources, region_view
from storage.views.series import newest_night

GAPS = timedelta(days=89)


async def records(services: Services, request: Request) -> Message:
    """The largest nights of each side."""
    read = services.actions.store.read
    channels = services.told(request.audience.sides)
    views = [await read(records_view, channel, await _newest_due(services, channel)) for channel in channels]
    return records_message(request.audience, views, await read(record_sources, views))


async def _newest_due(services: Services, channel: str) -> date:
    """Today where its night is told of; a night that is not over, or whose report is still to come, is not missing."""
    newest = await services.actions.store.read(newest_night, channel, services.today)
    return services.today if newest == services.today else services.today - timedelta(days=1)


async def region(services: Services, request: Request) -> Message:
    """Where a region is named; a button gives its code."""
    words = request.audience.words
    if not request.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    code = ask.region(request.text) or ask.place_code(request.text)
    if code is None:
        return fault(words.say("I know no region called “{text}”. Try /region Odesa.", text=repeated(request.text)))
    read = services.actions.store.read
    view = await read(region_view, services.told(request.audience.sides), code, services.today)
    return region_message(request.audience, view, await read(last_sources, view))


async def gaps(services: Services, request: Request) -> Message:
    """The nights of the last 90 that are not known; of another range where one is named, or given by a button."""
    found: DateRange | Message = DateRange(services.today - GAPS, services.today)
    if request.text.strip():
        found = two_days(request.text) or named_range(request.audience.words, request.text, services.today, "gaps")
    if isinstance(found, Message):
        return found
    wrong = outside(request.audience.words, found, services.today)
    if wrong:
        return wrong
    read = services.actions.store.read
    first, last = max(found.first, FIRST_NIGHT), min(found.last, services.today)
    view = await read(gaps_view, services.channels, first, last, services.house)
    return gaps_message(request.audience, view, await read(refused_sources, view), services.today)

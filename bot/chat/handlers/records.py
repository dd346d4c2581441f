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


async def records(desk: Services, asked: Request) -> Message:
    """The largest nights of each side."""
    read = desk.actions.store.read
    channels = desk.told(asked.reader.sides)
    views = [await read(records_view, channel, await _newest_due(desk, channel)) for channel in channels]
    return records_message(asked.reader, views, await read(record_sources, views))


async def _newest_due(desk: Services, channel: str) -> date:
    """Today where its night is told of; a night that is not over, or whose report is still to come, is not missing."""
    newest = await desk.actions.store.read(newest_night, channel, desk.today)
    return desk.today if newest == desk.today else desk.today - timedelta(days=1)


async def region(desk: Services, asked: Request) -> Message:
    """Where a region is named; a button gives its code."""
    words = asked.reader.words
    if not asked.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    code = ask.region(asked.text) or ask.place_code(asked.text)
    if code is None:
        return fault(words.say("I know no region called “{text}”. Try /region Odesa.", text=repeated(asked.text)))
    read = desk.actions.store.read
    view = await read(region_view, desk.told(asked.reader.sides), code, desk.today)
    return region_message(asked.reader, view, await read(last_sources, view))


async def gaps(desk: Services, asked: Request) -> Message:
    """The nights of the last 90 that are not known; of another range where one is named, or given by a button."""
    found: DateRange | Message = DateRange(desk.today - GAPS, desk.today)
    if asked.text.strip():
        found = two_days(asked.text) or named_range(asked.reader.words, asked.text, desk.today, "gaps")
    if isinstance(found, Message):
        return found
    wrong = outside(asked.reader.words, found, desk.today)
    if wrong:
        return wrong
    read = desk.actions.store.read
    first, last = max(found.first, FIRST_NIGHT), min(found.last, desk.today)
    view = await read(gaps_view, desk.channels, first, last, desk.house)
    return gaps_message(asked.reader, view, await read(refused_sources, view), desk.today)

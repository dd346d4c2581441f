"""All the nights there are: the largest, those that name a region, those that are not known."""

from __future__ import annotations

from collections.abc import Sequence
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
from storage.views import Snapshot
from storage.views.gaps import GapsView, gaps_view, refused_sources
from storage.views.readings import Sources
from storage.views.records import RecordsView, record_sources, records_view
from storage.views.region import RegionView, last_sources, region_view
from storage.views.series import newest_night

GAPS = timedelta(days=89)


async def records(services: Services, request: Request) -> Message:
    """The largest nights of each side."""
    channels = services.told(request.audience.sides)
    return records_message(request.audience, *await services.actions.store.read(_records, channels, services.today))


def _records(snapshot: Snapshot, channels: Sequence[str], today: date) -> tuple[list[RecordsView], Sources]:
    views = [records_view(snapshot, channel, _newest_due(snapshot, channel, today)) for channel in channels]
    return views, record_sources(snapshot, views)


def _newest_due(snapshot: Snapshot, channel: str, today: date) -> date:
    """Today where its night is told of; a night that is not over, or whose report is still to come, is not missing."""
    return today if newest_night(snapshot, channel, today) == today else today - timedelta(days=1)


async def region(services: Services, request: Request) -> Message:
    """Where a region is named; a button gives its code."""
    words = request.audience.words
    if not request.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    code = ask.region(request.text) or ask.place_code(request.text)
    if code is None:
        return fault(words.say("I know no region called “{text}”. Try /region Odesa.", text=repeated(request.text)))
    channels = services.told(request.audience.sides)
    return region_message(request.audience, *await services.actions.store.read(_region, channels, code, services.today))


def _region(snapshot: Snapshot, channels: Sequence[str], code: str, today: date) -> tuple[RegionView, Sources]:
    view = region_view(snapshot, channels, code, today)
    return view, last_sources(snapshot, view)


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
    first, last = max(found.first, FIRST_NIGHT), min(found.last, services.today)
    view, sources = await services.actions.store.read(_gaps, services, first, last)
    return gaps_message(request.audience, view, sources, services.today)


def _gaps(snapshot: Snapshot, services: Services, first: date, last: date) -> tuple[GapsView, Sources]:
    view = gaps_view(snapshot, services.channels, first, last, services.house)
    return view, refused_sources(snapshot, view)

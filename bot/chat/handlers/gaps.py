"""``/gaps``: which nights are not known, and which posts were never seen."""

from __future__ import annotations

from datetime import date, timedelta

from bot.chat.context import Request, Services
from bot.chat.handlers.ranges import named_range, outside, two_days
from bot.chat.message import Message
from bot.chat.messages.gaps import gaps_message
from bot.chat.messages.ranges import FIRST_NIGHT
from parsers.ask import DateRange
from storage.views import Snapshot
from storage.views.gaps import GapsView, gaps_view, refused_sources
from storage.views.readings import Sources

GAPS = timedelta(days=89)


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

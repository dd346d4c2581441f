"""``/region``: where a region is named by either side, at all or in a night or a range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.context import Request, Services
from bot.chat.handlers.ranges import outside, two_days
from bot.chat.message import Message
from bot.chat.messages.region import region_message
from bot.chat.messages.region_span import region_span_message
from bot.chat.messages.static import fault, repeated
from parsers import ask
from parsers.ask import DateRange, together
from storage.views import Snapshot
from storage.views.readings import Sources
from storage.views.region import RegionView, last_sources, region_view
from storage.views.region_span import RegionSpanView, region_span_sources, region_span_view


async def region(services: Services, request: Request) -> Message:
    """Where a region is named; the text is its code, and two dates where it is asked for a range (as a button's)."""
    words = request.audience.words
    if not request.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    name, _, dates = request.text.partition(" ")
    code, found = ask.place_code(name), two_days(dates)
    if code is None:
        return fault(
            words.say("I don't know a region called “{text}”. Try /region Odesa.", text=repeated(request.text))
        )
    channels = services.told(request.audience.sides)
    if found:
        return await _in_range(services, request, code, found)
    views, sources = await services.actions.store.read(_region, channels, together(code), services.today)
    return region_message(request.audience, views, sources)


async def _in_range(services: Services, request: Request, code: str, found: DateRange) -> Message:
    if wrong := outside(request.audience.words, found, services.today):
        return wrong
    channels = services.told(request.audience.sides)
    view, sources = await services.actions.store.read(_span, channels, together(code), found)
    return region_span_message(request.audience, view, sources)


def _region(
    snapshot: Snapshot, channels: Sequence[str], codes: Sequence[str], today: date
) -> tuple[list[RegionView], Sources]:
    views = [region_view(snapshot, channels, code, today) for code in codes]
    return views, {key: source for view in views for key, source in last_sources(snapshot, view).items()}


def _span(
    snapshot: Snapshot, channels: Sequence[str], codes: Sequence[str], found: DateRange
) -> tuple[RegionSpanView, Sources]:
    view = region_span_view(snapshot, channels, codes, *found)
    return view, region_span_sources(snapshot, view)

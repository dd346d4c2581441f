"""``/region``: where a region is named by either side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.region import region_message
from bot.chat.messages.static import fault, repeated
from parsers import ask
from storage.views import Snapshot
from storage.views.readings import Sources
from storage.views.region import RegionView, last_sources, region_view


async def region(services: Services, request: Request) -> Message:
    """Where a region is named; a button gives its code."""
    words = request.audience.words
    if not request.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    code = ask.region(request.text) or ask.place_code(request.text)
    if code is None:
        return fault(
            words.say("I don't know a region called “{text}”. Try /region Odesa.", text=repeated(request.text))
        )
    channels = services.told(request.audience.sides)
    return region_message(request.audience, *await services.actions.store.read(_region, channels, code, services.today))


def _region(snapshot: Snapshot, channels: Sequence[str], code: str, today: date) -> tuple[RegionView, Sources]:
    view = region_view(snapshot, channels, code, today)
    return view, last_sources(snapshot, view)

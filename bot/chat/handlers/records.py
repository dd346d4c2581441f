"""``/records``: the largest nights of each side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.records import records_message
from storage.views import Snapshot
from storage.views.readings import Sources
from storage.views.records import RecordsView, record_sources, records_view
from storage.views.series import newest_night


async def records(services: Services, request: Request) -> Message:
    """The largest nights of each side."""
    channels = services.told(request.audience.sides)
    return records_message(request.audience, *await services.actions.store.read(_records, channels, services.today))


def _records(snapshot: Snapshot, channels: Sequence[str], today: date) -> tuple[list[RecordsView], Sources]:
    views = [records_view(snapshot, channel, _newest_due(snapshot, channel, today)) for channel in channels]
    return views, record_sources(snapshot, views)


def _newest_due(snapshot: Snapshot, channel: str, today: date) -> date:
    """Return today if its night has been reported, else yesterday: a night not yet reported is not missing."""
    return today if newest_night(snapshot, channel, today) == today else today - timedelta(days=1)

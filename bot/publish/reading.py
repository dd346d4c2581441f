"""The records of nights for one run; those of the newest nights, of which many files are made, are read once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from bot.publish.request import PublishRequest
from storage.views import Snapshot
from storage.views.days import shifted
from storage.views.night_records import night_records
from storage.views.record import NightRecord

# The first page and the feeds tell of so many nights, up to the last one that was told.
NEWEST = 31
# A new post concerns the nights around it; in the morning the last one that was told is not today's.
RECENT = NEWEST + 3


class RecordReading:
    """Reads the records of a run from its snapshot; ``edges`` are the first and the newest night."""

    def __init__(self, db: Snapshot, request: PublishRequest, edges: tuple[date, date]) -> None:
        self.db, self.request, self.edges = db, request, edges
        self._since = max(edges[0], shifted(edges[1], 1 - RECENT))

    def between(self, first: date, last: date) -> Sequence[NightRecord]:
        """Return the records of the nights from first to last, oldest first."""
        if first < self._since:
            return self._read(first, last)
        return [record for record in self._recent if first <= record.day <= last]

    @cached_property
    def _recent(self) -> list[NightRecord]:
        return self._read(self._since, self.edges[1])

    def _read(self, first: date, last: date) -> list[NightRecord]:
        request = self.request
        return night_records(self.db, request.channels, (first, last), request.clock, request.reader)

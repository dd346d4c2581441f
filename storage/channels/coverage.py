"""Which message ids of a channel were read whole: all that its posts have there is stored."""

from __future__ import annotations

from storage.channels.cursors import cursor
from storage.channels.gaps import gaps
from storage.engines.engine import Database

IdSpan = tuple[int, int]


def covered(db: Database, channel: str) -> tuple[IdSpan, ...]:
    """Return the ranges of ids, lowest first and both ends included, that were read and are in no open gap."""
    known = cursor(db, channel)
    if known is None:
        return ()
    ranges: list[IdSpan] = []
    start = known.floor_id
    for gap in sorted(gaps(db, channel), key=lambda one: one.from_id):
        if start < gap.from_id:
            ranges.append((start, min(gap.from_id - 1, known.top_id)))
        start = max(start, gap.to_id + 1)
    return (*ranges, (start, known.top_id)) if start <= known.top_id else tuple(ranges)

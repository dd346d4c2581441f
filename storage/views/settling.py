"""Until when the figures of a night are provisional: what changes later is a correction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

# The windows of nights end about then, 06:00 to 09:30 by the claimants' clocks. No zone that somebody may choose moves
# it: whether a change is a correction must be the same for every reader.
NIGHT_ENDS = time(6)
SETTLES_AFTER = timedelta(hours=48)


def settles_at(day: date) -> datetime:
    """Return when the night of a date is settled: 48 hours after 06:00 UTC on it."""
    return datetime.combine(day, NIGHT_ENDS, UTC) + SETTLES_AFTER

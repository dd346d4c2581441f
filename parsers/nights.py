"""Which night a tally speaks for, by its window and its claimant's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from parsers.channels import CHANNELS
from parsers.records import Nights, Scope, Tally

NIGHT_HOURS = (time(0), time(6))


def nights_of(channel: str, tally: Tally) -> Nights:
    """The night of a national tally, and the local date on which its window ends.

    The night of a date is the tally whose window covers most of 00:00-06:00 local time on that date; more than half
    of those hours is asked for. A window known by its dates alone is the night to its end when it spans two days.
    """
    window = tally.window
    if window is None or window.end is None:
        return Nights(None, None)
    zone = CHANNELS[channel].zone
    if not isinstance(window.end, datetime):
        crosses = window.start is not None and not isinstance(window.start, datetime) and window.start < window.end
        ends_on: date = window.end
        night = ends_on if crosses or isinstance(window.start, datetime) else None
    else:
        end = window.end.astimezone(zone)
        ends_on = end.date()
        night = ends_on if _covers_the_night(window.start, end, ends_on) else None
    return Nights(night if tally.scope is Scope.NATIONAL else None, ends_on)


def _covers_the_night(start: datetime | date | None, end: datetime, day: date) -> bool:
    """Whether a window ending at ``end`` holds more than half of the small hours of ``day``."""
    first, last = (datetime.combine(day, hour, tzinfo=end.tzinfo) for hour in NIGHT_HOURS)
    if not isinstance(start, datetime):
        return start is not None and start < day and end > first + (last - first) / 2
    covered = min(end, last) - max(start.astimezone(end.tzinfo), first)
    return covered > timedelta(hours=3)

"""Which night a tally speaks for, by its window and its claimant's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parsers.channels import CHANNELS
from parsers.records import Nights, Scope, Tally

NIGHT_HOURS = (time(0), time(6))
HALF_THE_NIGHT = time(3)


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
        ends_on: date = window.end
        night = ends_on if _begins_before_the_night_is_half_over(window.start, ends_on, zone) else None
    else:
        end = window.end.astimezone(zone)
        ends_on = end.date()
        night = ends_on if _covers_the_night(window.start, end, ends_on) else None
    return Nights(night if tally.scope is Scope.NATIONAL else None, ends_on)


def _begins_before_the_night_is_half_over(start: datetime | date | None, day: date, zone: ZoneInfo) -> bool:
    """Whether a window that ends on ``day``, at an hour not told, may be its night: «с 8.00 до обеда» is none."""
    if isinstance(start, datetime):
        return start.astimezone(zone) < datetime.combine(day, HALF_THE_NIGHT, tzinfo=zone)
    return start is not None and start < day


def _covers_the_night(start: datetime | date | None, end: datetime, day: date) -> bool:
    """Whether a window ending at ``end`` holds more than half of the small hours of ``day``."""
    first, last = (datetime.combine(day, hour, tzinfo=end.tzinfo) for hour in NIGHT_HOURS)
    if not isinstance(start, datetime):
        return start is not None and start < day and end > first + (last - first) / 2
    covered = min(end, last) - max(start.astimezone(end.tzinfo), first)
    return covered > timedelta(hours=3)

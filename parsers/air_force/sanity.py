"""Whether the window of an Air Force report can be that of a report at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parsers.records import Doubt
from parsers.times import Told
from parsers.windows import Framed

LONGEST_NIGHT = timedelta(hours=30)
LONGEST_REPORT = timedelta(hours=50)
MOST_DAYS_AGO = 3


def far_or_long(framed: Framed, posted: datetime | None, zone: ZoneInfo) -> str | None:
    """Why a window refuses its post: days before it is a memory, after it a slip; several days are no night."""
    if framed.window is None:
        return None
    end = framed.window.end or framed.window.start
    ended_on = end.astimezone(zone).date() if isinstance(end, datetime) else end
    if posted and ended_on and not -1 <= (posted.astimezone(zone).date() - ended_on).days <= MOST_DAYS_AGO:
        return "far_from_post"
    return "not_a_window" if _lasts(framed) > LONGEST_REPORT else None


def doubts_about(framed: Framed, times: Told) -> tuple[Doubt, ...]:
    """A window longer than a night and its morning; an hour told that no word makes an edge: «стном на 08:00»."""
    if framed.window is None:
        return ()
    lasts = _lasts(framed)
    if LONGEST_NIGHT < lasts <= LONGEST_REPORT:
        return (Doubt("long_window", f"{lasts}"),)
    spare = next((edge for edge in times.edges if edge.hour and edge.role is None), None)
    if spare and spare.hour and not isinstance(framed.window.end, datetime):
        return (Doubt("hour_left_over", f"{spare.hour.hour}:{spare.hour.minute:02}"),)
    return ()


def _lasts(framed: Framed) -> timedelta:
    """How long a window is; nothing where an edge has no hour."""
    window = framed.window
    if window is None or not isinstance(window.start, datetime) or not isinstance(window.end, datetime):
        return timedelta(0)
    return window.end - window.start

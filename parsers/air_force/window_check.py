"""Whether the window of an Air Force report is plausible for a report."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parsers.records import Doubt, Scope
from parsers.time.window import Framed

LONGEST_REPORT = timedelta(hours=50)
MOST_DAYS_AGO = 3


def far_or_long(framed: Framed, posted: datetime | None, zone: ZoneInfo) -> str | None:
    """Return the reason to refuse a post for its window, or None.

    A window days before the post is a memory, one after it a slip; several days are no night.
    """
    if framed.window is None:
        return None
    end = framed.window.end or framed.window.start
    ended_on = end.astimezone(zone).date() if isinstance(end, datetime) else end
    if posted and ended_on and not -1 <= (posted.astimezone(zone).date() - ended_on).days <= MOST_DAYS_AGO:
        return "far_from_post"
    return "not_a_window" if _lasts(framed) > LONGEST_REPORT else None


def doubts_about_time(framed: Framed, scope: Scope) -> tuple[Doubt, ...]:
    """Return the doubts about a window; a correction or a regional report may well come days after it."""
    if scope is Scope.NATIONAL:
        return framed.doubts
    return tuple(doubt for doubt in framed.doubts if doubt.code != "long_before_post")


def _lasts(framed: Framed) -> timedelta:
    """Return the length of a window; zero if an edge has no hour."""
    window = framed.window
    if window is None or not isinstance(window.start, datetime) or not isinstance(window.end, datetime):
        return timedelta(0)
    return window.end - window.start

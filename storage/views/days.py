"""Days beside days, at the edges of the calendar too."""

from __future__ import annotations

from datetime import date, timedelta


def shifted(day: date, days: int) -> date:
    """The date so many days later; the calendar's own first or last day where it ends before that."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min

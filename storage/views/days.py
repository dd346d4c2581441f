"""Date arithmetic that also works at the ends of the calendar."""

from __future__ import annotations

from datetime import date, timedelta


def shifted(day: date, days: int) -> date:
    """Return the date ``days`` later, limited to the first and last date Python knows."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min

"""The machine's clock, kept within the times that can be reckoned with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from parsers.calendar import EARLIEST, LATEST, is_possible


def bounded(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock; where it is so wrong that there may be no yesterday or no tomorrow, it stands at the nearest bound."""
    return lambda: min(max(now(), EARLIEST), LATEST)


def clock_fault(now: datetime) -> str | None:
    """A sentence where the clock cannot be right; else None."""
    if is_possible(now):
        return None
    return f"This machine's clock says {now:%Y-%m-%d %H:%M} UTC, which cannot be; set it right and start again."

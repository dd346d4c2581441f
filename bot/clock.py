"""A clock (UTC) that accepts a step of the machine's clock only after it has lasted.

A wall clock may be wrong for a moment (a year ahead for one reading: every digest would be skipped as too late) or be
set. ``monotonic`` continues from the accepted time and stands still while the machine sleeps; so a step is right after
a suspend, and right or wrong after somebody set the clock. A step that lasts half a minute is accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from parsers.time.plausible import EARLIEST, LATEST, is_possible

# Drifts and slews are followed at once.
STEP = timedelta(seconds=5)
LASTING_SECONDS = 30.0
# At a start there is nothing to compare the wall clock with: for this long nothing is given up because of it.
SETTLING_SECONDS = 35.0


class SteadyClock:
    """A callable that returns the time; it must be called often (the tick does), so that lasting steps are noticed."""

    def __init__(self, wall: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._believed, self._at = wall(), monotonic()
        self._began = self._at
        self._stepped_at: float | None = None
        self._step = timedelta()
        self._set_back = False

    def __call__(self) -> datetime:
        seconds = self._monotonic()
        carried = self._believed + timedelta(seconds=seconds - self._at)
        wall = self._wall()
        step = wall - carried
        if abs(step) <= STEP or self._lasts(step, seconds):
            self._set_back |= step < -STEP
            self._believed, self._at, self._stepped_at = wall, seconds, None
            return wall
        return carried

    def is_settled(self) -> bool:
        """Return whether the time has been steady for long enough that late deliveries may be given up."""
        self()
        return self._stepped_at is None and self._monotonic() - self._began >= SETTLING_SECONDS

    def was_set_back(self) -> bool:
        """Return whether the time went back since the last call."""
        was, self._set_back = self._set_back, False
        return was

    def _lasts(self, step: timedelta, seconds: float) -> bool:
        """Return whether the same step was seen for long enough."""
        if self._stepped_at is None or abs(step - self._step) > STEP:
            self._stepped_at, self._step = seconds, step
        return seconds - self._stepped_at >= LASTING_SECONDS


def utc_now() -> datetime:
    """Return the machine's time."""
    return datetime.now(UTC)


def bounded(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """Return the machine's clock, limited to dates that have a yesterday and a tomorrow."""
    return lambda: min(max(now(), EARLIEST), LATEST)


def clock_fault(now: datetime) -> str | None:
    """Return a sentence if the clock cannot be right, else None."""
    if is_possible(now):
        return None
    return f"This machine's clock says {now:%Y-%m-%d %H:%M} UTC, which cannot be right; set it and start again."

"""The demo's clock: it starts in the evening of 6 October 2026 and hurries through the night."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

# 19:50 in Kyiv and in Moscow, before the ministry's report of the day, 6 October 2026
START = datetime(2026, 10, 6, 16, 50, tzinfo=UTC)

# From when on (UTC) -> seconds of the demo in one real second. The evening's report comes after half a minute, the
# night passes in half a minute, the morning's two reports come within the next minute; then it is calm.
PACE: tuple[tuple[datetime, float], ...] = (
    (START, 100.0),
    (datetime(2026, 10, 6, 18, 0, tzinfo=UTC), 1200.0),
    (datetime(2026, 10, 7, 4, 0, tzinfo=UTC), 150.0),
    (datetime(2026, 10, 7, 7, 0, tzinfo=UTC), 60.0),
)

# However fast the night passes, nothing is asked more than ten times a second.
SHORTEST_REST = 0.1


class Clock:
    """Calling it gives the demo's time (UTC). ``real`` counts real seconds and never goes back."""

    def __init__(
        self,
        real: Callable[[], float],
        real_sleep: Callable[[float], Awaitable[None]],
        pace: tuple[tuple[datetime, float], ...] = PACE,
    ) -> None:
        self._real = real
        self._real_sleep = real_sleep
        self._began = real()
        self._pace = pace

    def __call__(self) -> datetime:
        left = self._real() - self._began
        for (start, speed), (end, _) in zip(self._pace, self._pace[1:], strict=False):
            lasts = (end - start).total_seconds() / speed
            if left < lasts:
                return start + timedelta(seconds=left * speed)
            left -= lasts
        start, speed = self._pace[-1]
        return start + timedelta(seconds=left * speed)

    async def sleep(self, seconds: float) -> None:
        """Sleep for seconds of the demo's time, in real seconds never less than ``SHORTEST_REST``."""
        if seconds <= 0:
            await self._real_sleep(0)
            return
        real = self.real_seconds_until(self() + timedelta(seconds=seconds))
        await self._real_sleep(max(real, SHORTEST_REST))

    def real_seconds_until(self, moment: datetime) -> float:
        """How long to wait in real seconds until the demo's time is ``moment``; 0 when it is past."""
        return max(self._offset(moment) - (self._real() - self._began), 0.0)

    def _offset(self, moment: datetime) -> float:
        """Real seconds from the beginning of the demo until ``moment``."""
        spent = 0.0
        for (start, speed), (end, _) in zip(self._pace, self._pace[1:], strict=False):
            if moment <= end:
                return spent + (moment - start).total_seconds() / speed
            spent += (end - start).total_seconds() / speed
        start, speed = self._pace[-1]
        return spent + (moment - start).total_seconds() / speed

"""Publish the sample nights on the channels' pages: the earlier ones at once, the others at their time."""

from __future__ import annotations

from collections.abc import Callable

from bot.demo.clock import Clock
from bot.demo.nights import Sample, sample_nights

Publish = Callable[[Sample], None]


class Stage:
    """The schedule of reports by the demo's clock. ``publish`` puts one report on its channel's page."""

    def __init__(self, clock: Clock, publish: Publish) -> None:
        self._clock = clock
        self._publish = publish
        self._waiting = sample_nights()

    def publish_due(self) -> int:
        """Publish every report that is due; return how many."""
        now = self._clock()
        due = [sample for sample in self._waiting if sample.posted <= now]
        self._waiting = self._waiting[len(due) :]
        for sample in due:
            self._publish(sample)
        return len(due)

    async def play(self) -> None:
        """Publish the others when they are due; return when the last is out."""
        while self._waiting:
            await self._clock.sleep((self._waiting[0].posted - self._clock()).total_seconds())
            self.publish_due()

"""The pulses of the long tasks: when each last made progress, and how often it failed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pulse:
    """One long task. ``beat_at`` (UTC) is when it last made progress, ``age`` how many seconds ago that was.

    ``quiet`` is how many seconds ago it last gave a sign of life, even if only that it waits for something. A task that
    never made progress has the age of the program. ``failures`` are in a row since then, ``restarts`` in total;
    ``error`` is the message of the last failure.
    """

    task: str
    beat_at: datetime | None
    age: float
    quiet: float
    failures: int
    restarts: int
    error: str | None


@dataclass(slots=True)
class _Kept:
    since: float
    heard: float
    beat_at: datetime | None = None
    failures: int = 0
    restarts: int = 0
    error: str | None = None


class Pulses:
    """The pulses in memory; ``now`` returns the time (UTC), ``clock`` is monotonic, in seconds."""

    def __init__(self, now: Callable[[], datetime], clock: Callable[[], float]) -> None:
        self._now = now
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    def expect(self, task: str) -> None:
        """Record that a task begins; its age counts from now on."""
        now = self._clock()
        self._kept.setdefault(task, _Kept(now, now))

    def waits(self, task: str) -> None:
        """Record that a task is alive and waits for something."""
        self.expect(task)
        self._kept[task].heard = self._clock()

    def elsewhere(self, task: str) -> None:
        """Record that another replica does a task: if this one does it later, its age counts from then on."""
        self.expect(task)
        kept = self._kept[task]
        kept.since = kept.heard = self._clock()
        kept.failures, kept.error = 0, None

    def beat(self, task: str) -> int:
        """Record progress; return how many failures in a row it ended."""
        self.expect(task)
        kept = self._kept[task]
        ended, kept.failures, kept.error = kept.failures, 0, None
        kept.since = kept.heard = self._clock()
        kept.beat_at = self._now()
        return ended

    def failed(self, task: str, sentence: str) -> int:
        """Record a failure and restart; return the number of failures in a row."""
        self.expect(task)
        kept = self._kept[task]
        kept.failures, kept.restarts, kept.error = kept.failures + 1, kept.restarts + 1, sentence
        kept.heard = self._clock()
        return kept.failures

    def pulse(self, task: str) -> Pulse:
        """Return the pulse of a task."""
        self.expect(task)
        kept, now = self._kept[task], self._clock()
        return Pulse(task, kept.beat_at, now - kept.since, now - kept.heard, kept.failures, kept.restarts, kept.error)

    def all(self) -> tuple[Pulse, ...]:
        """Return every task that was begun, by name."""
        return tuple(self.pulse(task) for task in sorted(self._kept))

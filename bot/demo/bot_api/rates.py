"""Telegram's rate limits: the published ones, and two models of what is not published."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.demo.bot_api.refusals import too_many


class Limit(Protocol):
    """Counts what is sent."""

    def take(self, chat: int) -> None:
        """Count one message. Raises Refused (429) when it is one too many."""


@dataclass(slots=True)
class Rates:
    """Telegram's published limits of sending: overall and in one chat a second, in one group or channel a minute.

    The true penalty and burst are not published; a refused request costs nothing here. ``clock`` counts seconds.
    """

    clock: Callable[[], float]
    overall: int = 30
    in_chat: int = 1
    in_group: int = 20
    _sent: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, chat: int) -> None:
        now = self.clock()
        limit, span = (self.in_group, 60.0) if chat < 0 else (self.in_chat, 1.0)
        _check(self._sent, self.overall, 1.0, now)
        _check(self._chats[chat], limit, span, now)
        self._sent.append(now)
        self._chats[chat].append(now)


def _check(times: deque[float], limit: int, span: float, now: float) -> None:
    while times and times[0] <= now - span:
        times.popleft()
    if len(times) >= limit:
        raise too_many(max(1, math.ceil(times[0] + span - now)))


@dataclass(slots=True)
class Bucket:
    """A model of the overall limit: ``rate`` messages a second, at most ``burst`` at once.

    One too many costs ``penalty`` seconds in which everything is refused. ``refused`` counts the refusals.
    """

    clock: Callable[[], float]
    rate: float
    burst: int
    penalty: float = 0.0
    refused: int = 0
    _left: float = field(init=False)
    _at: float = field(init=False)
    _halted_until: float = -math.inf

    def __post_init__(self) -> None:
        self._left, self._at = float(self.burst), self.clock()

    def take(self, chat: int) -> None:
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if now >= self._halted_until and self._left >= 1:
            self._left -= 1
            return
        if now >= self._halted_until:
            self._halted_until = now + (self.penalty or (1 - self._left) / self.rate)
        self.refused += 1
        raise too_many(max(1, math.ceil(self._halted_until - now)))


def strict(clock: Callable[[], float]) -> Bucket:
    """Return a model of 30 a second and at most 30 at once; one too many costs three seconds."""
    return Bucket(clock, rate=30, burst=30, penalty=3.0)


def lenient(clock: Callable[[], float]) -> Bucket:
    """33 a second, 60 at once; one too many costs nothing but itself."""
    return Bucket(clock, rate=33, burst=60)

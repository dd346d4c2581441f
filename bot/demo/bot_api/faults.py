"""Failures on demand, and Telegram's limits of rate."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.demo.bot_api.refusals import Refused, too_many


class Failure(StrEnum):
    """How a request fails."""

    REFUSE = "refuse"
    """it is refused with the fault's code and description and nothing happens"""
    CUT_BEFORE = "cut_before"
    """the connection is closed and nothing happens"""
    CUT_AFTER = "cut_after"
    """the request is carried out and the connection is closed: the bot cannot know"""
    GARBAGE = "garbage"
    """the answer is a page that is no JSON, as of a broken proxy"""


@dataclass(slots=True)
class Fault:
    """What shall go wrong: which method (None for all), in which chat (None for all), how often."""

    failure: Failure = Failure.REFUSE
    method: str | None = None
    chat: int | None = None
    times: int = 1
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None

    def fits(self, method: str, chat: int | None) -> bool:
        wanted = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and wanted and self.chat in (None, chat)

    def refusal(self) -> Refused:
        if self.retry_after is not None:
            return too_many(self.retry_after)
        return Refused(self.code, self.description)


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
        """Count one message. Raises Refused (429) when it is one too many."""
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

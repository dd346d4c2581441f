"""Telegram as the rate limiter meets it, on a clock that passes only while something sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter

from bot.deliver.rate_limiter import TwoLanes


class Clock:
    """A clock whose seconds pass only while something sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        target = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, target)


class Telegram:
    """Takes requests and notes when each came; refuses those that are in ``refusals``."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.came: list[tuple[str, float]] = []
        self.refusals: list[float] = []

    async def __call__(self, name: str) -> bool:
        self.came.append((name, self.clock()))
        if self.refusals:
            raise RetryAfter(timedelta(seconds=self.refusals.pop(0)))
        return True


def send(
    lanes: TwoLanes,
    telegram: Telegram,
    name: str,
    lane: str | None = None,
    *,
    endpoint: str = "sendMessage",
    chat: int | None = None,
) -> Any:
    return lanes.process_request(telegram, (name,), {}, endpoint, {"chat_id": chat} if chat else {}, lane)

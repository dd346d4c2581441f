"""Seconds that pass only when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Seconds:
    """A clock, and sleep by it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleeping: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        waking = asyncio.get_running_loop().create_future()
        self._sleeping.append((self.now + seconds, waking))
        await waking

    async def pass_(self, seconds: float) -> None:
        """Let time pass and wake whoever slept until then."""
        self.now += seconds
        for until, waking in self._sleeping:
            if until <= self.now and not waking.done():
                waking.set_result(None)
        self._sleeping = [one for one in self._sleeping if not one[1].done()]
        await settle()

    @property
    def sleepers(self) -> int:
        """How many sleep now."""
        return sum(not waking.done() for _, waking in self._sleeping)

    def freeze(self, seconds: float) -> None:
        """Let time pass while the process is stopped: nobody is woken yet."""
        self.now += seconds


async def settle() -> None:
    """Let every task go on that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def eventually(happened: Callable[[], object]) -> None:
    """Wait for something that a thread does."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - a thread tells nobody
            await asyncio.sleep(0.001)

"""One request at a time for all channels; newest pages go first."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.follow.errors import HaltedError
from bot.follow.plan import Rest

# A host that asks for a wait of more than a day is tried again after a day.
LONGEST_HALT = 86_400.0


class Gate:
    """Hands out turns. A halt (the host asked us to wait) applies to every channel."""

    def __init__(self, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._now = now
        self._sleep = sleep
        self._halt: Rest | None = None
        self._busy = False
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._impatient: set[asyncio.Future[None]] = set()
        self._tickets = 0

    def halt(self, seconds: float) -> None:
        """Give no turns for this many seconds; a longer halt is never shortened by another one.

        Impatient waiters get ``HaltedError``.
        """
        now = self._now()
        longer = max(min(seconds, LONGEST_HALT), self._rest())
        self._halt = Rest(now, now + timedelta(seconds=longer))
        for turn in self._impatient:
            if not turn.done():
                turn.set_exception(HaltedError())

    @asynccontextmanager
    async def turn(self, *, urgent: bool, patient: bool = True) -> AsyncIterator[None]:
        """Hold the only turn. ``urgent`` waiters go first, else the order is that of arrival.

        Without ``patient``, raise ``HaltedError`` instead of waiting for the end of a halt.
        """
        if not patient and self._rest() > 0:
            raise HaltedError
        await self._enter(urgent, patient)
        try:
            if not patient and self._rest() > 0:
                raise HaltedError
            while (rest := self._rest()) > 0:
                await self._sleep(rest)
            yield
        finally:
            self._leave()

    def _rest(self) -> float:
        """Return the seconds left of the halt; all of it if the clock was set back: the host is obeyed even so."""
        now, halt = self._now(), self._halt
        if halt is not None and now < halt.begun:
            self._halt = halt = Rest(now, now + (halt.until - halt.begun))
        return halt.left(now) if halt is not None else 0.0

    async def _enter(self, urgent: bool, patient: bool) -> None:
        if not self._busy:
            self._busy = True
            return
        self._tickets += 1
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (0 if urgent else 1, self._tickets, turn))
        if not patient:
            self._impatient.add(turn)
            turn.add_done_callback(self._impatient.discard)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            raise

    def _leave(self) -> None:
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._busy = False

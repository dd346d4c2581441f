"""Waking what waits: the sender where something is owed, the look at what is due where something was taken in.

Both may be another replica's work; what that one is told, it is told by the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class Wakes:
    """``sender`` is set when something is owed; ``tick`` decides what is owed, where that is this replica's work."""

    def __init__(self, tick: Callable[[], Awaitable[None]]) -> None:
        self.sender = asyncio.Event()
        self._tick = tick

    def owed(self) -> None:
        """Something was put into the outbox: it is sent at once."""
        self.sender.set()

    async def taken_in(self) -> None:
        """More is known than before: what is owed because of that is decided at once."""
        await self._tick()

"""Work that goes on by itself: every task has an owner, and work that is asked for again does not overlap itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class TaskKeeper:
    """Owns tasks that nobody waits for: none dies without a word in the log, and none outlives ``close``."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Begin ``work`` and hold it until it ends; ``name`` is what the log calls it where it fails."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what still runs, and wait until it has ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("%s failed", task.get_name(), exc_info=error)


class Coalesced:
    """Runs ``work``, never twice at a time. All who ask during a run wait for one and the same run after it."""

    def __init__(self, work: Callable[[], Awaitable[object]]) -> None:
        self._work = work
        self._turn = asyncio.Lock()
        self._asked = 0
        self._answered = 0

    async def run(self) -> None:
        """Return when a run that began after this call has ended. Raises what ``work`` raises, to one of those who ask;
        the next of them then tries it anew.
        """
        self._asked += 1
        mine = self._asked
        async with self._turn:
            if self._answered < mine:
                asked = self._asked
                await self._work()
                self._answered = asked

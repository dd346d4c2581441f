"""The requests that are on their way, each with its delivery."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from storage.outbox.claims import Delivery
from storage.outbox.repair import OnTheirWay

log = logging.getLogger(__name__)

# When the program ends, it waits this long for requests on their way.
LAST_SECONDS = 8.0


class InFlight:
    """The requests of a sender; ``ended`` is called when one has ended, however."""

    def __init__(self, ended: Callable[[], object]) -> None:
        self._ended = ended
        self._tasks: dict[asyncio.Task[None], Delivery] = {}

    def __bool__(self) -> bool:
        return bool(self._tasks)

    def begin(self, request: Coroutine[Any, Any, None], delivery: Delivery) -> None:
        """Make the request of a delivery."""
        task = asyncio.create_task(request, name=delivery.key)
        self._tasks[task] = delivery
        task.add_done_callback(self._done)

    def keys(self) -> OnTheirWay:
        """Return the key of each delivery, and the epoch in which it was begun."""
        return {one.key: one.epoch for one in self._tasks.values()}

    async def wait(self, *, for_all: bool) -> None:
        """Wait until all that are on their way now, or any of them, have ended."""
        if self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.ALL_COMPLETED if for_all else asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        """Wait for all, so that their outcomes are known, though not for long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_SECONDS)
        late = tuple(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._ended()
        if not task.cancelled() and (error := task.exception()):
            log.error("the outcome of %s could not be recorded: %s", task.get_name(), error)

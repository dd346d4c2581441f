"""What other replicas changed: the answers kept here are dropped, and whoever waits for work here looks for it.

A file is one bot's, so there nothing is ever heard, and nothing is missed.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from storage import StorageError
from storage.engines.engine import EVERYTHING

log = logging.getLogger(__name__)

# What a table that changed means.
OWED = frozenset({"deliveries", "halts"})
DECIDES = frozenset({"readings", "decisions", "notices", "posts"})
# Between two connections.
REST_SECONDS = 1.0


class News:
    """Passes on what is heard: ``forget`` drops the kept answers, ``wake`` wakes the sender, ``tick`` has rounds run
    soon. None is waited for. ``trust`` is told whether answers may be kept.
    """

    def __init__(
        self,
        changes: Callable[[], AsyncGenerator[str, None]],
        *,
        forget: Callable[[], None],
        trust: Callable[[bool], None],
        wake: Callable[[], None],
        tick: Callable[[], object],
    ) -> None:
        self._changes = changes
        self._forget, self._trust, self._wake, self._tick = forget, trust, wake, tick

    async def forever(self, sleep: Callable[[float], Awaitable[None]], waits: Callable[[], None]) -> None:
        """Listen until cancelled, and anew where the connection is lost: whoever holds leases says if that lasts.

        ``waits`` is called each time.
        """
        while True:
            try:
                await self.listen()
            except StorageError as error:
                if error.is_broken:
                    raise
                log.debug("nothing is heard of other replicas: %s", error)
            waits()
            await sleep(REST_SECONDS)

    async def listen(self) -> None:
        """Pass on what is heard until cancelled. Raises ``StorageError`` where the connection is lost: until it is back
        no answer is kept, since nobody says what changes meanwhile.
        """
        try:
            async with aclosing(self._changes()) as changes:
                async for table in changes:
                    self._heard(table)
        finally:
            self._trust(False)

    def _heard(self, table: str) -> None:
        if table == EVERYTHING:
            self._trust(True)
        if table not in OWED:
            self._forget()
        if table in OWED or table == EVERYTHING:
            self._wake()
        if table in DECIDES or table == EVERYTHING:
            self._tick()

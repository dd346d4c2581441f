"""Reading stored posts again, in order: of all readers that run only the newest does, and of its replicas one.

While replicas are replaced by their next version the old ones go on taking posts in, each with its own reader. So the
new one reads again whenever another reader came or went.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.fleet.holding import Holding
from bot.fleet.names import REREAD
from storage import StorageError, Store
from storage.fleet import readers
from storage.fleet.fencing import Fence

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
MayGoOn = Callable[[], Awaitable[bool]]


@dataclass
class Rereading:
    """Reads again with ``read_again`` while the reader with the fingerprint ``reader`` is the newest.

    ``waits`` is called while there is nothing to do.
    """

    store: Store
    holding: Holding
    reader: str
    now: Callable[[], datetime]
    read_again: Callable[[MayGoOn], Awaitable[None]]
    waits: Callable[[], None]
    _read_beside: list[str] = field(default_factory=list)

    async def forever(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Read again whenever that is to be done, until cancelled."""
        while True:
            try:
                await self.once()
            except StorageError as error:
                if error.is_broken:
                    raise
                log.debug("it is not known which readers run: %s", error)
            self.waits()
            await sleep(LOOK_SECONDS)

    async def once(self) -> None:
        """Read again what other readers read, unless that was done since the last of them came or went."""
        await self.store.write(readers.record, self.reader, self.now())
        running = await self.store.read(readers.running, self.now())
        if running[0] != self.reader:
            self._read_beside = []  # the newer one reads again what this one has read
        if running[0] != self.reader or running == self._read_beside:
            return
        try:
            await self.holding.under(REREAD, self._work, waits=self.waits)
        finally:
            await self.holding.give_back(REREAD)
        self._read_beside = running

    async def _work(self, _fence: Fence | None) -> None:
        await self.read_again(self._is_newest)

    async def _is_newest(self) -> bool:
        running = await self.store.read(readers.running, self.now())
        return running[:1] == [self.reader]

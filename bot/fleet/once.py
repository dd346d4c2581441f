"""What reaches several replicas and is taken by one of them: an update of Telegram's, a press of a button."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.tasks import TaskKeeper
from storage import StorageError, Store
from storage.fleet import presses, updates

log = logging.getLogger(__name__)

# Seconds between two tries to record an update. Where the connection was lost while it was recorded only the same
# attempt knows whether it was, so a server that is restarted is waited for.
RESTS = (0.2, 0.5, 1.0, 2.0, 2.0, 2.0)


class NotTakenError(Exception):
    """An update could not be taken: Telegram is to send it again."""


class Once:
    """The updates and presses that this replica takes. ``sleep`` waits for seconds.

    It writes on a thread of its own: nobody who asks waits for what is decided or read meanwhile.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._opened = store
        self._store = store
        self._now = now
        self._sleep = sleep
        self._tasks = TaskKeeper()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Have a connection of its own until the block ends."""
        self._store = self._opened.beside()
        try:
            yield
        finally:
            await self._tasks.close()
            await asyncio.to_thread(self._store.close)

    async def take(self, update_id: int, put: Callable[[], object]) -> None:
        """Call ``put`` if no replica has taken this update, even where the caller is cancelled meanwhile.

        Raises ``NotTakenError`` where the database does not answer for so long that Telegram is to send it again.
        """
        if not await asyncio.shield(self._tasks.start(self._take(update_id, put), "taking an update")):
            raise NotTakenError("the database does not answer")

    async def is_first_press(self, chat_id: int, button: str, within: float) -> bool:
        """Return whether nobody pressed this button of this message in the seconds before. Raises ``StorageError``."""
        return await self._store.write(presses.press_once, chat_id, button, self._now(), timedelta(seconds=within))

    async def _take(self, update_id: int, put: Callable[[], object]) -> bool:
        """Return whether it is known who takes the update."""
        attempt = secrets.token_hex(8)
        for rest in (*RESTS, None):
            try:
                if await self._store.write(updates.take_once, update_id, attempt, self._now()):
                    put()
                return True
            except StorageError as error:
                log.debug("update %d could not be taken yet: %s", update_id, error)
                if rest is not None:
                    await self._sleep(rest)
        return False

"""The database as it was known at any time, for answers about that time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from parsers import READER
from storage import Store
from storage.as_of.copying import known_then
from storage.as_of.past_store import past_store
from storage.read_only import read_beside


class Past:
    """Opens databases of a past moment, one at a time: each takes about half a second of a core, and is deleted.

    What is copied is read beside the store: its reading thread answers everybody else meanwhile.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._one = store, asyncio.Lock()

    @asynccontextmanager
    async def at(self, moment: datetime) -> AsyncIterator[Store]:
        """Yield a database that knows only what was known then. Raises ``StorageError``."""
        async with self._one:
            known = await asyncio.to_thread(read_beside, self._store.location, known_then, moment)
            opened = past_store(known, READER)
            store = await asyncio.to_thread(opened.__enter__)
            try:
                yield store
            finally:
                await asyncio.to_thread(opened.__exit__, None, None, None)

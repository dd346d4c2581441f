"""What each replica does for itself: it tells that it runs, and that the database does not answer.

Whoever comes by deletes the presses of a minute ago: nobody compares with them any more.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.fleet.holding import Holding
from bot.operate.alerts import Alerts
from storage import StorageError, Store
from storage.fleet import presses, readers

log = logging.getLogger(__name__)

# How often a replica tells that it runs. Its reader counts as gone after ten minutes.
LOOK_SECONDS = 20.0
# The operators are told once the database has not answered for so long: a server is restarted faster than this.
SILENT_SECONDS = 60.0
SILENT = "The database has not answered for a minute: nothing is followed, decided or sent until it does."


@dataclass
class Attendance:
    """The attendance of one replica, whose reader has the fingerprint ``reader``.

    ``look_after`` records how it is; ``may_tell`` returns whether it is the one of all that tells the operators.
    """

    store: Store
    holding: Holding
    reader: str
    now: Callable[[], datetime]
    alerts: Alerts
    look_after: Callable[[], Awaitable[None]]
    may_tell: Callable[[], bool]

    async def forever(self, sleep: Callable[[float], Awaitable[None]], beat: Callable[[], object]) -> None:
        """Attend until cancelled; ``beat`` is called each time."""
        while True:
            await self.once()
            beat()
            await sleep(LOOK_SECONDS)

    async def once(self) -> None:
        """Tell that this replica runs, and what is wrong. Raises nothing of the database's."""
        if self.holding.silent_for < SILENT_SECONDS:
            await self.alerts.end("database", "The database answers again.")
        elif self.may_tell():
            await self.alerts.begin("database", SILENT, last_way_first=True)
        try:
            await self.store.write(readers.record, self.reader, self.now())
            await self.store.write(presses.prune, self.now())
        except StorageError as error:
            log.debug("it cannot be told that this replica runs: %s", error)
        await self.look_after()

"""Regular upkeep: signs of life, waits that Telegram asks for, the clock, and the daily jobs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import SteadyClock
from bot.deliver.rate_limiter import ALL_CHATS, TwoLanes
from bot.deliver.reachability import ReachReports
from bot.fleet.role import ReplicaRole
from bot.operate.daily_backup import backed_up
from bot.operate.pulses import Pulses
from bot.operate.signs import KEEP_SECONDS, keep_once
from bot.settings import Settings
from bot.tasks import Coalesced, TaskKeeper
from storage import StorageError, Store
from storage.chats import forgotten, inline_messages
from storage.fleet import updates
from storage.outbox import expiry, flood_waits, repair

log = logging.getLogger(__name__)

# The operators are told of a wait that Telegram asks for if it is longer than this.
LONG_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Machine:
    """The parts that upkeep needs: the clock (UTC), a monotonic clock, the rate limiter, the pulses.

    ``role`` returns what this one of several replicas does.
    """

    now: Callable[[], datetime]
    clock: Callable[[], float]
    limiter: TwoLanes
    pulses: Pulses
    role: Callable[[], ReplicaRole | None] = lambda: None


class Upkeep:
    """The upkeep of one application."""

    def __init__(self, store: Store, settings: Settings, machine: Machine, told: ReachReports) -> None:
        self._store = store
        self._settings = settings
        self._machine = machine
        self._limiter = machine.limiter
        self._told = told
        self._new_waits: dict[int, datetime] = {}
        self._tasks, self._signs = TaskKeeper(), Coalesced(self._keep_signs)
        self._set_back = False
        self._signs_kept_at = -KEEP_SECONDS
        machine.limiter.on_wait = self._waited_for

    async def keep_time(self) -> None:
        """Cap the waits that were computed by a clock that has been set back. Raises StorageError."""
        now = self._machine.now()
        if isinstance(self._machine.now, SteadyClock) and self._machine.now.was_set_back():
            log.warning("the clock was set back to %s", now)
            self._set_back = True
        if self._set_back:
            await self._store.write(repair.cap_waits, now)
            self._set_back = False

    async def keep_signs(self) -> None:
        """Record the state of the long tasks and Telegram's waits; a database that takes no writes is reported."""
        await self._signs.run()

    async def close(self) -> None:
        """Cancel what was started because Telegram asked for a wait."""
        await self._tasks.close()

    async def _keep_signs(self) -> None:
        now = self._machine.now()
        try:
            await self._keep_waits()
            if self._machine.clock() - self._signs_kept_at >= KEEP_SECONDS:
                await keep_once(self._store, self._machine.pulses, now, self._machine.role())
                self._signs_kept_at = self._machine.clock()
        except StorageError as error:
            self._told.throttle.warn(log, "signs", "the state of the tasks cannot be recorded: %s", error)
        await self._tell_waits(now)

    async def restore_waits(self) -> None:
        """Restore the waits Telegram asked for before a restart. Raises ``StorageError``."""
        now = self._machine.now()
        for chat, until in (await self._store.read(flood_waits.kept, now)).items():
            self._limiter.restore(chat, (until - now).total_seconds())

    async def prune(self) -> None:
        """Delete what has been stored for as long as ``/privacy`` says; what fails today is deleted tomorrow."""
        try:
            for fn in (expiry.prune, inline_messages.prune, flood_waits.prune, updates.prune):
                await self._store.write(fn, self._machine.now())
            await self._store.write(forgotten.prune)
        except StorageError as error:
            log.warning("old data could not be deleted: %s", error)

    async def back_up(self) -> None:
        """Make the daily backup, if there is a folder for it."""
        folder, database = self._settings.backup_dir, self._settings.database
        if folder and isinstance(database, Path):
            await backed_up(database, folder, self._machine.now(), self._told.alerts)

    async def _keep_waits(self) -> None:
        for chat, until in tuple(self._new_waits.items()):
            await self._store.write(flood_waits.keep, chat, until)
            if self._new_waits.get(chat) == until:
                del self._new_waits[chat]

    async def _tell_waits(self, now: datetime) -> None:
        seconds = self._limiter.halted_for
        if seconds > LONG_WAIT.total_seconds():
            until = now + timedelta(seconds=seconds)
            told = f"Telegram asks this bot to wait until {until:%d %B %H:%M} UTC; deliveries wait."
            await self._told.alerts.begin("flood wait", told, last_way_first=True)
        elif not seconds:
            await self._told.alerts.end("flood wait", "Telegram accepts messages again.")

    def _waited_for(self, chat: int, seconds: float) -> None:
        """Record a wait that Telegram asks for at once, so that a restart respects it."""
        self._new_waits[chat] = self._machine.now() + timedelta(seconds=seconds)
        where = "in all chats" if chat == ALL_CHATS else "in one chat"
        self._told.throttle.warn(log, f"wait {where}", "Telegram asks us to send nothing %s for %.0f s", where, seconds)
        self._tasks.start(self.keep_signs(), "keeping a wait of Telegram's")

"""A running bot's health for HTTP requests, with at most one query of the database at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from bot.fleet.role import ReplicaRole
from bot.operate.health import AgeLimits, Health, Signs, health_of, tasks_of
from bot.operate.pulses import Pulse, Pulses
from bot.operate.signs import signs_now
from storage import StorageError
from storage.location import Location
from storage.read_only import read_beside
from storage.views.running import RunningView, running_view

# A result is reused for this many seconds.
FRESH_SECONDS = 2.0
# A disk that does not answer for this long counts as gone.
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Inspected:
    """The bot whose health is asked for. ``telegram_wait`` returns for how many seconds Telegram accepts no message.

    ``chosen`` are the tasks that it has beside those of every bot, ``role`` is what this one of several replicas does.
    """

    database: Location
    channels: tuple[str, ...]
    pulses: Pulses
    patience: AgeLimits
    now: Callable[[], datetime]
    clock: Callable[[], float]
    telegram_wait: Callable[[], float]
    chosen: tuple[str, ...] = ()
    role: Callable[[], ReplicaRole | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Look:
    """The bot's state at one moment; ``view`` is None where the database could not be read."""

    health: Health
    signs: Signs
    pulses: Sequence[Pulse]
    view: RunningView | None


class Inspector:
    """Reads on a thread and a connection of its own: answers do not wait for it, nor it for a store that is stuck."""

    def __init__(self, bot: Inspected) -> None:
        self._bot = bot
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="inspecting")
        self._reading: asyncio.Future[RunningView] | None = None
        self._begun = 0.0

    async def look(self) -> Look:
        """Return the bot's state now."""
        bot = self._bot
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                view = await asyncio.shield(self._newest())
        except (StorageError, TimeoutError):
            view = None
        signs = signs_now(bot.pulses, view, bot.now(), bot.telegram_wait(), bot.role())
        tasks = (*tasks_of(bot.channels), *bot.chosen)
        return Look(health_of(signs, tasks, bot.patience), signs, bot.pulses.all(), view)

    def _newest(self) -> asyncio.Future[RunningView]:
        """Return the running or fresh query, else start a new one."""
        bot, reading = self._bot, self._reading
        if reading is None or (reading.done() and bot.clock() - self._begun >= FRESH_SECONDS):
            self._begun = bot.clock()
            self._reading = reading = asyncio.get_running_loop().run_in_executor(
                self._pool, read_beside, bot.database, running_view, bot.channels, bot.now()
            )
            # the client may be gone by the time it fails
            reading.add_done_callback(lambda done: done.cancelled() or done.exception())
        return reading

    def close(self) -> None:
        """End the thread, without waiting for a disk that does not answer."""
        self._pool.shutdown(wait=False, cancel_futures=True)

"""The program itself: the real application on the real store, started, killed, stopped and started again."""

from __future__ import annotations

import asyncio
import contextvars
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import TypeHandler

from bot.app import build
from bot.clock import SteadyClock
from bot.run import running
from bot.settings import Settings
from bot.world import World
from storage import Store, open_store
from tests.simulation.loop import LIFE, Clocks, Life
from tests.simulation.telegram import ANSWERED, FakeTelegram
from tests.simulation.trace import Trace

# What systemd waits before it starts a program again that ended.
RESTART_SECONDS = 5.0
STOP_SECONDS = 60.0
BEFORE_ALL = -100


@dataclass
class Program:
    """``downs`` are the times (true seconds) in which nothing ran; the last one may be open."""

    settings: Settings
    world: World
    telegram: FakeTelegram
    clocks: Clocks
    trace: Trace
    downs: list[list[float]] = field(default_factory=list)
    ended_by_itself: list[str] = field(default_factory=list)
    kills: list[float] = field(default_factory=list)
    store: Store | None = None
    life: Life | None = None
    overnight: Any = None
    _task: asyncio.Task[None] | None = None
    _lives: int = 0

    @property
    def database(self) -> Path:
        """Return the file it works on."""
        assert isinstance(self.settings.database, Path)
        return self.settings.database

    def start(self) -> None:
        """Start it, as a process of its own; nothing where it runs."""
        if self.life is not None and not self.life.is_dead:
            return
        self._lives += 1
        self.life = Life(self._lives)
        context = contextvars.copy_context()
        context.run(LIFE.set, self.life)
        self.trace.note(f"start {self._lives}")
        if self.downs:
            self.downs[-1].append(self.clocks.seconds)
        self._task = asyncio.get_running_loop().create_task(self._run(self.life), context=context, name="program")

    async def _run(self, life: Life) -> None:
        why = "stopped"
        try:
            with open_store(self.settings.database) as store:
                self.store = store
                # Every process believes its clock anew.
                world = replace(self.world, now=SteadyClock(self.clocks.shown, self.clocks.loop.time))
                self.overnight = build(self.settings, store, world)
                self.overnight.app.add_handler(TypeHandler(Update, _mark), group=BEFORE_ALL)
                async with running(self.overnight) as held:
                    await held
        except Exception as error:  # whatever ends the program is told by the simulation
            why = f"{type(error).__name__}: {error}"
        if not life.is_dead:
            self._ended(life, why)

    def _ended(self, life: Life, why: str) -> None:
        """It ended by itself; systemd starts it again."""
        self.trace.note(f"ended {why}")
        life.is_dead = True
        self.ended_by_itself.append(why)
        self.downs.append([self.clocks.seconds])
        asyncio.get_running_loop().call_later(RESTART_SECONDS, self.start, context=contextvars.Context())

    async def kill(self) -> None:
        """As kill -9: whatever is in memory is gone, what is not committed too; what is on its way still arrives."""
        if self.life is None or self.life.is_dead:
            return
        self.trace.note(f"kill {self.life.number}")
        self.kills.append(self.clocks.seconds)
        self.downs.append([self.clocks.seconds])
        await self._abandon(self.life)

    async def _abandon(self, life: Life) -> None:
        life.is_dead = True
        for _ in range(20):
            if not life.tasks:
                break
            for task in list(life.tasks):
                task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        if self.store:
            _abandoned(self.store)

    async def stop(self) -> None:
        """As SIGTERM: it may end what it has begun."""
        if self.life is None or self.life.is_dead or self._task is None:
            return
        self.trace.note(f"stop {self.life.number}")
        life, self.life = self.life, None
        self.downs.append([self.clocks.seconds])
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=STOP_SECONDS)
        if not self._task.done():
            self.trace.note("did not stop")
        await self._abandon(life)


async def _mark(update: Update, context: Any) -> None:
    ANSWERED.set(update.update_id)


def _abandoned(store: Any) -> None:
    """The system closes the files of a process that is gone."""
    for lane in (store._writing, store._reading):
        lane.lane.db.conn.close()


def settings_of(folder: Path, telegram: FakeTelegram, **ours: Any) -> Settings:
    """Settings of the simulation alone: whatever the environment says about a real bot has no say here."""
    defaults = {name: one.default for name, one in Settings.model_fields.items()}
    where = {"database": folder / "overnight.db", "bot_token": telegram.api.token, "bot_api_url": "http://127.0.0.1:9"}
    # pydantic-settings takes the name of its file beside the fields, which its types do not tell
    return Settings(_env_file=None, **(defaults | where | ours))  # type: ignore[call-arg]

"""The whole program in virtual time: one seed, one world, one trace."""

from __future__ import annotations

import asyncio
import atexit
import heapq
import inspect
import math
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import time_machine
from pydantic import SecretStr

from bot.world import World
from storage import open_store
from tests.simulation.bad_times import Bad
from tests.simulation.channels import FakeChannels, Planned, nightly, pages_in_process
from tests.simulation.lanes import Disk, inline_lanes
from tests.simulation.log_lines import LogLines, log_kept
from tests.simulation.loop import LIFE, Clocks, VirtualLoop
from tests.simulation.people import People
from tests.simulation.process import Program, settings_of
from tests.simulation.request import SimRequest
from tests.simulation.telegram import FakeTelegram
from tests.simulation.trace import Trace

BEGIN = datetime(2026, 10, 12, 0, 0, tzinfo=UTC)
MEMORY = Path("/dev/shm")  # where there is one
NIGHTS_BEFORE = 4

# Something that happens at its time; what it returns is waited for, where it can be.
Happening = Callable[["Simulation"], Any]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a simulation is of. ``poll_seconds`` and ``tick_seconds`` as in the settings and the ``World``."""

    begin: datetime = BEGIN
    poll_seconds: float = 600.0
    tick_seconds: float = 20.0
    operators: int = 1


class Simulation:
    """A world with the program in it. Plan with ``at``, then ``run`` once; afterwards look at its parts."""

    def __init__(self, folder: Path, seed: int, setup: Setup = Setup()) -> None:
        self.seed = seed
        self.setup = setup
        self.chance = random.Random(f"{seed} world")
        self.loop = VirtualLoop()
        self.clocks = Clocks(self.loop, setup.begin)
        self.trace = Trace(lambda: self.clocks.seconds)
        self.disk = Disk()
        self.telegram = FakeTelegram(self.clocks, random.Random(f"{seed} telegram"), self.trace)
        self.channels = FakeChannels(self.clocks, random.Random(f"{seed} channels"), self.trace)
        self.people = People(self.telegram.api, self.clocks, self.trace)
        self.log = LogLines(self.clocks)
        self.bad: list[Bad] = []
        # From then on (true seconds) no fault lasts, so that whatever is owed can end.
        self.calm_from = math.inf
        self.seconds = 0.0
        self.program = self._program(folder)
        self.real_seconds = 0.0
        self._happenings: list[tuple[float, int, str, Happening]] = []

    def _program(self, folder: Path) -> Program:
        operators = [self.people.operator() for _ in range(self.setup.operators)]
        settings = settings_of(
            folder,
            self.telegram,
            bot_token=SecretStr(self.telegram.api.token),
            preview_hosts=("https://one.test", "https://two.test"),
            poll_seconds=self.setup.poll_seconds,
            page_pause_seconds=3,
            admin_ids=tuple(one.id for one in operators),
        )
        chance = random.Random(f"{self.seed} program")
        world = World(
            now=self.clocks.shown,
            sleep=_sleep,
            uniform=chance.uniform,
            clock=self.loop.time,
            tick_seconds=self.setup.tick_seconds,
            draws_ahead=False,
            peace_seconds=3.0,
            request=lambda updates: SimRequest(self.telegram, updates=updates),
        )
        return Program(settings, world, self.telegram, self.clocks, self.trace)

    def at(self, minutes: float, what: Happening, name: str = "") -> None:
        """Let something happen so many true minutes after the beginning."""
        name = name or getattr(what, "__name__", "")
        heapq.heappush(self._happenings, (minutes * 60, len(self._happenings), name, what))

    def again(self, seconds: float) -> None:
        """Start the program again after so many seconds."""
        self.loop.call_later(seconds, self.program.start, context=Context())

    def run(self, hours: float) -> None:
        """Let so many true hours pass, from the start of the program to its end."""
        begun = time.perf_counter()
        self.seconds = hours * 3600
        template = _empty_database()
        shutil.copy(template, self.program.database)
        self._publish_nights(hours)
        try:
            with self._world():
                self.loop.run_until_complete(self._passes(self.seconds))
        finally:
            self.real_seconds = time.perf_counter() - begun
            self.loop.close()

    @contextmanager
    def _world(self) -> Iterator[None]:
        with ExitStack() as stack:
            traveller = stack.enter_context(time_machine.travel(self.clocks.shown(), tick=False))
            self.loop.on_leap = lambda: traveller.move_to(self.clocks.shown().timestamp())
            self.loop.set_exception_handler(self._in_vain)
            for one in (
                inline_lanes(self.disk),
                pages_in_process(self.channels),
                log_kept(self.log),
            ):
                stack.enter_context(one)
            yield

    def _in_vain(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """An error that nobody waited for: of a dead program it means nothing, of a living one it is a log line."""
        life = LIFE.get()
        if life is not None and not life.is_dead:
            loop.default_exception_handler(context)

    def _publish_nights(self, hours: float) -> None:
        """Plan the reports: those of earlier nights are there from the beginning."""
        chance = random.Random(f"{self.seed} nights")
        first = self.setup.begin.date() - timedelta(days=NIGHTS_BEFORE)
        for step in range(NIGHTS_BEFORE + int(hours // 24) + 2):
            for planned in nightly(first + timedelta(days=step), chance):
                minutes = (planned.at.astimezone(UTC) - self.setup.begin).total_seconds() / 60
                self.at(max(minutes, 0.0), _publishing(planned), "report")

    def all_bad(self) -> list[Bad]:
        """All that was wrong, the times at which nothing ran among it."""
        downs = [Bad("down", one[0], one[1] if len(one) > 1 else self.seconds) for one in self.program.downs]
        return sorted([*self.bad, *downs], key=lambda one: one.start)

    async def _passes(self, seconds: float) -> None:
        self.at(0, lambda sim: sim.program.start(), "start")
        while self._happenings and self._happenings[0][0] <= seconds:
            at, _, name, what = heapq.heappop(self._happenings)
            await asyncio.sleep(max(at - self.clocks.seconds, 0.0))
            self.trace.note(f"- {name}")
            happened = what(self)
            if inspect.isawaitable(happened):
                await happened
        await asyncio.sleep(max(seconds - self.clocks.seconds, 0.0))
        await self.program.stop()


def _publishing(planned: Planned) -> Happening:
    return lambda sim: sim.channels.publish(planned)


async def _sleep(seconds: float) -> None:
    """As asyncio.sleep, for the program; one that is dead does not wake up."""
    await asyncio.sleep(seconds)
    life = LIFE.get()
    if life is not None and life.is_dead:
        raise asyncio.CancelledError


@cache
def _empty_database() -> Path:
    """A database without anything in it, made once."""
    folder = Path(tempfile.mkdtemp(prefix="simulation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "empty.db"
    open_store(path).close()
    return path


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder for a simulation's database, in memory where the machine has that."""
    with tempfile.TemporaryDirectory(prefix="simulation-", dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)

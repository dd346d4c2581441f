"""The scene of the proof: Telegram, the channels' pages, PostgreSQL, and three replicas behind a balancer."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from bot.demo.bot_api import BotApi, Chat
from bot.demo.bot_api.rates import Limit
from bot.demo.channel_page import ChannelPages
from tests.fleet.server import Server, free_port, running
from tests.proofs.delivery.proof import CHANNELS, ON_OUR_CLOCK, ROOT, TEN, Bot
from tests.proofs.fleet.balancer import Balancer
from tests.proofs.fleet.filling import channel_pages, fill

REPLICAS = 3
WEBHOOK = "https://bot.example"
LATENCY = 0.06
POLL_SECONDS = 2
# The clocks start this long before the first digests are due.
AHEAD = timedelta(seconds=30)
POST_SECONDS = 5.0
# On a machine that does much else a start takes long.
START_SECONDS = 180.0
OPEN_STATES = frozenset({"pending", "sending", "doubtful"})


@dataclass
class Replica:
    """A place for a process: its number, where it takes updates, and by which port of Telegram's it asks."""

    number: int
    listens: int
    telegram: int
    folder: Path
    bots: list[Bot] = field(default_factory=list)
    is_down: bool = True

    @property
    def bot(self) -> Bot:
        """The process that is there, or was there last."""
        return self.bots[-1]

    @property
    def pid(self) -> int:
        return self.bot.process.pid if self.bots else 0


@dataclass
class Fleet:
    """What the proof is given. ``waves`` are the chats that are owed a digest, by the moment at which they are."""

    api: BotApi
    pages: ChannelPages
    server: Server
    database: str
    replicas: list[Replica]
    balancer: Balancer
    waves: dict[datetime, list[Chat]]
    begun: float
    operator: Chat
    published: list[tuple[str, int, float]] = field(default_factory=list)

    def now(self) -> datetime:
        """The time by the clock of the replicas and of the stand-ins."""
        return TEN - AHEAD + timedelta(seconds=time.time() - self.begun)

    def second(self, moment: datetime) -> float:
        """The second (``time.time``) of a moment by that clock."""
        return self.begun + (moment - (TEN - AHEAD)).total_seconds()

    @property
    def chats(self) -> list[Chat]:
        return [chat for chats in self.waves.values() for chat in chats]

    def environment(self, replica: Replica) -> dict[str, str]:
        return {
            "OVERNIGHT_DATABASE": self.database,
            "OVERNIGHT_BOT_TOKEN": self.api.token,
            "OVERNIGHT_BOT_API_URL": f"http://127.0.0.1:{replica.telegram}",
            "OVERNIGHT_PREVIEW_HOSTS": self.pages.host,
            "OVERNIGHT_POLL_SECONDS": str(POLL_SECONDS),
            "OVERNIGHT_ADMIN_IDS": str(self.operator.id),
            "OVERNIGHT_WEBHOOK_URL": WEBHOOK,
            "OVERNIGHT_WEBHOOK_LISTEN": f"127.0.0.1:{replica.listens}",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "PROOF_AT": (TEN - AHEAD).isoformat(),
            "PROOF_BEGUN": str(self.begun),
            "PROOF_SPEED": "1",
        }

    async def start(self, replica: Replica) -> None:
        """Start a process at a place, and return once it says that it runs."""
        bot = await begun(self.environment(replica), replica.folder)
        replica.bots.append(bot)
        try:
            await asyncio.wait_for(bot.ready.wait(), START_SECONDS)
        except TimeoutError:
            raise AssertionError(f"replica {replica.number} does not start: {bot.lines}") from None
        replica.is_down = bot.process.returncode is not None

    async def kill(self, replica: Replica) -> float:
        """Kill the process at a place; the second at which it was killed."""
        replica.is_down = True
        at = time.time()
        await replica.bot.end(signal.SIGKILL)
        return at

    def holder(self, lease: str) -> Replica | None:
        """The replica that took a lease last, by the logs; None where its process has ended."""
        taken = [(at, replica) for replica in self.replicas for at in times_taken(replica.bot, lease)]
        found = max(taken, key=lambda one: one[0], default=None)
        return found[1] if found and found[1].bot.process.returncode is None else None

    def sender(self) -> Replica | None:
        """The replica whose digest was taken last."""
        return self.holder("send")

    async def states(self) -> dict[str, int]:
        """How many digests are in each state; empty while the database does not answer."""
        rows = await self.rows("SELECT state, COUNT(*) FROM deliveries WHERE kind = 'digest' GROUP BY state")
        return {state: int(number) for state, number in rows}

    async def rows(self, statement: str) -> list[tuple[str, int]]:
        """What the database answers; nothing while it does not."""
        try:
            async with asyncio.timeout(5):
                async with await psycopg.AsyncConnection.connect(self.database, autocommit=True) as db:
                    return [(str(row[0]), int(row[1])) for row in await (await db.execute(statement)).fetchall()]
        except (psycopg.Error, TimeoutError):
            return []

    async def all_ended(self) -> bool:
        """Whether every digest is in the outbox and none is owed any more."""
        states = await self.states()
        return sum(states.values()) >= len(self.chats) and not states.keys() & OPEN_STATES

    async def until(self, happened: Callable[[], object], within: float) -> float:
        """Wait until ``happened()``; the seconds it took, infinity where it did not happen."""
        begin = time.time()
        while time.time() - begin < within:
            if happened():
                return time.time() - begin
            await asyncio.sleep(0.02)
        return float("inf")

    async def publish(self) -> None:
        """Let the channels post something every few seconds, until cancelled."""
        number = 90_000
        while True:
            for channel in CHANNELS:
                number += 1
                self.pages.add_post(channel, number, f"Attention, post {number}: nothing is known yet.")
                self.published.append((channel, number, time.time()))
                await asyncio.sleep(POST_SECONDS / len(CHANNELS))


@dataclass
class ForSubscribers:
    """A limit that counts messages to subscribers alone: Telegram states none for answers."""

    limit: Limit
    chats: frozenset[int]

    def take(self, chat: int) -> None:
        if chat in self.chats:
            self.limit.take(chat)


async def begun(environment: dict[str, str], folder: Path) -> Bot:
    """Begin a process of the program in a folder, with these variables beside ours; its log is listened to."""
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", *ON_OUR_CLOCK],
        env=dict(os.environ) | environment, cwd=folder, stdout=-3, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    bot = Bot(process)
    bot.listening = asyncio.create_task(bot.listen())
    return bot


def times_taken(bot: Bot, lease: str) -> list[float]:
    """The seconds at which a process said that it has a lease from now on."""
    told = [(at, line.partition(" does now: ")[2].split(", ")) for at, line in bot.lines]
    return [at for at, leases in told if lease in leases]


@asynccontextmanager
async def fleet(folder: Path, waves: dict[timedelta, int]) -> AsyncIterator[Fleet]:
    """A scene with so many chats that are owed a digest at each time after ten; no replica is started yet."""
    begun = time.time()

    def now() -> datetime:
        return TEN - AHEAD + timedelta(seconds=time.time() - begun)

    async with AsyncExitStack() as stack:
        server = stack.enter_context(running(tcp=True, durable=True))
        api = await stack.enter_async_context(BotApi(now=now))
        api.server.latency = LATENCY
        pages = await stack.enter_async_context(channel_pages(now))
        replicas = [_replica(number, api, folder) for number in range(REPLICAS)]
        balancer = Balancer([one.listens for one in replicas], lambda place: replicas[place].pid)
        await balancer.start()
        stack.push_async_callback(balancer.stop)
        api.front(WEBHOOK, balancer.port)
        owed = {TEN + after: [api.private("P") for _ in range(number)] for after, number in waves.items()}
        await asyncio.to_thread(fill, server.address(), owed)
        found = Fleet(
            api, pages, server, server.address(), replicas, balancer, owed, begun, api.private("Operator")
        )  # fmt: skip
        stack.push_async_callback(_end_all, found)
        yield found


def _replica(number: int, api: BotApi, folder: Path) -> Replica:
    place = folder / f"replica {number}"
    place.mkdir()
    return Replica(number, free_port(), api.server.listen_also(), place)


async def _end_all(scene: Fleet) -> None:
    for replica in scene.replicas:
        for bot in replica.bots:
            if bot.process.returncode is None:
                await bot.kill()

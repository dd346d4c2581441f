"""The scene of a proof: Telegram and the channels' pages here, the bot in a process that may be killed."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.bot_api import BotApi, Chat
from bot.demo.channel_page import ChannelPages
from bot.demo.nights import sample_nights
from bot.demo.templates import text_of
from parsers import READER
from parsers.records import Sighting
from storage import open_store
from storage.engines.engine import Database
from storage.posts.intake import take_in
from tests.storage.builders import at, followed

ROOT = Path(__file__).parents[3]
# Ten in Kyiv on a day of the sample nights on which both sides are known by then; the digests are owed from now on.
TEN = at("2025-05-20 07:00")
CHANNELS = {"kpszsu": 1223955273, "mod_russia": 1101806611}
READY = "overnight is running"
START_SECONDS = 60.0
ON_OUR_CLOCK = ("tests.proofs.delivery.bot_process",)
AS_IT_IS = ("bot", "run")


@dataclass
class Bot:
    """The program at work. ``lines`` are those of its log, each with the second (``time.time``) at which it came."""

    process: asyncio.subprocess.Process
    lines: list[tuple[float, str]] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        assert self.process.stderr, "asked for"
        async for line in self.process.stderr:
            self.lines.append((time.time(), line.decode().rstrip()))
            if READY in self.lines[-1][1]:
                self.ready.set()
        self.ready.set()

    async def kill(self) -> None:
        await self.end(signal.SIGKILL)

    async def end(self, how: signal.Signals = signal.SIGTERM, within: float = 60.0) -> int:
        """Send a signal and wait for the end; the exit status."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), within)

    def logged(self, *words: str) -> list[str]:
        """The lines that hold one of these words."""
        return [line for _, line in self.lines if any(word in line for word in words)]

    def most_lines_a_minute(self) -> int:
        """The most lines in any sixty seconds."""
        times = [moment for moment, _ in self.lines]
        return max((sum(begin <= one < begin + 60 for one in times) for begin in times), default=0)

    def memory(self, what: str = "VmRSS") -> float:
        """Resident memory of the process in MB: now, or the highest (``VmHWM``)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"{what}:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else 0.0


@dataclass
class Proof:
    """What a proof is given. ``chats`` are owed a digest as soon as the bot looks; ``speed`` is that of its clock."""

    api: BotApi
    pages: str
    database: Path
    chats: list[Chat]
    operator: Chat
    speed: float = 1.0
    begun: float = 0.0
    at: datetime = TEN
    bots: list[Bot] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        ours = {
            "OVERNIGHT_DATABASE": str(self.database),
            "OVERNIGHT_BOT_TOKEN": self.api.token,
            "OVERNIGHT_BOT_API_URL": self.api.base_url,
            "OVERNIGHT_PREVIEW_HOSTS": self.pages,
            "OVERNIGHT_POLL_SECONDS": "60",
            "OVERNIGHT_ADMIN_IDS": str(self.operator.id),
            "PYTHONPATH": str(ROOT),
            "PROOF_AT": self.at.isoformat(),
            "PROOF_BEGUN": str(self.begun),
            "PROOF_SPEED": str(self.speed),
        }
        return dict(os.environ) | ours | self.settings

    async def start(self, program: tuple[str, ...] = ON_OUR_CLOCK, *, waits: bool = True, **settings: str) -> Bot:
        """Start the program, with other settings where named; ``waits`` until it says that it runs (or ends)."""
        process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", *program],
            env=self.environment() | settings, cwd=self.database.parent, stdout=-3, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        bot = Bot(process)
        self.bots.append(bot)
        bot.listening = asyncio.create_task(bot.listen())
        if waits:
            await asyncio.wait_for(bot.ready.wait(), START_SECONDS)
        return bot

    def states(self) -> dict[str, int]:
        """How many digests are in each state, as the bot's own database has it; empty while it cannot be read."""
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=1)) as db:
                return dict(
                    db.execute("SELECT state, COUNT(*) FROM deliveries WHERE kind = 'digest' GROUP BY state").fetchall()
                )
        except sqlite3.Error:
            return {}

    async def until(self, happened: Callable[[], object], within: float) -> float:
        """Wait until ``happened()``; the seconds it took, infinity where it did not happen."""
        begin = time.time()
        while time.time() - begin < within:
            if happened():
                return time.time() - begin
            await asyncio.sleep(0.1)
        return float("inf")

    def all_ended(self) -> bool:
        """Whether nothing is owed any more."""
        states = self.states()
        return sum(states.values()) >= len(self.chats) and not (
            states.keys() & {"pending", "sending", "claimed", "begun", "ambiguous", "doubtful"}
        )


@asynccontextmanager
async def proof(folder: Path, digests: int, *, speed: float = 1.0, latency: float = 0.06) -> AsyncIterator[Proof]:
    """A scene with so many chats that are owed a digest; the bot is not started yet, and killed at the end."""
    database, begun = folder / "overnight.db", time.time()

    def now() -> datetime:
        return TEN + timedelta(seconds=(time.time() - begun) * speed)

    pages = ChannelPages(now)
    async with BotApi(now=now) as api:
        api.server.latency = latency
        for name, numeric_id in CHANNELS.items():
            pages.add_channel(name, numeric_id)
        for one in sample_nights():
            if one.posted <= TEN:
                pages.add_post(one.channel, one.number, text_of(one), one.posted)
        chats = [api.private(f"P{number}") for number in range(digests)]
        fill(database, [chat.id for chat in chats])
        scene = Proof(api, await pages.start(), database, chats, api.private("Operator"), speed, begun)
        try:
            yield scene
        finally:
            for bot in scene.bots:
                if bot.process.returncode is None:
                    await bot.kill()
            await pages.stop()


def fill(database: Path, chats: list[int]) -> None:
    """A database in which the night is known and all of these chats are owed its digest at ten."""
    with open_store(database) as store:
        store.write_now(nights)
    subscribed(database, chats, TEN)


def subscribed(database: Path, chats: list[int], due: datetime) -> None:
    """All of these chats are owed the digest of that day from that moment on."""
    seconds = int(due.timestamp())
    with closing(sqlite3.connect(database)) as db, db:
        db.executemany(
            "INSERT INTO chats (chat_id, told_language, state, since) VALUES (?, 'en', 'active', ?)",
            [(chat, seconds - 86_400) for chat in chats],
        )
        db.executemany(
            "INSERT INTO subscriptions (chat_id, at_minute, next_at, next_day) VALUES (?, 600, ?, ?)",
            [(chat, seconds, due.date().isoformat()) for chat in chats],
        )


def nights(db: Database) -> None:
    """The sample nights up to this one, read from the texts of their posts."""
    for channel in CHANNELS:
        shown = [
            Sighting(one.number, one.posted, text_of(one), one.posted, "preview")
            for one in sample_nights()
            if one.channel == channel and one.posted <= TEN
        ]
        take_in(db, channel, shown, READER)
        followed(db, channel, "2025-05-20 06:59")

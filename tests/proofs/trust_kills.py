"""A backfill killed thirty times ends in the same state as one nobody disturbed. Run by ``make trust``."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo.channel_page import Answer, ChannelPages
from storage import open_store
from tests.storage.state_hash import fingerprint_of

KILLS = 30
POSTS = 3000
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
# A kill comes after so many pages at most (0: while the command still starts), and up to so many seconds after that:
# as long as a page takes to be read and kept.
MOST_PAGES = 40
STARTING, WORKING = 0.7, 0.04


class WatchedPages(ChannelPages):
    """Pages that tell when so many more of them were asked for."""

    def __init__(self) -> None:
        super().__init__(lambda: NOW)
        self._left, self._reached = 0, asyncio.Event()

    def answer(self, path: str, before: str | None = None, after: str | None = None) -> Answer:
        self._left -= 1
        if self._left == 0:
            self._reached.set()
        return super().answer(path, before, after)

    async def after(self, number: int) -> None:
        """Wait until so many more pages were asked for."""
        self._left, self._reached = number, asyncio.Event()
        if number:
            await self._reached.wait()


def channel() -> WatchedPages:
    pages = WatchedPages()
    pages.add_channel("kpszsu", 1223955273)
    for number in range(1, POSTS + 1):
        if number % 17:
            pages.add_post("kpszsu", number, f"alert {number}", NOW - timedelta(minutes=5 * (POSTS - number)))
    return pages


async def backfill(address: str, database: Path, moment: Coroutine[Any, Any, None] | None) -> bool:
    """Whether the command came to its end before the moment of its kill."""
    settings = {
        "OVERNIGHT_DATABASE": str(database),
        "OVERNIGHT_PREVIEW_HOSTS": address,
        "OVERNIGHT_PAGE_PAUSE_SECONDS": "0",
    }
    command = [sys.executable, "-m", "bot", "backfill", "kpszsu"]
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | settings, cwd=database.parent, stdout=-3, stderr=-3
    )
    ended = asyncio.ensure_future(process.wait())
    kill = asyncio.ensure_future(moment) if moment else ended
    await asyncio.wait({ended, kill}, return_when=asyncio.FIRST_COMPLETED)
    kill.cancel()
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    await process.wait()
    assert process.returncode in {0, -signal.SIGKILL}
    return process.returncode == 0


async def some_moment(pages: WatchedPages, chance: random.Random) -> None:
    """A moment of a backfill, whatever else the machine does."""
    number = chance.randrange(MOST_PAGES)
    await pages.after(number)
    await asyncio.sleep(chance.uniform(0, WORKING if number else STARTING))


def state(database: Path) -> tuple[str, list[tuple[object, ...]]]:
    with open_store(database) as store:
        cursors = store.read_now(lambda db: db.execute("SELECT channel, top_id, floor_id FROM cursors").fetchall())
        return store.read_now(fingerprint_of), cursors


async def test_a_killed_backfill_resumes_and_ends_in_the_same_state(tmp_path: Path) -> None:
    pages = channel()
    address = await pages.start()
    assert await backfill(address, tmp_path / "undisturbed.db", None)
    wanted = state(tmp_path / "undisturbed.db")
    chance, kills, done = random.Random(3), 0, 0
    while kills < KILLS:
        database = tmp_path / f"killed-{done}.db"
        while not await backfill(address, database, some_moment(pages, chance)):
            kills += 1
        assert state(database) == wanted
        done += 1
    await pages.stop()
    print(f"\n{kills} kills in {done} backfills of {POSTS} posts: each ended as the undisturbed one")

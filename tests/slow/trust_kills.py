"""A backfill killed thirty times ends in the same state as one nobody disturbed. Run by ``make trust``."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.channel_page import ChannelPages
from storage import open_store
from tests.storage.state import fingerprint_of

KILLS = 30
POSTS = 3000
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def channel() -> ChannelPages:
    pages = ChannelPages(lambda: NOW)
    pages.add_channel("kpszsu", 1223955273)
    for number in range(1, POSTS + 1):
        if number % 17:
            pages.add_post("kpszsu", number, f"alert {number}", NOW - timedelta(minutes=5 * (POSTS - number)))
    return pages


async def backfill(address: str, database: Path, kill_after: float | None) -> bool:
    """Whether the command came to its end before it was killed."""
    settings = {
        "OVERNIGHT_DATABASE": str(database),
        "OVERNIGHT_PREVIEW_HOSTS": address,
        "OVERNIGHT_PAGE_PAUSE_SECONDS": "0",
    }
    command = [sys.executable, "-m", "bot", "backfill", "kpszsu"]
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | settings, cwd=database.parent, stdout=-3, stderr=-3
    )
    try:
        await asyncio.wait_for(process.wait(), kill_after)
    except TimeoutError:
        process.kill()
        await process.wait()
        return False
    assert process.returncode == 0
    return True


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
        while not await backfill(address, database, chance.uniform(0.8, 3.0)):
            kills += 1
        assert state(database) == wanted
        done += 1
    await pages.stop()
    print(f"\n{kills} kills in {done} backfills of {POSTS} posts: each ended as the undisturbed one")

"""The memory of the bot while it sends to 100,000 chats, with 400,000 posts in its database. Run by ``make trust``.

The broadcast is cut off after a while: at the allowed rate the whole of it takes an hour.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.demo.bot_api import BotApi
from bot.demo.channel_page import ChannelPages
from parsers import READER
from storage import open_store
from tests.benchmarks.bench_views import NOW, POSTS
from tests.benchmarks.bench_views import fill as fill_posts
from tests.proofs.delivery.outcome import answer_seconds
from tests.proofs.delivery.proof import CHANNELS, Proof, subscribed

CHATS = int(os.environ.get("PROOF_CHATS", "100000"))
SECONDS = int(os.environ.get("PROOF_SECONDS", "180"))
MOST_MB = 130.0


async def test_a_broadcast_to_100_000_chats_stays_within_its_memory(tmp_path: Path) -> None:
    database = tmp_path / "overnight.db"
    pages = ChannelPages(lambda: NOW)
    for name, numeric_id in CHANNELS.items():
        pages.add_channel(name, numeric_id)
        pages.add_post(name, POSTS + 1, "an alert", NOW - timedelta(minutes=5))
    async with BotApi(now=lambda: NOW, keep=5000) as api:
        api.server.latency = 0.06
        chats = [api.private("P") for _ in range(CHATS)]
        many_posts(database)
        subscribed(database, [chat.id for chat in chats], NOW - timedelta(minutes=1))
        scene = Proof(api, await pages.start(), database, chats, api.private("Operator"), at=NOW)
        scene.begun = time.time()
        await measure(scene)
        await pages.stop()


def many_posts(database: Path) -> None:
    with open_store(database) as store:
        store.write_now(fill_posts, Random(1))
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE readings SET reader = ?", (READER.fingerprint,))


async def measure(scene: Proof) -> None:
    bot = await scene.start()
    asker, most, seconds = scene.api.private("Asker"), 0.0, []
    first = bot.memory()
    for _ in range(SECONDS // 3):
        seconds.append(await answer_seconds(scene, asker))
        await asyncio.sleep(3)
        most = max(most, bot.memory())
    print(
        f"\n{scene.api.state.taken} messages sent to {CHATS:,} chats in {SECONDS} s: {first:.0f} MB at the start,"
        f" {bot.memory():.0f} MB at the end, {most:.0f} MB at most ({bot.memory('VmHWM'):.0f} in any moment);"
        f" the slowest /latest took {max(seconds):.1f} s; states {scene.states()}"
    )
    await bot.kill()
    assert scene.api.state.taken > SECONDS
    assert most <= MOST_MB

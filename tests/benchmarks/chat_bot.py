"""The bot as a process of its own, for ``bench_chat``: so that the stand-in's work is not taken for its own.

``python -m tests.benchmarks.chat_bot DATABASE ADDRESS TOKEN`` prints ``ready`` once it answers, works until its
standard input ends, and then prints what it used: CPU seconds, and the longest time in milliseconds its
loop stood still.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot.app import build
from bot.run import freeze_garbage_collector, running
from bot.settings import load_settings
from bot.world import World
from storage import open_store
from tests.benchmarks.bench_views import NOW
from tests.bot.talking import NOBODY, Moment

LOOK_SECONDS = 0.002


@contextlib.asynccontextmanager
async def watched() -> AsyncIterator[list[float]]:
    """A list of one: the longest time in milliseconds the loop stood still, until it is set to 0."""
    longest = [0.0]

    async def look() -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(LOOK_SECONDS)
            late = time.perf_counter() - begin - LOOK_SECONDS
            longest[0] = max(longest[0], late * 1000)

    task = asyncio.create_task(look())
    try:
        yield longest
    finally:
        task.cancel()


async def work(database: Path, address: str, token: str) -> None:
    """Answer until the standard input ends; each line on it is answered by a line of figures."""
    settings = load_settings(
        env_file=None, preview_hosts=NOBODY, database=str(database), bot_token=token, bot_api_url=address
    )
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    with open_store(database) as store:
        bot = build(settings, store, World(now=Moment(NOW), tick_seconds=3600, draws_ahead=False))
        async with running(bot, follows=False), watched() as longest:
            freeze_garbage_collector()
            print("ready", flush=True)
            while await lines.readline():
                print(f"{time.process_time()} {longest[0]}", flush=True)
                longest[0] = 0.0


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))

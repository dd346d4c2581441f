"""The whole way of an answer, and whether Telegram would take everything we write.

``python -m tests.slow.bench_chat``; with ``--items 2000`` fewer generated nights, with ``--only speed`` or ``markup``
one of the two. The way is measured against the Bot API stand-in, at 400,000 posts and 1,100 nights a side.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bot.app import World, build
from bot.demo.bot_api import BotApi, Chat
from bot.serving import running
from bot.settings import load_settings
from storage import Store, open_store
from tests.bot.talking import NOBODY, Moment
from tests.slow.bench_views import NOW, fill
from tests.slow.chat_generated import refusals

A_SECOND = 50
SECONDS = 10
PEOPLE = 200
P99_MS, BURST_SECONDS, KEPT_MS = 15.0, 1.5, 20.0
WRONG_SHOWN = 5


async def speed(store: Store) -> list[str]:
    """Print how long answers take; what was too slow."""
    settings = {"preview_hosts": NOBODY, "database": str(store.path)}
    async with BotApi(keep=5000) as api:
        ours = settings | {"bot_token": api.token, "bot_api_url": api.base_url}
        world = World(now=Moment(NOW), tick_seconds=3600, draws_ahead=False)
        bot = build(load_settings(env_file=None, **ours), store, world)
        people = [api.private(f"P{number}") for number in range(PEOPLE)]
        async with running(bot, follows=False):
            for chat in people[:5]:
                await way(api, chat, "/latest")
            return [*await _steady(api, people), *await _burst(api, people), *await _kept(api, people[0])]


async def way(api: BotApi, chat: Chat, text: str) -> float:
    """Milliseconds from a message of a person to the answer at Telegram."""
    begin = time.perf_counter()
    api.say(chat, text)
    await api.next_message(chat)
    return (time.perf_counter() - begin) * 1000


async def _steady(api: BotApi, people: list[Chat]) -> list[str]:
    """Asked at an even pace, whether the answers keep up or not."""
    used, begin = time.process_time(), asyncio.get_running_loop().time()
    asked = []
    for number in range(A_SECOND * SECONDS):
        await asyncio.sleep(begin + number / A_SECOND - asyncio.get_running_loop().time())
        asked.append(asyncio.create_task(way(api, people[number % PEOPLE], "/latest")))
    taken = sorted(await asyncio.gather(*asked))
    used = (time.process_time() - used) / len(taken) * 1000
    p99 = taken[int(len(taken) * 0.99)]
    print(
        f"  {A_SECOND} a second: median {statistics.median(taken):.1f}, p99 {p99:.1f}, slowest {taken[-1]:.1f} ms;"
        f" {used:.1f} ms of one core an answer, the stand-in's own work included"
    )
    return [f"p99 at {A_SECOND} a second"] if p99 > P99_MS else []


async def _burst(api: BotApi, people: list[Chat]) -> list[str]:
    await asyncio.sleep(5)  # until everybody may ask again
    begin = time.perf_counter()
    await asyncio.gather(*(way(api, chat, "/latest") for chat in people))
    seconds = time.perf_counter() - begin
    print(f"  a burst of {len(people)}: {seconds:.2f} s")
    return ["the burst"] if seconds > BURST_SECONDS else []


async def _kept(api: BotApi, chat: Chat) -> list[str]:
    fresh = await way(api, chat, "/trend 365")
    taken = []
    for _ in range(20):
        await asyncio.sleep(1)  # one question a second is what a person is answered
        taken.append(await way(api, chat, "/trend 365"))
    median, last = statistics.median(taken), sorted(taken)[-2]
    print(f"  /trend 365: fresh {fresh:.0f} ms; kept: median {median:.1f}, 95th {last:.1f} ms")
    return ["/trend from the kept picture"] if last > KEPT_MS else []


def markup(items: int) -> list[str]:
    """Print how many generated messages the stand-in refuses; what was refused."""
    begin, sent, wrong = time.perf_counter(), 0, []
    for found in refusals(items, Random(5)):
        sent += 1
        if found:
            wrong.append(found)
    print(f"  {items:,} generated nights and texts, {sent:,} messages: {len(wrong)} refused")
    print(f"  {time.perf_counter() - begin:.0f} s")
    for one in wrong[:WRONG_SHOWN]:
        print(f"    {one}")
    return ["markup"] if wrong else []


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=100_000)
    arguments.add_argument("--only", choices=("speed", "markup"))
    asked = arguments.parse_args()
    late: list[str] = []
    if asked.only != "markup":
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
            store.write_now(fill, Random(1))
            late += asyncio.run(speed(store))
    if asked.only != "speed":
        late += markup(asked.items)
    if late:
        sys.exit(f"beyond what was promised: {', '.join(late)}")


if __name__ == "__main__":
    main()

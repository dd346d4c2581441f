"""The whole way of an answer, and whether Telegram would take everything we write.

``python -m tests.benchmarks.bench_chat``; with ``--items 2000`` fewer generated answers, with ``--first 31`` from that
one on, with ``--only speed`` or ``markup`` one of the two. The way is measured against the Bot API stand-in, at 400,000
posts and 1,100 nights a side.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.demo.bot_api import BotApi, Chat
from storage import open_store
from tests.benchmarks.bench_views import fill
from tests.proofs.generated.standin import Found, found_wrong
from tests.storage.looking import file_of

A_SECOND = 50
SECONDS = 10
PEOPLE = 200
P99_MS, BURST_SECONDS, KEPT_MS, FRESH_MS, STALL_MS = 15.0, 1.5, 20.0, 2000.0, 50.0
WRONG_SHOWN = 5
A_PORTION = 5_000


@dataclass
class Bot:
    """The bot in its process: what it used since it was last asked."""

    process: asyncio.subprocess.Process
    used: float = 0.0

    async def figures(self) -> tuple[float, float]:
        """CPU seconds since the last call, and the longest time in milliseconds its loop stood still since then."""
        assert self.process.stdin and self.process.stdout, "started with both"
        self.process.stdin.write(b"\n")
        used, stalled = map(float, (await self.process.stdout.readline()).split())
        before, self.used = self.used, used
        return used - before, stalled


@asynccontextmanager
async def at_work(api: BotApi, database: Path) -> AsyncIterator[Bot]:
    """The bot in a process of its own, as it is in real life."""
    command = [sys.executable, "-m", "tests.benchmarks.chat_bot", str(database), api.base_url, api.token]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert process.stdin and process.stdout, "asked for both"
    try:
        if await process.stdout.readline() != b"ready\n":
            sys.exit("the bot did not start")
        yield Bot(process)
    finally:
        process.stdin.close()
        await process.wait()


async def speed(database: Path) -> list[str]:
    """Print how long answers take; what was too slow."""
    async with BotApi(keep=5000) as api, at_work(api, database) as bot:
        people = [api.private(f"P{number}") for number in range(PEOPLE)]
        for chat in people[:5]:
            await way(api, chat, "/latest")
        await bot.figures()
        return [*await _steady(api, people, bot), *await _burst(api, people, bot), *await _trend(api, people[0], bot)]


async def way(api: BotApi, chat: Chat, text: str) -> float:
    """Milliseconds from a message of a person to the answer at Telegram."""
    begin = time.perf_counter()
    api.say(chat, text)
    await api.next_message(chat)
    return (time.perf_counter() - begin) * 1000


async def asked_evenly(api: BotApi, people: list[Chat], seconds: int) -> list[float]:
    """Ask for /latest at an even pace, whether the answers keep up or not; how long each took, in ms, sorted."""
    begin = asyncio.get_running_loop().time()
    asked = []
    for number in range(A_SECOND * seconds):
        await asyncio.sleep(begin + number / A_SECOND - asyncio.get_running_loop().time())
        asked.append(asyncio.create_task(way(api, people[number % len(people)], "/latest")))
    return sorted(await asyncio.gather(*asked))


def ninety_ninth(taken: list[float]) -> float:
    """The value that 99 of 100 do not exceed, of a sorted list."""
    return taken[int(len(taken) * 0.99)]


async def _steady(api: BotApi, people: list[Chat], bot: Bot) -> list[str]:
    taken = await asked_evenly(api, people, SECONDS)
    used, stalled = await bot.figures()
    p99 = ninety_ninth(taken)
    print(
        f"  {A_SECOND} a second: median {statistics.median(taken):.1f}, p99 {p99:.1f}, slowest {taken[-1]:.1f} ms;"
        f" {used / len(taken) * 1000:.1f} ms of one core an answer; the loop stood still for {stalled:.0f} ms at most"
    )
    return [f"p99 at {A_SECOND} a second"] if p99 > P99_MS else []


async def _burst(api: BotApi, people: list[Chat], bot: Bot) -> list[str]:
    await asyncio.sleep(5)  # until everybody may ask again
    await bot.figures()
    begin = time.perf_counter()
    await asyncio.gather(*(way(api, chat, "/latest") for chat in people))
    seconds = time.perf_counter() - begin
    used, _ = await bot.figures()
    print(f"  a burst of {len(people)}: {seconds:.2f} s; {used / len(people) * 1000:.1f} ms of one core an answer")
    return ["the burst"] if seconds > BURST_SECONDS else []


async def _trend(api: BotApi, chat: Chat, bot: Bot) -> list[str]:
    fresh = await way(api, chat, "/trend 365")
    _, stalled = await bot.figures()
    taken = []
    for _ in range(20):
        await asyncio.sleep(1)  # one question a second is what a person is answered
        taken.append(await way(api, chat, "/trend 365"))
    median, last = statistics.median(taken), sorted(taken)[-2]
    print(
        f"  /trend 365: fresh {fresh:.0f} ms, the loop stood still for {stalled:.0f} ms at most;"
        f" kept: median {median:.1f}, 95th {last:.1f} ms"
    )
    late = {
        "a fresh /trend": fresh > FRESH_MS,
        "the loop while a picture is drawn": stalled > STALL_MS,
        "/trend from the kept picture": last > KEPT_MS,
    }
    return [what for what, is_late in late.items() if is_late]


def markup(items: range) -> list[str]:
    """Print how many generated answers the stand-in refuses or shows otherwise; what was wrong."""
    begin, wrong = time.perf_counter(), 0
    for start in items[::A_PORTION]:
        found = asyncio.run(_wrong(items[start - items.start : start - items.start + A_PORTION]))
        for one in found[:WRONG_SHOWN]:
            print(f"    answer {one.number} ({one.kind}): {one.what}")
        wrong += len({one.number for one in found})
        done = min(start + A_PORTION, items.stop) - items.start
        took = f"{time.perf_counter() - begin:.0f} s, {time.process_time():.0f} s of one core"
        print(f"  {done:,} generated answers, {took}: {wrong} refused or shown otherwise", flush=True)
    return ["markup"] if wrong else []


async def _wrong(items: range) -> list[Found]:
    return [one async for one in found_wrong(items)]


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=100_000)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--only", choices=("speed", "markup"))
    asked = arguments.parse_args()
    late: list[str] = []
    if asked.only != "markup":
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
            store.write_now(fill, Random(1))
            late += asyncio.run(speed(file_of(store)))
    if asked.only != "speed":
        late += markup(range(asked.first, asked.first + asked.items))
    if late:
        sys.exit(f"beyond what was promised: {', '.join(late)}")


if __name__ == "__main__":
    main()

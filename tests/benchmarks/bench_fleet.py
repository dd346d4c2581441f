"""Three replicas on one PostgreSQL beside the lone bot on SQLite: how fast each answers, and how fast the fleet sends.

``python -m tests.benchmarks.bench_fleet``; with ``--runs 1`` once instead of five times, with ``--digests 600`` a
shorter broadcast. Both hold the same 400,000 posts, are reached by webhook through the same balancer and share the
machine; they are asked in turns, so that they share its good and bad times. Then the fleet sends, while it is asked.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from bot.deliver.rate_limiter import MESSAGES_A_SECOND
from bot.demo.bot_api import Accepted, BotApi, Chat, strict
from storage import open_store
from storage.location import Location, location_of
from storage.moving import move
from tests.benchmarks.bench_chat import A_SECOND, PEOPLE, asked_evenly, ninety_ninth, way
from tests.benchmarks.bench_views import NOW, fill
from tests.fleet.server import free_port, running
from tests.proofs.delivery.proof import ROOT
from tests.proofs.fleet.balancer import Balancer
from tests.proofs.fleet.scene import LATENCY, REPLICAS, START_SECONDS, WEBHOOK, ForSubscribers, begun

TIMES_THE_LONE, SHARE_OF_THE_PACE = 3.0, 0.98
ASK_EVERY = 0.3
# Digests at the beginning and at the end that are no steady state.
EDGE = 100


@dataclass
class Side:
    """A lone bot or a fleet, with a Telegram of its own."""

    name: str
    api: BotApi
    people: list[Chat]

    async def once(self, seconds: int) -> tuple[float, float]:
        """The median and the 99th percentile of ``/latest`` in milliseconds."""
        taken = await asked_evenly(self.api, self.people, seconds)
        return statistics.median(taken), ninety_ninth(taken)


@asynccontextmanager
async def side(
    name: str, location: Location | str, replicas: int, folder: Path, at: datetime = NOW
) -> AsyncIterator[Side]:
    """So many processes of the program on one database, which follow nothing; their clock starts at a moment."""
    start = time.time()

    def now() -> datetime:
        return at + timedelta(seconds=time.time() - start)

    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(BotApi(now=now))
        ports = [free_port() for _ in range(replicas)]
        balancer = Balancer(ports, lambda place: 0)
        await balancer.start()
        stack.push_async_callback(balancer.stop)
        api.front(WEBHOOK, balancer.port)
        for number, port in enumerate(ports):
            place = folder / f"{name} {number}"
            place.mkdir()
            environment = {
                "OVERNIGHT_DATABASE": str(location),
                "OVERNIGHT_BOT_TOKEN": api.token,
                "OVERNIGHT_BOT_API_URL": f"http://127.0.0.1:{api.server.listen_also()}",
                "OVERNIGHT_PREVIEW_HOSTS": "http://127.0.0.1:9",
                "OVERNIGHT_WEBHOOK_URL": WEBHOOK,
                "OVERNIGHT_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
                "OVERNIGHT_LOG_LEVEL": "WARNING",
                "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
                "PROOF_AT": at.isoformat(),
                "PROOF_BEGUN": str(start),
                "PROOF_SPEED": "1",
                "PROOF_FOLLOWS": "no",
            }
            bot = await begun(environment, place)
            stack.push_async_callback(bot.end)
        people = [api.private(f"P{number}") for number in range(PEOPLE)]
        async with asyncio.timeout(START_SECONDS):
            for chat in people[: 5 * replicas]:  # the first answer waits until a process is there
                await way(api, chat, "/latest")
        yield Side(name, api, people)


async def answers(lone: Side, fleet: Side, runs: int, seconds: int) -> list[str]:
    """Print how long ``/latest`` takes on each side, run by run; what is beyond the promise."""
    print(f"  /latest {A_SECOND} times a second, {seconds} s a run")
    found: dict[str, list[tuple[float, float]]] = {one.name: [] for one in (lone, fleet)}
    for _ in range(runs):
        for one in (lone, fleet):
            middle, p99 = await one.once(seconds)
            found[one.name].append((middle, p99))
            print(
                f"      {one.name:6} median {middle:6.1f}, p99 {p99:6.1f} ms; load {os.getloadavg()[0]:.1f}", flush=True
            )
            await asyncio.sleep(2)
    middles = {
        name: [statistics.median(each) for each in zip(*runs_of, strict=True)] for name, runs_of in found.items()
    }
    ratio = middles[fleet.name][1] / middles[lone.name][1]
    print(
        f"    the medians: lone bot p50 {middles[lone.name][0]:.1f}, p99 {middles[lone.name][1]:.1f} ms; fleet p50"
        f" {middles[fleet.name][0]:.1f}, p99 {middles[fleet.name][1]:.1f} ms; p99 {ratio:.2f} times the lone bot's"
    )
    return ["p99 of /latest"] if ratio > TIMES_THE_LONE else []


async def broadcast(fleet: Side, address: str, digests: int) -> list[str]:
    """Print how fast a broadcast goes while people ask; what is beyond the promise."""
    chats, limit = [fleet.api.private() for _ in range(digests)], strict(time.monotonic)
    fleet.api.server.latency = LATENCY
    fleet.api.server.rates = ForSubscribers(limit, frozenset(chat.id for chat in chats))
    await asyncio.to_thread(owe, address, chats, fleet.api.state.now())
    asking = asyncio.create_task(ask_beside(fleet))
    end = time.time() + digests / 10 + 60
    while sent(fleet, chats) < digests and time.time() < end:  # noqa: ASYNC110 - the stand-in does not tell of it
        await asyncio.sleep(0.5)
    asking.cancel()
    taken = sorted(await asyncio.gather(asking))[0]
    accepted = fleet.api.accepted
    digests_of = digests_in(fleet, chats)
    port = Counter(one.port for one in digests_of).most_common(1)[0][0]
    times = sorted(one.at for one in digests_of)[EDGE:-EDGE]
    seconds = (times[-1] - times[0]).total_seconds()
    by_sender = sum(one.port == port and times[0] <= one.at <= times[-1] for one in accepted) - 1
    share = by_sender / seconds / MESSAGES_A_SECOND
    print(
        f"  a broadcast: {sent(fleet, chats)} of {digests} digests, {(len(times) - 1) / seconds:.2f} a second;"
        f" {by_sender / seconds:.2f} messages a second by the sender, {share:.1%} of its pace; {limit.refused} refused"
        f" (429); /latest beside it: median {statistics.median(taken):.0f}, p99 {ninety_ninth(taken):.0f} ms"
        f" ({LATENCY * 1000:.0f} ms of it Telegram's); load {os.getloadavg()[0]:.1f}"
    )
    return ["the rate of a broadcast"] if share < SHARE_OF_THE_PACE else []


def sent(fleet: Side, chats: list[Chat]) -> int:
    """How many of these chats have a digest."""
    return len({one.chat for one in digests_in(fleet, chats)})


def digests_in(fleet: Side, chats: list[Chat]) -> list[Accepted]:
    """The messages to these chats: nobody writes there, so that each is a digest."""
    wanted = {chat.id for chat in chats}
    return [one for one in fleet.api.accepted if one.chat in wanted]


async def ask_beside(fleet: Side) -> list[float]:
    """Ask for the last night every 0.3 s until cancelled; the milliseconds of each answer, sorted."""
    asked: list[asyncio.Task[float]] = []
    try:
        while True:
            asked.append(asyncio.create_task(way(fleet.api, fleet.people[len(asked) % PEOPLE], "/latest")))
            await asyncio.sleep(ASK_EVERY)
    except asyncio.CancelledError:
        return sorted(await asyncio.gather(*asked))


def owe(address: str, chats: list[Chat], now: datetime) -> None:
    """Let all of these chats be owed the digest of this morning, now."""
    seconds = int(now.timestamp())
    with psycopg.connect(address) as db, db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO chats (chat_id, told_language, state, since) VALUES (%s, 'en', 'active', %s)",
            [(chat.id, seconds - 86_400) for chat in chats],
        )
        cursor.executemany(
            "INSERT INTO subscriptions (chat_id, at_minute, next_at, next_day) VALUES (%s, 600, %s, %s)",
            [(chat.id, seconds, now.date().isoformat()) for chat in chats],
        )


async def measure(folder: Path, address: str, asked: argparse.Namespace) -> list[str]:
    """Print all figures; what is beyond what was promised."""
    file = folder / "bench.db"
    with open_store(file) as store:
        store.write_now(fill, Random(1))
    with open_store(file):
        pass  # which reckons the figures that the rows lack, as after a start of the program
    await asyncio.to_thread(move, file, location_of(address))
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")  # as autovacuum would have done by the time it is asked
    async with (
        side("lone", file, 1, folder) as lone,
        side("fleet", address, REPLICAS, folder) as fleet,
    ):
        return [*await answers(lone, fleet, asked.runs, asked.seconds), *await broadcast(fleet, address, asked.digests)]


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=8)
    arguments.add_argument("--digests", type=int, default=3000)
    with tempfile.TemporaryDirectory() as folder, running(tcp=True, durable=True) as server:
        late = asyncio.run(measure(Path(folder), server.address(), arguments.parse_args()))
    if late:
        sys.exit(f"beyond what was promised: {', '.join(late)}")


if __name__ == "__main__":
    main()

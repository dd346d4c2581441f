"""A million subscriptions on PostgreSQL: finding who is due, and owing 100,000 digests while people ask.

``python -m tests.benchmarks.bench_fleet_million``; with ``--chats 100000`` fewer, of which a tenth is due. Three
replicas run on them, behind a balancer; one of them finds the digests that fall due and puts them into the outbox.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bot.demo.bot_api import BotApi, Chat, User
from storage import Store, open_store
from storage.chats import subscriptions
from storage.chats.subscriptions import DueMoment
from storage.location import location_of
from tests.benchmarks.bench_chat import asked_evenly, ninety_ninth
from tests.benchmarks.bench_fleet import Side, side
from tests.fleet.server import running
from tests.proofs.delivery.proof import TEN, nights
from tests.proofs.fleet.scene import REPLICAS

DUE_MS, ENQUEUED_SECONDS, ANSWER_MS = 200.0, 20.0, 50.0
# The due ones are every tenth; the others want theirs later in the morning.
ONE_IN = 10
# Nobody whom the stand-in knows otherwise has such an id.
FIRST_CHAT = 10_000_000
PORTION = 100
# The replicas start meanwhile.
UNTIL_DUE = timedelta(seconds=40)
LONGEST = 120.0


class Everybody(dict[int, Chat]):
    """The chats of a stand-in, where those of the subscribers are made when the bot writes there."""

    def __init__(self, api: BotApi) -> None:
        super().__init__(api.state.chats)
        self._api = api

    def get(self, chat_id: int, default: Any = None) -> Any:
        if chat_id > FIRST_CHAT and chat_id not in self:
            self._api.private(user=User(chat_id, "P", "en"))
        return super().get(chat_id, default)


def fill(address: str, chats: int) -> None:
    """A known night, and so many chats of which a tenth is owed its digest at ten."""
    with open_store(location_of(address)) as store:
        store.write_now(nights)
    with psycopg.connect(address, autocommit=True) as db:
        db.execute(
            """INSERT INTO chats (chat_id, told_language, state, since)
                SELECT %s + n, (ARRAY['en', 'uk', NULL])[1 + n %% 3], 'active', 0
                FROM generate_series(1, %s) AS n""",
            (FIRST_CHAT, chats),
        )
        db.execute(
            """INSERT INTO subscriptions (chat_id, at_minute, next_at, next_day)
                SELECT %s + n, 600 + n %% %s, %s + 60 * (n %% %s), %s FROM generate_series(1, %s) AS n""",
            (FIRST_CHAT, ONE_IN, int(TEN.timestamp()), ONE_IN, TEN.date().isoformat(), chats),
        )
        db.execute("VACUUM ANALYZE")  # as autovacuum would have done by then


def finding(store: Store, chats: int) -> list[str]:
    """Print how long it takes to find who is due; what is beyond the promise."""
    moments, pages = list[float](), list[float]()
    for _ in range(50):
        begin = time.perf_counter()
        (moment,) = store.read_now(subscriptions.due_moments, TEN)
        moments.append((time.perf_counter() - begin) * 1000)
        last = FIRST_CHAT + chats // 2
        begin = time.perf_counter()
        assert len(store.read_now(subscriptions.due_chats, moment, last, PORTION)) == min(PORTION, chats // 2 // ONE_IN)
        pages.append((time.perf_counter() - begin) * 1000)
    assert moment == DueMoment(TEN, False)
    found, paged = statistics.median(moments), statistics.median(pages)
    print(
        f"  {chats:,} subscriptions, {chats // ONE_IN:,} due: finding the moments takes {found:.1f} ms (the slowest of"
        f" 50: {max(moments):.1f}), the next {PORTION} chats {paged:.1f} ms (the slowest {max(pages):.1f});"
        f" load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return ["finding who is due"] if max(moments) + max(pages) > DUE_MS else []


async def owing(address: str, chats: int, folder: Path) -> list[str]:
    """Print how long it takes until all are in the outbox, and how long answers take meanwhile."""
    async with side("fleet", address, REPLICAS, folder, at=TEN - UNTIL_DUE) as fleet:
        fleet.api.state.chats = Everybody(fleet.api)
        quiet = await asked_evenly(fleet.api, fleet.people, 8)
        watching = asyncio.create_task(watched(address, chats // ONE_IN))
        while fleet.api.state.now() < TEN:  # noqa: ASYNC110 - a clock tells nobody
            await asyncio.sleep(0.05)
        taken = await answers_until(fleet, watching)
        begun, ended = watching.result()
    middle, p99 = statistics.median(taken), ninety_ninth(taken)
    print(
        f"  {chats // ONE_IN:,} digests are owed {ended - begun:.1f} s after the first of them; /latest meanwhile:"
        f" median {middle:.1f}, p99 {p99:.1f} ms ({len(taken)}); before: median {statistics.median(quiet):.1f}, p99"
        f" {ninety_ninth(quiet):.1f} ms; load {os.getloadavg()[0]:.1f}"
    )
    late = ["owing the digests"] if ended - begun > ENQUEUED_SECONDS else []
    return late + (["p99 of /latest meanwhile"] if p99 > ANSWER_MS else [])


async def answers_until(fleet: Side, ended: asyncio.Task[tuple[float, float]]) -> list[float]:
    """The milliseconds of each answer, asked fifty times a second until ``ended`` is."""
    taken: list[float] = []
    while not ended.done():
        taken += await asked_evenly(fleet.api, fleet.people, 1)
    return sorted(taken)


async def watched(address: str, digests: int) -> tuple[float, float]:
    """The moments at which the first and the last digest were in the outbox."""
    begun, db = None, await psycopg.AsyncConnection.connect(address, autocommit=True)
    async with db:
        end = time.time() + UNTIL_DUE.total_seconds() + LONGEST
        while time.time() < end:
            if begun is None:
                row = await (await db.execute("SELECT 1 FROM deliveries LIMIT 1")).fetchone()
                begun = time.time() if row else None
            else:
                due = "SELECT 1 FROM subscriptions WHERE next_at = %s LIMIT 1"
                if await (await db.execute(due, (int(TEN.timestamp()),))).fetchone() is None:
                    ended = time.time()
                    row = await (await db.execute("SELECT COUNT(*) FROM deliveries")).fetchone()
                    assert row == (digests,), f"{row} instead of {digests}"
                    return begun, ended
            await asyncio.sleep(0.1)
    sys.exit(f"not all of {digests} digests were owed within {LONGEST:.0f} s")


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--chats", type=int, default=1_000_000)
    chats = arguments.parse_args().chats
    with tempfile.TemporaryDirectory() as folder, running(tcp=True, durable=True) as server:
        fill(server.address(), chats)
        with open_store(location_of(server.address())) as store:
            late = finding(store, chats)
        late += asyncio.run(owing(server.address(), chats, Path(folder)))
    if late:
        sys.exit(f"beyond what was promised: {', '.join(late)}")


if __name__ == "__main__":
    main()

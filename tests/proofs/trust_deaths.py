"""The bot killed again and again in a broadcast: nothing lost, few copies, none loud. Run by ``make trust``."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from pathlib import Path

import pytest

from bot.demo.bot_api import Failure
from tests.proofs.delivery.outcome import digests, outcome
from tests.proofs.delivery.proof import Proof, proof

DIGESTS = int(os.environ.get("PROOF_DIGESTS", "2000"))
KILLS = int(os.environ.get("PROOF_KILLS", "60"))
PAIRS = KILLS // 3
STOPS = 10
DROPPED = 0.05
COPIES_A_KILL = 2.5
# The bot sends nothing in its first three seconds; a kill comes then, or in the two after.
QUIET = 3.0
# A copy is not sent before a minute, and the copy of a copy never: the end comes soon after that.
TO_THE_END = 240.0


async def test_kills_lose_no_delivery(tmp_path: Path) -> None:
    chance = random.Random(1)
    async with proof(tmp_path, DIGESTS) as scene:
        await begun(scene)
        for _ in range(KILLS - 1):
            bot = await scene.start()
            await asyncio.sleep(QUIET + chance.uniform(-0.5, 2.0))
            await bot.kill()
        await to_the_end(scene, f"{KILLS} kills", KILLS)


async def test_two_kills_in_a_row_lose_no_delivery(tmp_path: Path) -> None:
    chance = random.Random(2)
    async with proof(tmp_path, DIGESTS) as scene:
        await begun(scene)
        for _ in range(PAIRS):
            bot = await scene.start()
            await asyncio.sleep(QUIET + chance.uniform(0.2, 3.0))
            await bot.kill()
            bot = await scene.start(waits=False)
            await asyncio.sleep(chance.uniform(0.3, 3.0 + QUIET))
            await bot.kill()
        await to_the_end(scene, f"{PAIRS} pairs of kills", 2 * PAIRS + 1)


async def begun(scene: Proof) -> None:
    """Let the broadcast begin, then kill the bot for the first time."""
    scene.api.fault("sendMessage", failure=Failure.CUT_AFTER, times=None, share=DROPPED)
    bot = await scene.start()
    await scene.until(lambda: len(digests(scene)) > 20, 60)
    await bot.kill()


async def to_the_end(scene: Proof, what: str, kills: int) -> None:
    before = len(digests(scene))
    await scene.start()
    took = await scene.until(scene.all_ended, DIGESTS / 10 + TO_THE_END)
    found = outcome(scene)
    taken = digests(scene).values()
    of_kills = sum(len(one) - 1 for one in taken if one[0].answered != Failure.CUT_AFTER)
    print(
        f"\n{what}, {before} of {DIGESTS} had arrived by the last: {found}\n  {of_kills} copies by kills,"
        f" {of_kills / kills:.2f} a kill; {found.copies - of_kills} by lost answers; the rest took {took:.0f} s"
    )
    assert found.lost == 0
    assert found.most_of_one <= 2
    assert found.loud_copies == 0
    assert of_kills / kills <= COPIES_A_KILL


async def test_a_clean_stop_repeats_no_delivery(tmp_path: Path) -> None:
    chance = random.Random(3)
    async with proof(tmp_path, 600) as scene:
        longest, loop = 0.0, asyncio.get_running_loop()
        statuses = []
        for turn in range(STOPS):
            bot = await scene.start()
            if not turn:
                await scene.until(lambda: len(digests(scene)) > 20, 60)
            await asyncio.sleep(QUIET + chance.uniform(-0.5, 1.0))
            begin = loop.time()
            statuses.append(await bot.end(signal.SIGTERM))
            longest = max(longest, loop.time() - begin)
        await scene.start()
        await scene.until(scene.all_ended, 60 + TO_THE_END)
        found = outcome(scene)
        print(f"\n{STOPS} SIGTERM, exits {set(statuses)}, the longest took {longest:.1f} s: {found}")
        assert (found.lost, found.copies) == (0, 0)
        assert set(statuses) == {0}


@pytest.mark.parametrize("seed", range(8))
async def test_a_lost_write_ahead_log_sends_a_message_at_most_twice(tmp_path: Path, seed: int) -> None:
    """On a clock ten times as fast; the log is deleted or cut at any byte, as if nothing of it had reached the disk."""
    chance = random.Random(seed)
    async with proof(tmp_path, 300, speed=10, latency=0.006) as scene:
        bot = await scene.start()
        await scene.until(lambda: len(digests(scene)) > chance.randrange(5, 250), 60)
        await bot.kill()
        before, how = len(digests(scene)), lose_log(scene.database, chance, deletes=seed % 2 == 0)
        await scene.start()
        took = await scene.until(scene.all_ended, 90)
        found = outcome(scene)
        print(f"\n{how} after {before}: {found}; the rest took {took:.0f} s")
        assert found.lost == 0
        assert found.most_of_one <= 2


def lose_log(database: Path, chance: random.Random, *, deletes: bool) -> str:
    log, shared = (Path(f"{database}{end}") for end in ("-wal", "-shm"))
    shared.unlink(missing_ok=True)
    if deletes or not log.exists():
        log.unlink(missing_ok=True)
        return "log deleted"
    left = chance.randrange(log.stat().st_size + 1)
    os.truncate(log, left)
    return f"log cut at byte {left}"

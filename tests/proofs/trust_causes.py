"""Each cause of trouble in a broadcast of 300: what became of every digest, and how soon all is well again.

Run by ``make trust``. A bot that ends with a status other than 0 is begun anew after a second, as systemd would.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.proofs.delivery.causes import CAUSES, Cause, break_a_page, mount_small, unmount
from tests.proofs.delivery.outcome import Outcome, answer_seconds, digests, outcome
from tests.proofs.delivery.proof import Proof, proof

DIGESTS = 300
BEFORE = 60
WELL_AGAIN = 60.0
# What is ambiguous ends fifteen minutes after the cause, here and now four: a minute's wait, and the rest.
ENDED = 240.0
LINES_A_MINUTE = 60
RESTART_SECONDS = 1.0


@pytest.mark.parametrize("name", CAUSES)
async def test_a_broadcast_survives_each_fault(tmp_path: Path, name: str) -> None:
    cause = CAUSES[name]
    folder = tmp_path / "disk"
    folder.mkdir()
    if cause.on_small_disk and not mount_small(folder):
        pytest.skip("no disk of its own can be mounted here")
    try:
        async with proof(folder, DIGESTS, speed=cause.speed, latency=0.06 / cause.speed) as scene:
            await play(scene, name, cause)
    finally:
        if cause.on_small_disk:
            unmount(folder)


async def test_a_damaged_page_stops_only_what_is_stored_on_it(tmp_path: Path) -> None:
    async with proof(tmp_path, DIGESTS) as scene:
        keeper = asyncio.create_task(keep_up(scene))
        await scene.until(lambda: len(digests(scene)) > BEFORE, 60)
        rows = await break_a_page(scene)
        await scene.until(lambda: len(digests(scene)) >= DIGESTS, 45)
        asked = await answer_seconds(scene, scene.api.private("Asker"), within=WELL_AGAIN)
        keeper.cancel()
        found, lines = outcome(scene), max(bot.most_lines_a_minute() for bot in scene.bots)
        print(
            f"\na page with {rows} rows broken: {found}\n  /latest after {asked:.1f} s; {lines} log lines a minute;"
            f" started {len(scene.bots)} times, exits {[bot.process.returncode for bot in scene.bots[:-1]]}"
        )
        print("  operator:", *(operator_told(scene) or ["nothing"]), sep="\n    ")
        assert found.owed - found.sent <= rows
        assert (found.most_of_one <= 2, found.loud_copies) == (True, 0)
        assert asked <= WELL_AGAIN
        assert lines <= LINES_A_MINUTE
        assert operator_told(scene)


async def play(scene: Proof, name: str, cause: Cause) -> None:
    keeper = asyncio.create_task(keep_up(scene))
    await scene.until(lambda: len(digests(scene)) > BEFORE, 60)
    await cause.play(scene)
    over, before = time.time(), len(digests(scene))
    answered = asyncio.create_task(answer_seconds(scene, scene.api.private("Asker"), within=WELL_AGAIN))
    flowing = 0.0
    if before < DIGESTS:
        flowing = await scene.until(lambda: len(digests(scene)) > before or scene.all_ended(), WELL_AGAIN)
    await scene.until(scene.all_ended, max(ENDED / cause.speed, WELL_AGAIN))
    took, asked = time.time() - over, await answered
    keeper.cancel()
    found = outcome(scene)
    lines = max(bot.most_lines_a_minute() for bot in scene.bots)
    tell(scene, name, found, (before, flowing, took, asked, lines))
    judge(scene, found, (flowing, asked, lines))


async def keep_up(scene: Proof) -> None:
    """Start the bot, and again when it ends by itself."""
    while True:
        bot = await scene.start(waits=False)
        await bot.process.wait()
        await asyncio.sleep(RESTART_SECONDS)


def operator_told(scene: Proof) -> list[str]:
    return [one.text for one in scene.api.accepted if one.chat == scene.operator.id]


def tell(scene: Proof, name: str, found: Outcome, figures: tuple[int, float, float, float, int]) -> None:
    before, flowing, took, asked, lines = figures
    print(
        f"\n{name}: {found}\n  {before} had arrived when it ended; flowing again after {flowing:.1f} s, all ended after"
        f" {took:.0f} s (clock x{scene.speed:.0f}), /latest after {asked:.1f} s; {lines} log lines a minute;"
        f" started {len(scene.bots)} times, exits {[bot.process.returncode for bot in scene.bots[:-1]]}"
    )
    print("  operator:", *(operator_told(scene) or ["nothing"]), sep="\n    ")


def judge(scene: Proof, found: Outcome, figures: tuple[float, float, int]) -> None:
    flowing, asked, lines = figures
    assert found.lost == 0
    assert found.most_of_one <= 2
    assert found.loud_copies == 0
    assert scene.all_ended()
    assert flowing <= WELL_AGAIN
    assert asked <= WELL_AGAIN
    assert lines <= LINES_A_MINUTE
    told = operator_told(scene)
    assert len(told) == len(set(told)), "told twice"

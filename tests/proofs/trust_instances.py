"""A second bot by mistake: on the same database, or with the same token on another one. Run by ``make trust``."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.proofs.delivery.outcome import answer_seconds, digests, outcome
from tests.proofs.delivery.proof import AS_IT_IS, ON_OUR_CLOCK, Bot, Proof, fill, proof

DIGESTS = 600
# The older one has polled in peace for longer than a new one watches for others.
PEACE = 12.0


async def test_a_second_bot_on_the_same_database_exits_with_a_message(tmp_path: Path) -> None:
    async with proof(tmp_path, DIGESTS) as scene:
        await older(scene)
        second, took = await newer(scene, AS_IT_IS, within=20)
        await judge(scene, second, took, most=2.0)


async def test_a_second_bot_with_the_same_token_exits_with_a_message(tmp_path: Path) -> None:
    other = tmp_path / "other" / "overnight.db"
    other.parent.mkdir()
    async with proof(tmp_path, DIGESTS) as scene:
        fill(other, [chat.id for chat in scene.chats])
        await older(scene)
        second, took = await newer(scene, ON_OUR_CLOCK, within=40, OVERNIGHT_DATABASE=str(other))
        await judge(scene, second, took, most=15.0)


async def older(scene: Proof) -> None:
    """A bot that has been at work for a while, in the middle of its broadcast."""
    await scene.start()
    await asyncio.sleep(PEACE)
    assert 0 < len(digests(scene)) < DIGESTS


async def newer(scene: Proof, program: tuple[str, ...], within: float, **settings: str) -> tuple[Bot, float]:
    begin = time.time()
    second = await scene.start(program, waits=False, **settings)
    try:
        await asyncio.wait_for(second.process.wait(), within)
    except TimeoutError:
        print("\nthe second one runs on")
        await second.kill()
        pytest.fail(f"the second one runs on; its log: {second.lines}")
    return second, time.time() - begin


async def judge(scene: Proof, second: Bot, took: float, most: float) -> None:
    await asyncio.sleep(0.2)
    await scene.until(scene.all_ended, 120)
    asked = await answer_seconds(scene, scene.api.private("Asker"))
    found = outcome(scene)
    told = [one.text for one in scene.api.accepted if one.chat == scene.operator.id]
    print(
        f"\nthe second one ended after {took:.1f} s with status {second.process.returncode}:"
        f" {second.lines[-1][1]!r}\n  the first: {found}, /latest after {asked:.1f} s; operator: {told}"
    )
    assert second.process.returncode == 1
    assert not any("Traceback" in line for _, line in second.lines)
    assert took <= most
    assert scene.bots[0].process.returncode is None
    assert (found.lost, found.copies) == (0, 0)
    assert asked < 5

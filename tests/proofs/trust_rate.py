"""3,000 digests owed at once: how much of the allowed rate is used, and how long answers take beside it.

Run by ``make trust``. The stand-in is strict (30 a second, 30 at once, one too many costs three seconds) or lenient
(33 a second, 60 at once); the way to it takes 60 ms.

What a flooding user costs others is held to a fifth by webhook. By polling each answer waits for the poll on its way,
up to one round trip more: a poll that always finds something is never waiting at Telegram. That is told beside it.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.demo.bot_api import Bucket, Chat, lenient, strict
from tests.proofs.delivery.outcome import digests, outcome, percentiles
from tests.proofs.delivery.proof import Proof, proof

DIGESTS = int(os.environ.get("PROOF_DIGESTS", "3000"))
ALLOWED = 30.0
LATENCY = 0.06
ASK_EVERY = 0.3
FLOOD_EVERY = 0.01
# Messages at the beginning and at the end that are no steady state.
EDGE = 100


@pytest.mark.parametrize(("model", "by"), [(strict, "polling"), (lenient, "polling"), (strict, "webhook")])
async def test_a_broadcast_uses_the_allowed_rate_without_delaying_answers(
    tmp_path: Path, model: Callable[[Callable[[], float]], Bucket], by: str
) -> None:
    async with proof(tmp_path, DIGESTS, latency=LATENCY) as scene:
        if by == "webhook":
            scene.settings |= webhook(scene)
        scene.api.server.rates = limit = model(time.monotonic)
        people = [scene.api.private(f"Asker {number}") for number in range(20)]
        flooder = scene.api.private("Flooder")
        await scene.start()
        await scene.until(lambda: len(scene.api.accepted) > EDGE, 60)
        asking = asyncio.create_task(ask_beside(scene, people))
        half = DIGESTS // 2
        await scene.until(lambda: len(digests(scene)) > half, half / 10 + 60)
        calm = await stop(asking)
        asking, flooding = (
            asyncio.create_task(ask_beside(scene, people)), asyncio.create_task(flood(scene, flooder))
        )  # fmt: skip
        await scene.until(scene.all_ended, half / 10 + 120)
        await stop(flooding)
        flooded = await stop(asking)
        tell(scene, f"{model.__name__}, by {by}", limit, calm, flooded)


def webhook(scene: Proof) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    scene.api.front("https://bot.example", port)
    return {"OVERNIGHT_WEBHOOK_URL": "https://bot.example", "OVERNIGHT_WEBHOOK_LISTEN": f"127.0.0.1:{port}"}


async def ask_beside(scene: Proof, people: list[Chat]) -> list[float]:
    """Ask for the last night every 0.3 s, in turns, until cancelled; the seconds of each answer."""
    taken: list[float] = []
    running: set[asyncio.Task[None]] = set()

    async def one(chat: Chat) -> None:
        begin = time.perf_counter()
        scene.api.say(chat, "/latest")
        await scene.api.next_message(chat)
        taken.append(time.perf_counter() - begin)

    try:
        while True:
            for chat in people:
                task = asyncio.create_task(one(chat))
                running.add(task)
                task.add_done_callback(running.discard)
                await asyncio.sleep(ASK_EVERY)
    except asyncio.CancelledError:
        await asyncio.gather(*running, return_exceptions=True)
        return taken


async def flood(scene: Proof, chat: Chat) -> list[float]:
    while True:
        scene.api.say(chat, "/latest")
        await asyncio.sleep(FLOOD_EVERY)


async def stop(task: asyncio.Task[list[float]]) -> list[float]:
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        return []


def tell(scene: Proof, model: str, limit: Bucket, calm: list[float], flooded: list[float]) -> None:
    times = sorted(messages[0].at for messages in digests(scene).values())[EDGE:-EDGE]
    rate = (len(times) - 1) / (times[-1] - times[0]).total_seconds()
    used = sum(times[0] <= one.at <= times[-1] for one in scene.api.accepted)
    all_rate = used / (times[-1] - times[0]).total_seconds()
    share, (p50, p99), (f50, f99) = all_rate / ALLOWED, percentiles(calm), percentiles(flooded)
    print(
        f"\n{model}: {outcome(scene)}\n  {rate:.2f} digests/s, {all_rate:.2f} messages/s = {share:.1%} of the allowed"
        f" rate, {limit.refused} refused (429)\n  /latest beside it: p50 {p50:.0f}, p99 {p99:.0f} ms ({len(calm)});"
        f" with a user flooding: p50 {f50:.0f}, p99 {f99:.0f} ms ({len(flooded)}), p99 {f99 / p99 - 1:+.0%}"
    )
    assert outcome(scene).lost == 0
    assert share >= 0.98
    assert limit.refused == 0
    assert p99 <= LATENCY * 1000 + 50
    waiting_for_the_poll = 0.0 if "webhook" in model else LATENCY * 1000
    assert f99 <= p99 * 1.2 + waiting_for_the_poll

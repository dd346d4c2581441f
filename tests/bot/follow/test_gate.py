"""The gate before the hosts: one request at a time, the newest pages first."""

from __future__ import annotations

import asyncio

from bot.follow.gate import Gate
from tests.bot.follow.hosts import NOW


async def test_requests_for_newest_pages_go_first() -> None:
    gate = Gate(lambda: NOW, asyncio.sleep)
    order: list[str] = []

    async def ask(name: str, urgent: bool) -> None:
        async with gate.turn(urgent=urgent):
            order.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(*(ask(f"walk {n}", False) for n in range(3)), ask("poll a", True), ask("poll b", True))
    assert order == ["walk 0", "poll a", "poll b", "walk 1", "walk 2"]


async def test_a_cancelled_waiter_does_not_block_the_gate() -> None:
    gate = Gate(lambda: NOW, asyncio.sleep)
    release = asyncio.Event()

    async def hold() -> None:
        async with gate.turn(urgent=True):
            await release.wait()

    async def pass_through() -> None:
        async with gate.turn(urgent=False):
            pass

    holder, waiter, third = (asyncio.create_task(one()) for one in (hold, pass_through, pass_through))
    await asyncio.sleep(0)
    waiter.cancel()
    release.set()
    await asyncio.wait_for(asyncio.gather(holder, third), 5)
    assert waiter.cancelled()

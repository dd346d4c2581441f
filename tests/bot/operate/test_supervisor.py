"""Crashed tasks are restarted, reported, and given up when restarting does not help."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.operate import supervisor
from bot.operate.alerts import Alerts
from bot.operate.pulses import Pulses
from bot.operate.supervisor import GIVE_UP_SECONDS, RESTS, CannotHoldUpError, LongTask, Supervisor
from storage import StorageError

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


class Machine:
    """A supervisor whose delays pass at once, and the alerts it sent."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.told: list[str] = []
        self.pulses = Pulses(lambda: NOW, lambda: self.seconds)
        self.supervisor = Supervisor(self.pulses, Alerts([self._tell]), self._sleep)

    async def _tell(self, sentence: str) -> None:
        self.told.append(sentence)

    async def _sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


def failing(times: int, error: Callable[[], Exception], done: asyncio.Event) -> LongTask:
    left = [times]

    async def work() -> None:
        if left[0]:
            left[0] -= 1
            raise error()
        done.set()
        await asyncio.Event().wait()

    return LongTask("sender", work)


async def ran(machine: Machine, task: LongTask, done: asyncio.Event) -> None:
    running = asyncio.create_task(machine.supervisor.run([task]))
    await done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_crashing_task_is_restarted_with_growing_delays() -> None:
    machine, done = Machine(), asyncio.Event()
    await ran(machine, failing(2, lambda: ValueError("odd answer"), done), done)
    assert machine.seconds == RESTS[0] + RESTS[1]
    assert machine.pulses.pulse("sender").restarts == 2
    assert not machine.told


async def test_the_third_consecutive_failure_alerts_the_operators_once() -> None:
    machine, done = Machine(), asyncio.Event()
    await ran(machine, failing(5, lambda: ValueError("odd answer"), done), done)
    assert machine.told == ["Sender failed 3 times in a row: odd answer."]


async def test_a_task_that_keeps_failing_ends_the_others_with_the_reason() -> None:
    machine, ended = Machine(), asyncio.Event()

    async def other() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    broken = failing(10_000, lambda: ValueError("odd answer"), asyncio.Event())
    with pytest.raises(CannotHoldUpError, match="sender cannot be kept running: odd answer"):
        await machine.supervisor.run([broken, LongTask("follow", other)])
    assert ended.is_set()
    assert machine.seconds == pytest.approx(GIVE_UP_SECONDS, abs=RESTS[-1])


async def test_a_database_that_rejects_writes_for_an_hour_is_waited_for() -> None:
    machine, done = Machine(), asyncio.Event()
    full = StorageError(Path("o.db"), "o.db cannot be used: database or disk is full.")
    await ran(machine, failing(130, lambda: full, done), done)
    assert machine.seconds > 3600
    assert machine.told == ["Sender failed 3 times in a row: o.db cannot be used: database or disk is full."]


async def test_an_undeliverable_alert_is_sent_when_a_route_works_again() -> None:
    told: list[str] = []
    shut = [True]

    async def way(sentence: str) -> None:
        if shut[0]:
            raise OSError("unreachable")
        told.append(sentence)

    alerts = Alerts([way])
    await alerts.begin("sender", "Sender failed.")
    await alerts.tell_again()
    shut[0] = False
    await alerts.end("sender", "Sender works again.")
    assert told == []
    await alerts.tell_again()
    assert told == ["Sender failed.", "Sender works again."]


async def test_when_one_alert_route_fails_another_is_used() -> None:
    told: list[str] = []

    async def broken(sentence: str) -> None:
        raise OSError("unreachable")

    async def other(sentence: str) -> None:
        told.append(sentence)

    alerts = Alerts([broken, other])
    await alerts.begin("sender", "Sender failed.")
    await alerts.begin("sender", "Sender failed.")
    await alerts.end("sender", "Sender works again.")
    await alerts.end("sender", "Sender works again.")
    assert told == ["Sender failed.", "Sender works again."]


async def test_a_task_that_swallows_its_cancellation_is_still_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOOK_SECONDS", 0.01)
    machine, lost = Machine(), asyncio.Event()

    async def deaf() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            lost.set()
        await asyncio.Event().wait()

    running = asyncio.create_task(machine.supervisor.run([LongTask("sender", deaf)]))
    for _ in range(3):
        await asyncio.sleep(0)
    running.cancel()
    async with asyncio.timeout(20):
        await asyncio.gather(running, return_exceptions=True)
    assert lost.is_set()

"""Answers before deliveries; silence while Telegram asks for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.deliver.limiter import BULK, TwoLanes


class Clock:
    """Seconds that pass only while somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        target = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, target)


class Telegram:
    """Takes requests and notes when each came; refuses those that are in ``refusals``."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.came: list[tuple[str, float]] = []
        self.refusals: list[float] = []

    async def __call__(self, name: str) -> bool:
        self.came.append((name, self.clock()))
        if self.refusals:
            raise RetryAfter(timedelta(seconds=self.refusals.pop(0)))
        return True


@pytest.fixture(autouse=True)
def coming_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the application chooses them."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock)


def send(lanes: TwoLanes, telegram: Telegram, name: str, lane: str | None = None, endpoint: str = "sendMessage") -> Any:
    return lanes.process_request(telegram, (name,), {}, endpoint, {}, lane)


async def test_never_more_than_thirty_in_a_second(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for number in range(90):
        await send(lanes, telegram, str(number), BULK)
    times = [moment for _, moment in telegram.came]
    assert max(sum(start <= one < start + 1 for one in times) for start in times) <= 30
    assert times[-1] < 90 / 29


async def test_an_answer_goes_before_the_deliveries_that_wait(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    bulk = [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(20)]
    await asyncio.sleep(0)
    await send(lanes, telegram, "answer")
    place = [name for name, _ in telegram.came].index("answer")
    await asyncio.gather(*bulk)
    assert place <= 2


async def test_a_halt_is_kept_by_both_lanes_and_ends_when_it_was_said_to(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [5]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK)
    await asyncio.gather(send(lanes, telegram, "answer"), send(lanes, telegram, "digest", BULK))
    assert min(moment for _, moment in telegram.came[1:]) >= 5


async def test_a_shorter_halt_does_not_end_a_longer_one(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for seconds in (30.0, 1.0):
        telegram.refusals = [seconds]
        lanes._halt(RetryAfter(timedelta(seconds=seconds)))
    telegram.refusals = []
    await send(lanes, telegram, "answer")
    assert telegram.came[0][1] >= 30


async def test_an_answer_is_tried_again_after_a_short_halt_alone(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [3]
    assert await send(lanes, telegram, "answer") is True
    telegram.refusals = [43_838]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "answer")
    assert lanes.halted_for == pytest.approx(43_838)


async def test_what_sends_nothing_is_not_paced(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for _ in range(100):
        await send(lanes, telegram, "answer", endpoint="answerCallbackQuery")
    assert clock() == 0

"""How Telegram is asked whether it answers again, and when the operators hear that it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.deliver.reachability import Reachability, ReachReports
from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


class Away:
    """A Telegram that does not answer so many harmless calls, on a clock that passes only while somebody rests."""

    def __init__(self, silent: int) -> None:
        self.silent = silent
        self.now = NOW
        self.rests: list[float] = []
        self.told: list[tuple[datetime, str]] = []

    async def get_me(self, **_: Any) -> None:
        self.silent -= 1
        if self.silent >= 0:
            raise NetworkError("no route")

    async def sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += timedelta(seconds=seconds)

    async def tell(self, sentence: str) -> None:
        self.told.append((self.now, sentence))

    def reachability(self) -> Reachability:
        told = ReachReports(Alerts([self.tell]), LogThrottle(lambda: 0.0))
        return Reachability(cast(Bot, self), self.sleep, lambda: self.now, told, lambda: None)


async def test_harmless_calls_are_further_and_further_apart_up_to_twenty_seconds() -> None:
    telegram = Away(silent=8)
    await telegram.reachability().wait()
    assert telegram.rests == [1, 2, 4, 8, 15, 20, 20, 20]


@pytest.mark.parametrize(("silent", "said"), [(7, []), (8, [70, 90])])
async def test_operators_hear_of_a_telegram_that_is_away_for_a_minute(silent: int, said: list[int]) -> None:
    """The calls come at 0, 1, 3, 7, 15, 30, 50 and 70 seconds."""
    telegram = Away(silent)
    await telegram.reachability().wait()
    assert [(when - NOW).total_seconds() for when, _ in telegram.told] == said


@pytest.mark.parametrize(("unanswered", "one_at_a_time"), [(2, False), (3, True)])
async def test_after_three_messages_without_an_answer_they_go_one_at_a_time(
    unanswered: int, one_at_a_time: bool
) -> None:
    telegram = Away(silent=0)
    reach = telegram.reachability()
    for _ in range(unanswered):
        reach.doubted()
    assert reach.one_at_a_time is one_at_a_time
    await reach.wait()
    assert telegram.rests == ([1] if one_at_a_time else [])
    reach.answered()
    assert reach.is_clear


@pytest.mark.parametrize(("seconds", "said"), [(59, 0), (60, 1)])
async def test_operators_hear_after_a_minute_that_messages_have_no_answer(seconds: int, said: int) -> None:
    telegram = Away(silent=0)
    reach = telegram.reachability()
    for _ in range(3):
        reach.doubted()
    telegram.now += timedelta(seconds=seconds)
    await reach.wait()
    assert len(telegram.told) == said

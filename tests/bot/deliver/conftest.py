"""What the tests of the rate limiter may use."""

from __future__ import annotations

import pytest

from tests.bot.deliver.rate_telegram import Clock, Telegram


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the application chooses
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    return Telegram(clock)

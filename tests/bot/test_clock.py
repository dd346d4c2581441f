"""The trusted clock: it ignores steps of the system clock that do not last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SteadyClock

START = datetime(2026, 9, 1, 12, tzinfo=UTC)


class Machine:
    """A wall clock that can be set, and seconds that cannot."""

    def __init__(self) -> None:
        self.wall = START
        self.seconds = 0.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.seconds)

    def pass_(self, seconds: float) -> datetime:
        """Let time pass, by looks of ten seconds."""
        while seconds > 0:
            step = min(seconds, 10.0)
            seconds -= step
            self.seconds += step
            self.wall += timedelta(seconds=step)
            self.clock()
        return self.clock()


def test_the_clock_returns_the_time() -> None:
    machine = Machine()
    assert machine.pass_(3600) == START + timedelta(hours=1)


@pytest.mark.parametrize("step", [timedelta(days=365), timedelta(hours=1), -timedelta(days=1), -timedelta(minutes=4)])
def test_a_clock_step_seen_only_once_is_ignored(step: timedelta) -> None:
    machine = Machine()
    machine.pass_(60)
    machine.wall += step
    assert machine.clock() == START + timedelta(seconds=60)
    assert machine.pass_(20) == START + timedelta(seconds=80)
    machine.wall -= step
    assert machine.pass_(10) == START + timedelta(seconds=90)
    assert not machine.clock.was_set_back()


@pytest.mark.parametrize(
    "step", [timedelta(hours=8), timedelta(hours=1), -timedelta(days=1), -timedelta(hours=1), -timedelta(minutes=4)]
)
def test_a_lasting_clock_step_is_adopted_within_a_minute(step: timedelta) -> None:
    machine = Machine()
    machine.wall += step
    assert machine.pass_(50) == START + step + timedelta(seconds=50)
    assert machine.clock.was_set_back() is (step < timedelta())
    assert not machine.clock.was_set_back()


def test_slow_drift_is_followed_at_once() -> None:
    machine = Machine()
    machine.wall += timedelta(seconds=4)
    assert machine.clock() == START + timedelta(seconds=4)


def test_two_clock_steps_in_a_row_are_adopted_once_the_last_one_lasts() -> None:
    machine = Machine()
    machine.wall += timedelta(hours=1)
    machine.pass_(20)
    machine.wall += timedelta(hours=1)
    assert machine.pass_(20) == START + timedelta(seconds=40)
    assert machine.pass_(20) == START + timedelta(hours=2, seconds=60)


def test_after_the_start_the_clock_settles_in_half_a_minute_without_a_step() -> None:
    machine = Machine()
    assert not machine.clock.is_settled()
    machine.pass_(34)
    assert not machine.clock.is_settled()
    machine.pass_(1)
    assert machine.clock.is_settled()


def test_a_clock_started_a_year_ahead_settles_once_it_is_corrected() -> None:
    machine = Machine()
    machine.pass_(20)
    machine.wall -= timedelta(days=365)
    machine.pass_(20)
    assert not machine.clock.is_settled()
    machine.pass_(20)
    assert machine.clock.is_settled()
    assert machine.clock() == START + timedelta(seconds=60) - timedelta(days=365)

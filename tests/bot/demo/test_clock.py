"""The demo's clock runs faster through the night and never goes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.demo.clock import START, Clock


async def no_sleep(seconds: float) -> None:
    raise AssertionError("nothing is waited for here")


def at(seconds: float) -> datetime:
    """The demo's time after so many real seconds."""
    ticks = iter([1000.0, 1000.0 + seconds])
    return Clock(lambda: next(ticks), no_sleep)()


def test_the_demo_clock_starts_before_the_evening_report() -> None:
    assert at(0) == START == datetime(2026, 10, 6, 16, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (10, datetime(2026, 10, 6, 17, 6, 40, tzinfo=UTC)),
        (42, datetime(2026, 10, 6, 18, 0, tzinfo=UTC)),
        (72, datetime(2026, 10, 7, 4, 0, tzinfo=UTC)),
        (144, datetime(2026, 10, 7, 7, 0, tzinfo=UTC)),
        (204, datetime(2026, 10, 7, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_demo_clock_changes_speed_over_the_night(seconds: float, moment: datetime) -> None:
    assert at(seconds) == moment


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (datetime(2026, 10, 6, 17, 35, tzinfo=UTC), 27),
        (datetime(2026, 10, 7, 4, 25, tzinfo=UTC), 82),
        (datetime(2026, 10, 7, 17, 35, tzinfo=UTC), 779),
        (datetime(2026, 10, 6, 12, 0, tzinfo=UTC), 0),
    ],
)
def test_the_demo_clock_computes_the_real_wait_for_a_moment(moment: datetime, seconds: float) -> None:
    assert Clock(lambda: 5.0, no_sleep).real_seconds_until(moment) == seconds


@pytest.mark.parametrize(("seconds", "real"), [(300, 3.0), (60, 0.6), (1, 0.1), (0, 0), (-5, 0)])
async def test_sleeping_uses_demo_time_and_never_busy_loops(seconds: float, real: float) -> None:
    slept = []

    async def sleep(so_long: float) -> None:
        slept.append(so_long)

    await Clock(lambda: 5.0, sleep).sleep(seconds)
    assert slept == [pytest.approx(real)]

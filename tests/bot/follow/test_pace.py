"""How often a host is asked: a minute apart, obeying retry-after, whatever the clock does."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.demo import channel_page as faults
from bot.follow.gate import Gate
from bot.follow.plan import SPARE_AN_HOUR
from bot.follow.requests import RequestBudget
from tests.bot.follow.scenes import begun, stored
from tests.bot.follow.world import START, World


def test_retry_after_is_obeyed_for_all_channels(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(70)
    asked = len(world.pages.asked)
    world.advance(500)
    assert len(world.pages.asked) == asked
    world.advance(120)
    assert len(world.pages.asked) > asked


def test_polls_start_a_minute_apart_however_slow_the_host_is(world: World) -> None:
    begun(world)
    world.latency = 20
    asked = len(world.pages.asked)
    world.advance(3600)
    polls = [one.path for one in world.pages.asked[asked:] if one.before is None]
    assert min(polls.count("/s/kpszsu"), polls.count("/s/mod_russia")) >= 57


def test_polls_missed_during_a_pause_are_not_made_up(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(1000)
    asked = [one.at for one in world.pages.asked if one.path == "/s/mod_russia" and one.before is None]
    assert min(later - earlier for earlier, later in pairwise(asked)) > timedelta(seconds=55)


def test_a_pause_is_not_shortened_by_another_and_lasts_a_day_at_most(world: World) -> None:
    gate = Gate(world.now, asyncio.sleep)

    async def let_in() -> timedelta:
        begun = world.now()
        async with gate.turn(urgent=True):
            return world.now() - begun

    gate.halt(600)
    gate.halt(10)
    assert world.run(let_in()) == timedelta(seconds=600)
    gate.halt(float("9" * 30))
    assert world.run(let_in()) == timedelta(days=1)


@pytest.mark.parametrize("first_off", [timedelta(days=-1), timedelta(days=1)], ids=["set back", "set on and back"])
def test_setting_the_clock_back_by_a_day_delays_no_post(world: World, first_off: timedelta) -> None:
    begun(world)
    for off in (first_off, timedelta()):
        world.clock_is_off = off
        late = world.publish("kpszsu")
        world.advance(65)
        assert late in stored(world, "kpszsu")


def test_setting_the_clock_back_does_not_prolong_a_retry_after(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(70)
    world.clock_is_off = timedelta(days=-1)
    asked = len(world.pages.asked)
    world.advance(500)
    assert len(world.pages.asked) == asked
    world.advance(700)
    assert len(world.pages.asked) > asked


def test_requests_dated_in_the_future_by_a_wrong_clock_do_not_use_up_the_budget() -> None:
    requests = RequestBudget()
    for _ in range(SPARE_AN_HOUR):
        requests.note(START + timedelta(days=1))
    assert requests.spare(START + timedelta(days=1)) == 0
    assert requests.spare(START) == SPARE_AN_HOUR

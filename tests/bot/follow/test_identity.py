"""A channel is known by its id: another id under its name pauses it."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
from datetime import timedelta

import pytest

from bot.demo import channel_page as faults
from storage.channels import cursors
from tests.bot.follow.scenes import TALLY, begun, once, stored
from tests.bot.follow.world import START, World


def test_another_id_under_the_same_name_pauses_the_channel_and_alerts(world: World) -> None:
    begun(world)
    world.pages.change_identity("kpszsu", 666)
    spoof = world.publish("kpszsu", "TALLY 2026-09-02 launched 1 downed 1")
    world.advance(7200)
    assert spoof not in stored(world, "kpszsu")
    assert "pinned to id 1223955273" in (world.store.read_now(cursors.freshness, "kpszsu").paused_reason or "")
    assert len(world.alarms) == 1
    assert max(one.at for one in world.pages.asked if one.path == "/s/mod_russia") > START + timedelta(seconds=7000)


def test_the_identity_pause_ends_when_the_right_channel_returns(world: World) -> None:
    begun(world)
    world.pages.change_identity("kpszsu", 666)
    world.advance(300)
    world.pages.change_identity("kpszsu", 1223955273)
    late = world.publish("kpszsu")
    world.advance(1000)
    assert late in stored(world, "kpszsu")
    assert world.store.read_now(cursors.freshness, "kpszsu").paused_reason is None


def with_a_stranger(answer: faults.Answer) -> faults.Answer:
    """One message among the others tells the id of another channel."""
    view = base64.urlsafe_b64encode(json.dumps({"c": -666, "p": 1, "t": int(START.timestamp())}).encode()).decode()
    return dataclasses.replace(answer, body=re.sub(r'data-view="[^"]*"', f'data-view="{view}"', answer.body, count=1))


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("kpszsu", "@kpszsu is pinned to id 1223955273, the page shows 666, 1223955273;"),
        ("mod_russia", "@mod_russia has no id yet, the page shows 666, 777000777;"),
    ],
)
def test_nothing_is_stored_from_a_page_that_shows_two_channels(world: World, channel: str, said: str) -> None:
    for name in ("kpszsu", "mod_russia"):
        world.publish(name, TALLY)
        world.publish(name, TALLY)
    world.pages.fail(with_a_stranger, channel=channel)
    assert said in (once(world)[channel].error or "")
    assert stored(world, channel) == []
    assert world.store.read_now(cursors.pinned, channel) is None
    assert once(world)[channel].error is None


def test_the_first_id_of_an_unknown_channel_is_pinned(world: World) -> None:
    begun(world)
    assert world.store.read_now(cursors.pinned, "mod_russia") == 777000777
    world.pages.change_identity("mod_russia", 666)
    world.advance(120)
    assert "pinned to id 777000777" in world.alarms[0]


def test_a_single_pass_checks_whether_the_identity_pause_is_over(world: World) -> None:
    world.publish("kpszsu", TALLY)
    world.publish("mod_russia", TALLY)
    world.pages.change_identity("kpszsu", 666)
    assert "pinned to id" in (once(world)["kpszsu"].error or "")
    world.pages.change_identity("kpszsu", 1223955273)
    assert (once(world)["kpszsu"].taken.new, once(world)["kpszsu"].error) == (1, None)

"""Forwards that the follower finds on a channel's page."""

from __future__ import annotations

from datetime import timedelta

from bot.follow.backfill import Goal, Pace, backfill
from parsers.records import Forward
from storage.posts.forwards import forward_of
from tests.bot.follow.world import World

REPORT = "TALLY 2026-09-01 launched 10 downed 1"
OTHER = Forward("Other", "other/77")


def test_a_report_forwarded_by_the_channel_is_reported_once_and_not_counted(world: World) -> None:
    world.publish("kpszsu", REPORT)
    world.publish("kpszsu", REPORT.replace("10", "999"), forward=OTHER)
    world.publish("mod_russia", REPORT, forward=Forward())
    world.publish("mod_russia", "alert", forward=OTHER)
    world.start()
    world.advance(3600)
    assert world.alarms == [
        "@kpszsu forwards a report of Other (https://t.me/other/77); it is not read as the channel's own: "
        "https://t.me/kpszsu/1001",
        "@mod_russia forwards a report whose origin is hidden; it is not read as the channel's own: "
        "https://t.me/mod_russia/1000",
    ]
    assert world.query("SELECT channel, message_id FROM readings WHERE reading = 'tally'") == [("kpszsu", 1000)]
    assert world.store.read_now(forward_of, "kpszsu", 1001) == OTHER


def test_a_forward_found_in_old_posts_is_not_reported(world: World) -> None:
    long_ago = world.now() - timedelta(days=30)
    for number in range(30):
        world.publish("kpszsu", REPORT, published_at=long_ago + timedelta(hours=number), forward=OTHER)
    pace = Pace(3.0, world.loop.time, _no_rest)
    world.run(backfill("kpszsu", world.tools(), Goal(pages=2), pace, lambda _: None))
    assert world.query("SELECT COUNT(*), SUM(is_forward) FROM posts") == [(30, 30)]
    assert world.alarms == []


async def _no_rest(seconds: float) -> None:
    """Nobody waits here."""


def test_a_forwarded_album_is_reported_as_one_forward(world: World) -> None:
    first = world.publish("kpszsu", REPORT, items=(1000, 1001, 1002), forward=OTHER)
    world.start()
    world.advance(5)
    assert world.store.read_now(forward_of, "kpszsu", first) == OTHER
    assert world.query("SELECT reading FROM readings WHERE channel = 'kpszsu'") == [("not_a_report",)]

"""Walking back through the history, in virtual time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from bot.demo import channel_page as faults
from bot.follow.backfill import Goal, Pace, Walked, backfill
from bot.follow.errors import PageError
from parsers.records import Sighting
from storage.channels import cursors
from storage.posts.intake import take_in
from tests.bot.follow.world import HOSTS, START, World
from tests.tiny_reader import TINY_READER

PAUSE = 3.0


def walk(world: World, goal: Goal | None = None) -> tuple[Walked, str]:
    pace = Pace(PAUSE, world.loop.time, asyncio.sleep)
    done: tuple[Walked, str] = world.run(backfill("kpszsu", world.tools(), goal or Goal(), pace, lambda _: None))
    return done


def filled(world: World, posts: int) -> World:
    """The channel begins with post 1."""
    world.next_ids["kpszsu"] = 1
    for number in range(posts):
        world.publish("kpszsu", f"alert {number}")
    return world


def test_a_backfill_pauses_between_pages_and_not_after_the_last(world: World) -> None:
    filled(world, 100)
    walked, why = walk(world)
    assert (walked.pages, walked.floor_id, why) == (4, 1, "the first post of the channel is reached.")
    asked = [one.at for one in world.pages.asked]
    assert [(later - earlier).total_seconds() for earlier, later in pairwise(asked)] == [PAUSE] * 4
    assert world.loop.time() == pytest.approx(4 * PAUSE + world.latency)


def test_a_backfill_of_a_known_channel_starts_with_older_posts(world: World) -> None:
    filled(world, 100)
    walk(world, Goal(pages=1))
    before, asked = world.loop.time(), len(world.pages.asked)
    walk(world, Goal(pages=1))
    assert [one.before for one in world.pages.asked[asked:]] == [61]
    assert world.loop.time() - before == pytest.approx(world.latency)


def test_a_failed_page_is_retried_after_a_pause(world: World) -> None:
    filled(world, 40)
    walk(world, Goal(pages=0))
    world.down = set(HOSTS)
    world.loop.call_later(20, world.down.clear)
    walked, _ = walk(world)
    assert (walked.floor_id, walked.taken.new) == (1, 20)
    assert 20 <= world.loop.time() < 40


def test_a_host_that_never_answers_ends_the_backfill_with_an_error_and_keeps_what_was_read(world: World) -> None:
    filled(world, 100)
    walk(world, Goal(pages=1))
    world.down = set(HOSTS)
    with pytest.raises(PageError, match="can be reached"):
        walk(world)
    stand = world.store.read_now(cursors.cursor, "kpszsu")
    assert stand is not None and stand.floor_id == 61


@pytest.mark.parametrize("back_after", [700, 761])
def test_a_walk_outlasts_seven_failures_in_a_row(world: World, back_after: int) -> None:
    """They rest for 6, 12, 24, 48, 96, 192 and 384 seconds: 762 together."""
    filled(world, 40)
    walk(world, Goal(pages=0))
    world.down = set(HOSTS)
    world.loop.call_later(back_after, world.down.clear)
    walked, _ = walk(world)
    assert walked.floor_id == 1


def test_a_walk_ends_at_the_eighth_failure_in_a_row(world: World) -> None:
    filled(world, 40)
    walk(world, Goal(pages=0))
    world.down = set(HOSTS)
    began = world.loop.time()
    with pytest.raises(PageError):
        walk(world)
    assert 762 <= world.loop.time() - began < 850


def test_a_backfill_continues_from_a_post_that_became_part_of_an_album(world: World) -> None:
    filled(world, 100)
    walk(world, Goal(pages=1))
    begun = START - timedelta(minutes=1)
    album = Sighting(60, begun, "album", begun, "export", members=(60, 61))
    world.store.write_now(take_in, "kpszsu", [album], TINY_READER)
    walked, _ = walk(world, Goal(pages=0))
    assert (walked.floor_id, walked.oldest) == (61, START)
    assert walk(world)[0].floor_id == 1


def test_a_backfill_ends_when_the_operator_pauses_the_channel(world: World) -> None:
    filled(world, 200)
    pause = partial(world.store.write_now, cursors.pause, "kpszsu", "operator: paused")
    world.loop.call_later(PAUSE * 2.5, pause)
    with pytest.raises(PageError, match="paused by the operator"):
        walk(world)
    assert len(world.pages.asked) == 3


def test_a_backfill_survives_a_host_that_briefly_shows_no_older_posts(world: World) -> None:
    filled(world, 40)
    walk(world, Goal(pages=0))
    world.pages.fail(faults.no_posts(), times=2)
    assert walk(world)[0].floor_id == 1


def test_a_backfill_stops_at_once_when_the_channel_id_changed(world: World) -> None:
    filled(world, 40)
    walk(world, Goal(pages=0))
    world.pages.change_identity("kpszsu", 666)
    with pytest.raises(PageError, match="is pinned to id 1223955273"):
        walk(world)
    assert len(world.pages.asked) == 2

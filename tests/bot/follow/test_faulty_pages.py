"""Invalid pages, changed layouts and posts without a time are reported, stored and requested again."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from bot.demo import channel_page as faults
from storage.channels import cursors
from storage.channels.gaps import gaps
from storage.channels.raw_pages import newest
from tests.bot.follow.scenes import TALLY, begun, once, stored
from tests.bot.follow.world import World


def test_a_failing_channel_does_not_stop_the_other(world: World) -> None:
    world.publish("mod_russia", TALLY)
    world.pages.fail(faults.are_you_human(), channel="kpszsu")
    reports = once(world)
    assert "not a channel page" in (reports["kpszsu"].error or "")
    assert (reports["mod_russia"].taken.new, reports["mod_russia"].error) == (1, None)


@pytest.mark.parametrize(
    ("fault", "hosts"),
    [
        (faults.status(429, 30), 1),
        (faults.status(502), 3),
        (faults.status(403), 1),
        (faults.no_posts(), 1),
        (faults.are_you_human(), 1),
        (faults.cut_off(0.6), 1),
        (faults.redirect("https://elsewhere.test/s/kpszsu"), 1),
        (faults.dropped(), 3),
    ],
    ids=["429", "502", "403", "empty", "captcha", "cut off", "redirect", "dropped"],
)
def test_a_failed_answer_loses_no_post_and_the_next_page_brings_it(
    world: World, fault: faults.Fault, hosts: int
) -> None:
    """Of every host, where the next one is asked for another answer."""
    begun(world)
    world.pages.fail(fault, times=hosts, channel="kpszsu")
    late = world.publish("kpszsu", "new")
    world.advance(65)
    assert late not in stored(world, "kpszsu")
    fresh = world.store.read_now(cursors.freshness, "kpszsu")
    assert (fresh.failures, fresh.last_error is not None, len(world.alarms)) == (1, True, 1)
    world.advance(180)
    assert late in stored(world, "kpszsu")
    assert world.store.read_now(cursors.freshness, "kpszsu").failures == 0


def other_layout(answer: faults.Answer) -> faults.Answer:
    """As if the hosts marked texts and times in another way from now on."""
    body = answer.body.replace("js-message_text", "text-of-message").replace("<time ", "<clock ")
    return dataclasses.replace(answer, body=body)


def without_ids(answer: faults.Answer) -> faults.Answer:
    """As if messages no longer told the channel's id."""
    return dataclasses.replace(answer, body=answer.body.replace("data-view=", "data-seen="))


@pytest.mark.parametrize("fault", [other_layout, without_ids])
def test_a_page_with_a_changed_layout_is_stored_and_reported_to_the_operator(world: World, fault: faults.Fault) -> None:
    begun(world)
    world.publish("kpszsu", "new")
    world.pages.fail(fault, channel="kpszsu")
    world.advance(65)
    assert world.alarms[-1].endswith("'overnight unread --page kpszsu' shows the page.")
    kept = world.store.read_now(newest, "kpszsu")
    assert kept is not None
    assert (kept.reason, kept.length) == ("layout_changed", len(kept.html))
    assert "new" in kept.html
    world.advance(300)
    # Good pages do not take it away: it is there when the operator comes to look.
    assert world.store.read_now(newest, "kpszsu") == kept
    assert world.store.read_now(newest, "mod_russia") is None


def timeless(message_id: int) -> faults.Fault:
    """One message whose time stands in another way."""

    def changed(answer: faults.Answer) -> faults.Answer:
        before, post, rest = answer.body.partition(f'data-post="kpszsu/{message_id}"')
        return dataclasses.replace(answer, body=before + post + rest.replace("<time datetime=", "<time at=", 1))

    return changed


def test_a_post_without_a_readable_time_is_a_gap_until_it_can_be_read(world: World) -> None:
    begun(world)
    odd = world.publish("kpszsu", TALLY)
    world.publish("kpszsu")
    world.pages.fail(timeless(odd), times=1000, channel="kpszsu")
    world.advance(1000)
    assert odd not in stored(world, "kpszsu")
    (gap,) = world.store.read_now(gaps, "kpszsu")
    assert (gap.from_id, gap.to_id, gap.tries) == (odd, odd, 2)
    world.pages.forgive()
    world.advance(65)
    assert odd in stored(world, "kpszsu")
    assert world.store.read_now(gaps, "kpszsu") == ()


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_post_without_a_readable_time_at_the_edge_of_the_first_page_is_a_gap(world: World, where: str) -> None:
    numbers = [world.publish("kpszsu", TALLY) for _ in range(3)]
    odd = numbers[0] if where == "first" else numbers[-1]
    world.pages.fail(timeless(odd), times=10, channel="kpszsu")
    once(world)
    assert [(gap.from_id, gap.to_id) for gap in world.store.read_now(gaps, "kpszsu")] == [(odd, odd)]


def test_a_known_post_that_became_unreadable_is_no_gap(world: World) -> None:
    begun(world)
    world.pages.fail(timeless(1003), times=10, channel="kpszsu")
    world.advance(130)
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_an_empty_page_of_older_posts_is_not_stored_as_faulty(world: World) -> None:
    world.publish("kpszsu", "the only one")
    once(world)
    assert world.store.read_now(newest, "kpszsu") is None


def test_failures_are_reported_once_and_retries_back_off_to_15_minutes(world: World) -> None:
    begun(world)
    world.pages.fail(faults.are_you_human(), times=1000, channel="kpszsu")
    world.advance(6 * 3600)
    asked = [one.at for one in world.pages.asked if one.path == "/s/kpszsu"]
    waits = [later - earlier for earlier, later in zip(asked[-8:], asked[-7:], strict=False)]
    assert all(timedelta(minutes=14) < wait < timedelta(minutes=16.5) for wait in waits)
    assert len(world.alarms) == 1


def test_a_failure_that_returns_after_good_pages_is_reported_again(world: World) -> None:
    begun(world)
    for times in (1, 2):
        world.pages.fail(faults.are_you_human(), channel="kpszsu")
        world.advance(300)
        assert len(world.alarms) == times


def test_failures_of_older_pages_are_reported_once_a_day(world: World) -> None:
    world.poll = 900
    begun(world)
    newest = [world.publish("kpszsu") for _ in range(60)][-1]

    def older_pages(answer: faults.Answer) -> faults.Answer:
        return answer if f'data-post="kpszsu/{newest}"' in answer.body else faults.are_you_human()(answer)

    world.pages.fail(older_pages, times=10_000, channel="kpszsu")
    world.advance(12 * 3600)
    assert len(world.alarms) == 1
    world.advance(18 * 3600)
    assert len(world.alarms) == 2

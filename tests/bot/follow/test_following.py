"""Following without end, watched in virtual time from outside: pages in, rows out."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import json
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.demo import channel_page as faults
from bot.follow.gate import Gate
from bot.follow.one_pass import follow_once
from bot.follow.plan import SPARE_AN_HOUR
from bot.follow.requests import RequestBudget
from storage import StorageError
from storage.channels import cursors
from storage.channels.gaps import gaps
from storage.channels.raw_pages import newest
from storage.posts.posts import revisions
from tests.bot.follow.world import HOSTS, START, World

TALLY = "TALLY 2026-09-01 launched 80 downed 60"


def once(world: World) -> dict[str, object]:
    return world.run(follow_once(("kpszsu", "mod_russia"), world.tools(), 0.0, _no_time))


async def _no_time(seconds: float) -> None:
    return None


def stored(world: World, channel: str) -> list[int]:
    return [row[0] for row in world.query("SELECT message_id FROM posts WHERE channel = ? ORDER BY 1", channel)]


def texts(world: World, channel: str, message_id: int) -> list[str | None]:
    return [revision.text for revision in world.store.read_now(revisions, channel, message_id)]


def begun(world: World) -> World:
    """Both channels followed, each with a tally among a few posts."""
    for channel in ("kpszsu", "mod_russia"):
        world.publish(channel, TALLY)
        for _ in range(5):
            world.publish(channel)
    world.start()
    world.advance(10)
    return world


def no_older_posts(answer: faults.Answer) -> faults.Answer:
    """The newest page as it is, and "No posts found" in place of an older one."""
    return answer if 'data-post="kpszsu/1051"' in answer.body else faults.no_posts()(answer)


def as_it_is(answer: faults.Answer) -> faults.Answer:
    return answer


def test_the_first_start_walks_back_until_a_tally_and_no_further(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.taken.tallies, report.gaps, report.error) == (3, 52, 1, 0, None)


def test_history_before_the_first_tally_is_no_gap(world: World) -> None:
    for text in ["older"] * 30 + [TALLY] + ["alert"] * 5:
        world.publish("kpszsu", text)
    once(world)
    assert len(stored(world, "kpszsu")) == 20
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_the_first_start_of_a_channel_without_a_tally_ends_at_its_first_post(world: World) -> None:
    for _ in range(30):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.taken.new, report.error) == (30, None)
    assert world.store.read_now(cursors.cursor, "kpszsu").first_walk_ended


def test_a_first_walk_outlasts_a_host_that_shows_no_older_posts_for_a_while(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    world.pages.fail(no_older_posts, times=3, channel="kpszsu")
    world.start()
    world.advance(600)
    assert len(stored(world, "kpszsu")) == 52
    assert world.store.read_now(cursors.freshness, "kpszsu").failures == 0
    assert world.alarms == []


def test_a_pass_asks_again_for_older_posts_that_are_not_shown(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.pages.fail(no_older_posts, times=3, channel="kpszsu")
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    reports = world.run(follow_once(("kpszsu",), world.tools(), 3.0, rest))
    assert (reports["kpszsu"].taken.new, reports["kpszsu"].error) == (52, None)
    assert rests == [3.0, 6.0, 12.0, 3.0]


def test_only_empty_answers_in_a_row_end_a_first_walk(world: World) -> None:
    for text in [TALLY] + ["alert"] * 89:
        world.publish("kpszsu", text)
    for _ in range(3):
        world.pages.fail(as_it_is, channel="kpszsu")
        world.pages.fail(faults.no_posts(), times=2, channel="kpszsu")
    assert once(world)["kpszsu"].taken.new == 90


def test_a_pass_ends_where_a_gap_cannot_be_read(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(60):
        world.publish("kpszsu")
    world.pages.fail(as_it_is, channel="kpszsu")
    world.pages.fail(faults.no_posts(), channel="kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (1, 20, 1)
    assert "the page shows no posts" in report.error


def test_a_walk_rests_after_ten_pages(world: World) -> None:
    begun(world)
    for _ in range(300):
        world.publish("kpszsu")
    world.advance(500)
    assert len([one for one in world.pages.asked if one.path == "/s/kpszsu" and one.before]) == 10
    assert len(world.store.read_now(gaps, "kpszsu")) == 1
    world.advance(300)
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_a_second_pass_adds_nothing(world: World) -> None:
    for text in [TALLY] + ["alert"] * 30:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    once(world)
    before = world.query("SELECT * FROM revisions")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.taken.edited, report.taken.tallies) == (1, 0, 0, 0)
    assert [row[:5] for row in world.query("SELECT * FROM revisions")] == [row[:5] for row in before]


def test_a_pass_walks_back_over_a_burst_to_the_last_known_post(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(60):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (3, 60, 0)


def test_what_a_pass_cannot_bridge_stays_a_gap_and_the_next_one_goes_on(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(300):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (11, 220, 1)
    (gap,) = world.store.read_now(gaps, "kpszsu")
    assert (gap.from_id, gap.to_id) == (1001, 1080)
    assert once(world)["kpszsu"].gaps == 0
    assert len(stored(world, "kpszsu")) == 301
    assert world.store.read_now(gaps, "kpszsu", closed=True)[0].closed_at is not None


def test_ids_that_were_lost_are_no_gap_once_bridged(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(25):
        world.publish("kpszsu", skip=3)
    assert once(world)["kpszsu"].gaps == 0


def test_one_channel_that_fails_does_not_keep_the_other_from_being_read(world: World) -> None:
    world.publish("mod_russia", TALLY)
    world.pages.fail(faults.are_you_human(), channel="kpszsu")
    reports = once(world)
    assert "no channel page" in reports["kpszsu"].error
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
def test_a_failing_answer_leaves_no_trace_and_the_next_good_one_has_it(
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
def test_a_page_whose_layout_changed_is_kept_and_the_operator_told_how_to_see_it(
    world: World, fault: faults.Fault
) -> None:
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


def test_a_post_without_a_readable_time_is_a_gap_that_rests_until_it_can_be_read(world: World) -> None:
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


def test_a_known_post_that_cannot_be_read_any_more_is_no_gap(world: World) -> None:
    begun(world)
    world.pages.fail(timeless(1003), times=10, channel="kpszsu")
    world.advance(130)
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_an_empty_answer_for_older_posts_is_no_page_to_keep(world: World) -> None:
    world.publish("kpszsu", "the only one")
    once(world)
    assert world.store.read_now(newest, "kpszsu") is None


def test_retry_after_is_obeyed_for_all_channels(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(70)
    asked = len(world.pages.asked)
    world.advance(500)
    assert len(world.pages.asked) == asked
    world.advance(120)
    assert len(world.pages.asked) > asked


def test_polls_are_a_minute_apart_from_beginning_to_beginning_however_slow_the_host(world: World) -> None:
    begun(world)
    world.latency = 20
    asked = len(world.pages.asked)
    world.advance(3600)
    polls = [one.path for one in world.pages.asked[asked:] if one.before is None]
    assert min(polls.count("/s/kpszsu"), polls.count("/s/mod_russia")) >= 57


def test_polls_that_waited_through_a_halt_do_not_catch_up(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(1000)
    asked = [one.at for one in world.pages.asked if one.path == "/s/mod_russia" and one.before is None]
    assert min(later - earlier for earlier, later in pairwise(asked)) > timedelta(seconds=55)


def test_a_halt_is_not_cut_short_by_another_one_and_lasts_a_day_at_most(world: World) -> None:
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


def test_failures_are_told_once_and_spaced_ever_wider_to_a_quarter_of_an_hour(world: World) -> None:
    begun(world)
    world.pages.fail(faults.are_you_human(), times=1000, channel="kpszsu")
    world.advance(6 * 3600)
    asked = [one.at for one in world.pages.asked if one.path == "/s/kpszsu"]
    waits = [later - earlier for earlier, later in zip(asked[-8:], asked[-7:], strict=False)]
    assert all(timedelta(minutes=14) < wait < timedelta(minutes=16.5) for wait in waits)
    assert len(world.alarms) == 1


def test_a_failure_that_comes_back_after_good_pages_is_told_again(world: World) -> None:
    begun(world)
    for times in (1, 2):
        world.pages.fail(faults.are_you_human(), channel="kpszsu")
        world.advance(300)
        assert len(world.alarms) == times


def test_older_pages_that_fail_are_told_once_a_day(world: World) -> None:
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


@pytest.mark.parametrize("first_off", [timedelta(days=-1), timedelta(days=1)], ids=["set back", "set on and back"])
def test_a_clock_that_is_set_back_by_a_day_keeps_no_post_waiting(world: World, first_off: timedelta) -> None:
    begun(world)
    for off in (first_off, timedelta()):
        world.clock_is_off = off
        late = world.publish("kpszsu")
        world.advance(65)
        assert late in stored(world, "kpszsu")


def test_a_clock_that_is_set_back_makes_a_wish_for_patience_no_longer(world: World) -> None:
    begun(world)
    world.pages.fail(faults.status(429, 600))
    world.advance(70)
    world.clock_is_off = timedelta(days=-1)
    asked = len(world.pages.asked)
    world.advance(500)
    assert len(world.pages.asked) == asked
    world.advance(700)
    assert len(world.pages.asked) > asked


def test_what_was_sent_in_a_future_that_never_came_does_not_fill_the_hour() -> None:
    requests = RequestBudget()
    for _ in range(SPARE_AN_HOUR):
        requests.note(START + timedelta(days=1))
    assert requests.spare(START + timedelta(days=1)) == 0
    assert requests.spare(START) == SPARE_AN_HOUR


def test_another_host_is_asked_only_when_the_first_cannot_be_reached_and_left_when_it_can(world: World) -> None:
    begun(world)
    world.down = {HOSTS[0]}
    late = world.publish("kpszsu")
    world.advance(65)
    assert late in stored(world, "kpszsu")
    assert world.alarms == []
    world.down = {HOSTS[1], HOSTS[2]}
    late = world.publish("kpszsu")
    world.advance(600)
    assert late in stored(world, "kpszsu")


def test_another_id_under_the_same_name_pauses_the_channel_and_is_told(world: World) -> None:
    begun(world)
    world.pages.change_identity("kpszsu", 666)
    spoof = world.publish("kpszsu", "TALLY 2026-09-02 launched 1 downed 1")
    world.advance(7200)
    assert spoof not in stored(world, "kpszsu")
    assert "pinned to id 1223955273" in (world.store.read_now(cursors.freshness, "kpszsu").paused_reason or "")
    assert len(world.alarms) == 1
    assert max(one.at for one in world.pages.asked if one.path == "/s/mod_russia") > START + timedelta(seconds=7000)


def test_a_pause_for_identity_ends_when_the_right_channel_is_back(world: World) -> None:
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
def test_nothing_is_taken_of_a_page_that_shows_two_channels(world: World, channel: str, said: str) -> None:
    for name in ("kpszsu", "mod_russia"):
        world.publish(name, TALLY)
        world.publish(name, TALLY)
    world.pages.fail(with_a_stranger, channel=channel)
    assert said in once(world)[channel].error
    assert stored(world, channel) == []
    assert world.store.read_now(cursors.pinned, channel) is None
    assert once(world)[channel].error is None


def test_an_unknown_channels_first_id_is_pinned(world: World) -> None:
    begun(world)
    assert world.store.read_now(cursors.pinned, "mod_russia") == 777000777
    world.pages.change_identity("mod_russia", 666)
    world.advance(120)
    assert "pinned to id 777000777" in world.alarms[0]


def test_nothing_is_asked_of_a_channel_the_operator_paused(world: World) -> None:
    begun(world)
    world.store.write_now(cursors.pause, "kpszsu", "by the operator")
    world.advance(100)
    asked = len([one for one in world.pages.asked if one.path == "/s/kpszsu"])
    world.advance(600)
    assert len([one for one in world.pages.asked if one.path == "/s/kpszsu"]) == asked


def test_an_edit_on_the_newest_page_is_a_new_revision_and_a_changed_number_a_correction(world: World) -> None:
    begun(world)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(65)
    assert texts(world, "kpszsu", 1000) == [TALLY, "TALLY 2026-09-01 launched 80 downed 61"]
    (change,) = [change for _, _, taken in world.intakes for change in taken.corrections]
    assert (change.message_id, change.revision) == (1000, 2)
    assert [line.number for line in change.before.lines] == [80, 60]
    assert [line.number for line in change.after.lines] == [80, 61]


def test_an_edit_of_a_report_that_left_the_newest_page_is_seen_within_ten_minutes(world: World) -> None:
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(120)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(660)
    assert len(texts(world, "kpszsu", 1000)) == 2


@pytest.mark.parametrize(("age_hours", "within_hours"), [(7, 1.6), (40, 1.6), (71.5, 1.6)])
def test_an_edit_of_an_older_report_is_seen_at_the_next_look(
    world: World, age_hours: float, within_hours: float
) -> None:
    world.poll = 1800
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(age_hours * 3600)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(within_hours * 3600)
    assert len(texts(world, "kpszsu", 1000)) == 2


def test_an_edit_of_any_post_of_the_last_two_days_is_seen_within_six_hours(world: World) -> None:
    world.poll = 1800
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(20 * 3600)
    world.pages.edit_post("kpszsu", 1010, "alert, mended")
    world.advance(6.2 * 3600)
    assert texts(world, "kpszsu", 1010) == ["alert", "alert, mended"]


def test_a_report_that_could_not_be_read_is_looked_at_like_a_tally(world: World) -> None:
    begun(world)
    broken = world.publish("kpszsu", "BROKEN")
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(120)
    world.pages.edit_post("kpszsu", broken, TALLY)
    world.advance(660)
    assert len(texts(world, "kpszsu", broken)) == 2


def test_a_post_that_is_no_longer_shown_is_kept_and_said_to_be_so(world: World) -> None:
    begun(world)
    world.pages.delete_post("kpszsu", 1003)
    world.advance(130)
    ((shown, missed),) = world.query("SELECT last_shown_at, last_missed_at FROM posts WHERE message_id = 1003 LIMIT 1")
    assert missed > shown
    assert texts(world, "kpszsu", 1003) == ["alert"]


def test_a_post_without_its_text_is_unreadable_and_not_silence(world: World) -> None:
    begun(world)
    rich = world.publish("kpszsu", None)
    world.advance(65)
    assert world.query("SELECT reading, reason FROM readings WHERE message_id = ?", rich) == [
        ("unreadable", "no_text_on_page")
    ]


def test_a_task_that_dies_is_started_again_and_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(world)
    answered = world.pages.answer
    calls = {"left": 2}

    def failing(path: str, *more: str | None) -> object:
        if path == "/s/kpszsu" and calls["left"]:
            calls["left"] -= 1
            raise RuntimeError("nobody foresaw this")
        return answered(path, *more)

    monkeypatch.setattr(world.pages, "answer", failing)
    world.advance(600)
    late = world.publish("kpszsu")
    world.advance(70)
    assert late in stored(world, "kpszsu")
    assert world.store.read_now(cursors.freshness, "kpszsu").restarts == 2


def test_a_full_disk_is_told_though_nothing_can_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(world)
    write = world.store.write_now

    def full(fn: object, *args: object, **kwargs: object) -> None:
        raise StorageError(Path("o.db"), "o.db cannot be used: database or disk is full.")

    monkeypatch.setattr(world.store, "write_now", full)
    world.advance(120)
    sentence = "the follower failed (o.db cannot be used: database or disk is full) and was started again."
    assert set(world.alarms) == {f"@kpszsu: {sentence}", f"@mod_russia: {sentence}"}
    monkeypatch.setattr(world.store, "write_now", write)
    late = world.publish("kpszsu")
    world.advance(1000)
    assert late in stored(world, "kpszsu")


def test_an_operator_who_cannot_be_told_ends_no_channel(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def nowhere(channel: str, sentence: str) -> None:
        raise RuntimeError("no way to tell it")

    monkeypatch.setattr(world, "_on_alarm", nowhere)
    begun(world)
    world.pages.fail(faults.are_you_human(), channel="kpszsu")
    late = world.publish("kpszsu")
    world.advance(1000)
    assert late in stored(world, "kpszsu")
    assert "the operator could not be told: @kpszsu: the follower failed (RuntimeError)" in caplog.text


def test_a_pass_looks_whether_a_pause_for_another_id_is_over(world: World) -> None:
    world.publish("kpszsu", TALLY)
    world.publish("mod_russia", TALLY)
    world.pages.change_identity("kpszsu", 666)
    assert "pinned to id" in once(world)["kpszsu"].error
    world.pages.change_identity("kpszsu", 1223955273)
    assert (once(world)["kpszsu"].taken.new, once(world)["kpszsu"].error) == (1, None)

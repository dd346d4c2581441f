"""What to fetch next, as decisions on plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.follow.plan import (
    JITTER,
    SPARE_AN_HOUR,
    FetchStep,
    Outlook,
    Purpose,
    gap_is_due,
    look_is_due,
    next_step,
    rest_after,
)
from storage.channels.cursors import Cursor
from storage.channels.gaps import Gap
from storage.channels.rechecks import RecentPost

NOW = datetime(2026, 9, 10, 12, tzinfo=UTC)
GAP = Gap("kpszsu", 50, 99, NOW, 0, None, None)
DONE = Cursor(top_id=200, floor_id=10, first_walk_pages=3, first_walk_ended=False)


def ago(**age: float) -> datetime:
    return NOW - timedelta(**age)


def post(last_id: int, age: timedelta, looked: timedelta, *, report: bool = True) -> RecentPost:
    return RecentPost(last_id, NOW - age, NOW - looked, report)


def outlook(**more: Any) -> Outlook:
    usual: dict[str, Any] = {"cursor": DONE, "gaps": (), "has_night": True, "watched": (), "spare": 10}
    return Outlook(**(usual | more))


def step(walking: bool = True, **more: object) -> FetchStep | None:
    return next_step(outlook(**more), NOW, walking=walking)


def test_nothing_is_due_where_everything_is_known() -> None:
    assert step() is None
    assert step(cursor=None, has_night=False) is None


@pytest.mark.parametrize(
    ("cursor", "goes_on"),
    [
        (Cursor(200, 150, 39, False), True),
        (Cursor(200, 150, 40, False), False),
        (Cursor(200, 150, 2, True), False),
        (Cursor(20, 1, 0, False), False),
    ],
    ids=["pages left", "forty pages", "ended", "first post"],
)
def test_the_first_walk_goes_on_until_a_night_or_its_end(cursor: Cursor, goes_on: bool) -> None:
    found = step(cursor=cursor, has_night=False)
    assert found == (FetchStep(Purpose.FIRST_WALK, 150) if goes_on else None)


def test_a_gap_is_filled_from_its_newer_end() -> None:
    assert step(gaps=(GAP,)) == FetchStep(Purpose.GAP, 100, GAP)
    assert step(gaps=(GAP,), walking=False) is None


@pytest.mark.parametrize(("tries", "minutes"), [(1, 10), (2, 20), (4, 80), (8, 1280), (9, 1440), (30, 1440)])
def test_a_gap_that_does_not_give_way_rests_ever_longer_up_to_a_day(tries: int, minutes: int) -> None:
    gap = Gap("kpszsu", 50, 99, NOW, tries, NOW, None)
    assert not gap_is_due(gap, NOW + timedelta(minutes=minutes, seconds=-1))
    assert gap_is_due(gap, NOW + timedelta(minutes=minutes))


def test_a_gap_that_was_tried_by_a_clock_since_set_back_is_tried_at_once() -> None:
    assert gap_is_due(Gap("kpszsu", 50, 99, NOW, 9, NOW + timedelta(hours=1), None), NOW)


@pytest.mark.parametrize(
    ("age", "looked", "report", "due"),
    [
        (timedelta(hours=1), timedelta(minutes=9), True, False),
        (timedelta(hours=1), timedelta(minutes=10), True, True),
        (timedelta(hours=7), timedelta(minutes=59), True, False),
        (timedelta(hours=47), timedelta(hours=1), True, True),
        (timedelta(hours=60), timedelta(hours=13), True, False),
        (timedelta(hours=72), timedelta(hours=24), True, True),
        (timedelta(hours=80), timedelta(hours=7), True, False),
        (timedelta(hours=1), timedelta(hours=1), False, False),
        (timedelta(hours=40), timedelta(hours=6), False, True),
        (timedelta(hours=72), timedelta(hours=24), False, False),
    ],
)
def test_how_often_a_post_is_looked_at_again(age: timedelta, looked: timedelta, report: bool, due: bool) -> None:
    assert look_is_due(post(5, age, looked, report=report), NOW) is due


def test_reports_are_looked_at_before_other_posts_and_from_the_newest() -> None:
    hours = timedelta(hours=8)
    watched = [post(80, hours, hours), post(90, hours, hours), post(150, hours, hours, report=False)]
    assert step(watched=watched) == FetchStep(Purpose.REREAD, 91)
    assert step(watched=watched[2:]) == FetchStep(Purpose.REREAD, 151)
    assert step(watched=watched, spare=0) is None


def test_second_looks_go_on_while_a_walk_rests() -> None:
    watched = [post(90, timedelta(hours=1), timedelta(hours=1))]
    assert step(walking=False, gaps=(GAP,), watched=watched) == FetchStep(Purpose.REREAD, 91)


def test_both_channels_send_at_most_170_requests_an_hour_at_a_poll_of_a_minute() -> None:
    polls = 2 * 3600 / (60 * (1 - JITTER))
    assert 160 < polls + SPARE_AN_HOUR <= 170


def test_polls_rest_ever_longer_while_they_fail_up_to_a_quarter_of_an_hour() -> None:
    assert [rest_after(failures, 60) for failures in (0, 1, 2, 3, 4, 50)] == [60, 120, 240, 480, 900, 900]
    assert rest_after(3, 1200) == 1200

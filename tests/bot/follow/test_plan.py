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


def test_nothing_is_due_when_everything_is_known() -> None:
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
def test_the_first_walk_continues_to_a_night_or_the_first_post(cursor: Cursor, goes_on: bool) -> None:
    found = step(cursor=cursor, has_night=False)
    assert found == (FetchStep(Purpose.FIRST_WALK, 150) if goes_on else None)


def test_a_gap_is_filled_from_its_newer_end() -> None:
    assert step(gaps=(GAP,)) == FetchStep(Purpose.GAP, 100, GAP)
    assert step(gaps=(GAP,), walking=False) is None


@pytest.mark.parametrize(("tries", "minutes"), [(1, 10), (2, 20), (4, 80), (8, 1280), (9, 1440), (30, 1440)])
def test_a_gap_that_cannot_be_filled_is_retried_ever_more_rarely_up_to_a_day(tries: int, minutes: int) -> None:
    gap = Gap("kpszsu", 50, 99, NOW, tries, NOW, None)
    assert not gap_is_due(gap, NOW + timedelta(minutes=minutes, seconds=-1))
    assert gap_is_due(gap, NOW + timedelta(minutes=minutes))


def test_a_gap_last_tried_in_the_future_is_retried_at_once() -> None:
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
def test_when_a_recheck_of_a_post_is_due(age: timedelta, looked: timedelta, report: bool, due: bool) -> None:
    assert look_is_due(post(5, age, looked, report=report), NOW) is due


def test_reports_are_rechecked_before_other_posts_newest_first() -> None:
    hours = timedelta(hours=8)
    watched = [post(80, hours, hours), post(90, hours, hours), post(150, hours, hours, report=False)]
    assert step(watched=watched) == FetchStep(Purpose.REREAD, 91)
    assert step(watched=watched[2:]) == FetchStep(Purpose.REREAD, 151)
    assert step(watched=watched, spare=0) is None


def test_rechecks_continue_while_a_walk_pauses() -> None:
    watched = [post(90, timedelta(hours=1), timedelta(hours=1))]
    assert step(walking=False, gaps=(GAP,), watched=watched) == FetchStep(Purpose.REREAD, 91)


def test_both_channels_together_send_at_most_170_requests_an_hour() -> None:
    polls = 2 * 3600 / (60 * (1 - JITTER))
    assert 160 < polls + SPARE_AN_HOUR <= 170


def test_failing_polls_back_off_up_to_15_minutes() -> None:
    assert [rest_after(failures, 60) for failures in (0, 1, 2, 3, 4, 50)] == [60, 120, 240, 480, 900, 900]
    assert rest_after(3, 1200) == 1200

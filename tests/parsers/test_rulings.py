"""Which tallies count as nights: implausible ones, conflicting ones, and those decided by the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from parsers.records import Claim, Decision, Ruling
from parsers.time.night import rule

FIRST = date(2026, 9, 1)
PLAIN = Ruling()


def claim(
    day: int, drones: int | None, *, hours: tuple[int, int] = (-6, 8), layout: str = "night",
    decision: Decision | None = None, implausible: bool = False,
) -> Claim:  # fmt: skip
    """The night ``day`` days after 1 September 2026, from 18:00 to 08:00 where no other hours are given."""
    night = FIRST + timedelta(days=day)
    midnight = datetime(night.year, night.month, night.day, tzinfo=UTC)
    start, end = (midnight + timedelta(hours=hour) for hour in hours)
    return Claim(night, layout, start, end, drones, implausible, decision)


def history(count: int, drones: int = 100) -> list[Claim]:
    return [claim(day, drones) for day in range(-count, 0)]


def last(claims: Sequence[Claim]) -> Ruling:
    return rule(claims, {})[-1]


def test_a_night_above_five_times_the_highest_earlier_night_is_held() -> None:
    ruling = last([*history(20, 90), claim(-21, 100), claim(0, 501)])
    assert ruling.held
    assert [(doubt.code, doubt.detail) for doubt in ruling.doubts] == [
        ("implausible_night", "501 drones, at most 100 on the 21 nights known of the 90 days before")
    ]


def test_exactly_five_times_the_highest_is_not_held() -> None:
    assert last([*history(20), claim(0, 500)]) == PLAIN


def test_a_history_needs_fourteen_nights() -> None:
    assert last([*history(13), claim(0, 2000)]) == PLAIN
    assert last([*history(14), claim(0, 2000)]).held


def test_nights_more_than_ninety_days_ago_do_not_count_as_history() -> None:
    old = [claim(day, 100) for day in range(-110, -90)]
    assert last([*old, claim(0, 2000)]) == PLAIN
    assert last([*old, claim(-90, 100), *history(13), claim(0, 2000)]).held


def test_after_small_nights_up_to_fifty_is_not_held() -> None:
    assert last([*history(30, 4), claim(0, 50)]) == PLAIN
    assert last([*history(30, 4), claim(0, 51)]).held


def test_a_held_night_is_no_history_for_the_next() -> None:
    assert [ruling.held for ruling in rule([*history(20), claim(0, 900), claim(1, 950)], {})][-2:] == [True, True]


def test_a_released_night_is_history_for_the_next() -> None:
    claims = [*history(20), claim(0, 900, decision=Decision.RELEASED), claim(1, 950)]
    assert [ruling.held for ruling in rule(claims, {})][-1] is False


def test_earlier_nights_passed_in_count_as_history() -> None:
    known = {FIRST - timedelta(days=step): 100 for step in range(1, 15)}
    assert rule([claim(0, 501)], known)[0].held
    assert rule([claim(0, 500)], known) == [PLAIN]


def test_a_night_without_a_number_is_neither_held_nor_history() -> None:
    assert last([*history(20), claim(0, None)]) == PLAIN
    assert last([*[claim(day, None) for day in range(-20, 0)], claim(0, 2000)]) == PLAIN


def told(claims: Sequence[Claim]) -> list[tuple[bool, list[str]]]:
    """Of each claim whether it stands beside, and the codes of its doubts."""
    return [(ruling.beside, [doubt.code for doubt in ruling.doubts]) for ruling in rule(claims, {})]


NIGHT, EVENING, LONG = (-6, 8), (-2, 7), (-11, 19)
TWICE = ["night_told_twice"]


def test_a_later_report_of_the_same_shape_replaces_the_first() -> None:
    assert told([claim(0, 100), claim(0, 104)]) == [(False, []), (False, [])]


@pytest.mark.parametrize("hours", [EVENING, LONG, (-5, 8), (-6, 7)])
def test_a_later_report_of_another_window_does_not_replace_the_first(hours: tuple[int, int]) -> None:
    assert told([claim(0, 100), claim(0, 104, hours=hours)]) == [(False, TWICE), (True, TWICE)]


def test_a_later_report_of_another_layout_does_not_replace_the_first() -> None:
    assert told([claim(0, 100), claim(0, 104, layout="other")]) == [(False, TWICE), (True, TWICE)]
    detail = rule([claim(0, 100), claim(0, 104, layout="other")], {})[0].doubts[0].detail
    assert detail == "the night to 2026-09-01 is told later by a report of another layout (other)"


def test_the_doubts_of_two_conflicting_reports_name_each_other_s_window() -> None:
    first, second = rule([claim(0, 100), claim(0, 104, hours=EVENING)], {})
    assert first.doubts[0].detail == (
        "the night to 2026-09-01 is told later by a report of 2026-08-31 22:00 UTC to 2026-09-01 07:00 UTC"
    )
    assert second.doubts[0].detail == (
        "the night to 2026-09-01 is told first by a report of 2026-08-31 18:00 UTC to 2026-09-01 08:00 UTC"
    )


def test_a_third_report_of_the_first_shape_settles_the_conflict() -> None:
    claims = [claim(0, 100), claim(0, 30, hours=EVENING), claim(0, 104)]
    assert told(claims) == [(False, []), (True, []), (False, [])]


def test_a_third_report_of_the_second_shape_settles_the_conflict_the_other_way() -> None:
    claims = [claim(0, 100), claim(0, 90, hours=EVENING), claim(0, 91, hours=EVENING)]
    assert told(claims) == [(False, []), (False, []), (False, [])]


def test_releasing_the_later_report_settles_the_conflict() -> None:
    assert told([claim(0, 100), claim(0, 90, hours=EVENING, decision=Decision.RELEASED)]) == [(False, []), (False, [])]


@pytest.mark.parametrize("dropped", [0, 1])
def test_dropping_one_report_settles_the_conflict(dropped: int) -> None:
    claims = [claim(0, 100), claim(0, 90, hours=EVENING)]
    claims[dropped] = claim(0, 50, hours=(NIGHT, EVENING)[dropped], decision=Decision.DROPPED)
    assert told(claims) == [(False, []), (False, [])]


def test_a_held_report_takes_no_night_and_causes_no_doubt() -> None:
    assert told([claim(0, 100), claim(0, 107108, hours=EVENING, implausible=True)]) == [(False, []), (False, [])]
    assert told([claim(0, 107108, implausible=True), claim(0, 100, hours=EVENING)]) == [(False, []), (False, [])]


def test_reports_of_different_nights_do_not_conflict() -> None:
    assert told([claim(0, 100), claim(1, 90, hours=EVENING)]) == [(False, []), (False, [])]

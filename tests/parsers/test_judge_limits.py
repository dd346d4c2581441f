"""The limits of a tally's verdict, each with a case on both of its sides. Times are UTC, three hours behind Kyiv."""

from __future__ import annotations

import pytest

from parsers.judge import judge
from parsers.records import Outcome, Scope, Tally
from tests.storage.builders import line, tally


def window(start: str, end: str, channel: str = "kpszsu", launched: int = 100) -> Tally:
    """A tally of a window in September 2026, ``21 18:00`` for a day and an hour."""
    return tally(channel, f"2026-09-{start}", f"2026-09-{end}", line(Outcome.LAUNCHED, launched, "shahed"))


@pytest.mark.parametrize(("end", "doubts"), [("22 03:00", []), ("22 03:01", ["window_covered"])])
def test_a_window_is_covered_when_more_than_nine_tenths_of_it_are_told(end: str, doubts: list[str]) -> None:
    own, other = window("21 18:00", "22 04:00"), window("21 10:00", end)
    assert [doubt.code for doubt in judge(own, [other]).doubts] == doubts


@pytest.mark.parametrize(("start", "doubts"), [("22 01:00", ["window_overlaps"]), ("22 00:59", [])])
def test_a_window_does_not_overlap_one_of_which_it_tells_more_than_nine_tenths(start: str, doubts: list[str]) -> None:
    own, other = window(start, "22 20:00", "mod_russia"), window("22 00:00", "22 10:00", "mod_russia")
    assert [doubt.code for doubt in judge(own, [other]).doubts] == doubts


@pytest.mark.parametrize(("end", "scope"), [("22 06:00", Scope.INTERIM), ("22 06:01", Scope.NATIONAL)])
def test_a_night_is_replaced_by_a_report_of_up_to_six_hours_more(end: str, scope: Scope) -> None:
    assert judge(window("21 15:00", "22 00:00"), [window("21 15:00", end)]).scope is scope


def around(launched: int) -> list[Tally]:
    """Ten nights before that of 22 September."""
    return [window(f"{day - 1} 15:00", f"{day} 05:00", launched=launched) for day in range(12, 22)]


@pytest.mark.parametrize(("launched", "doubts"), [(100, []), (101, ["outlier"])])
def test_a_figure_of_up_to_a_hundred_is_no_outlier_however_calm_the_weeks_were(
    launched: int, doubts: list[str]
) -> None:
    own = window("21 15:00", "22 05:00", launched=launched)
    assert [doubt.code for doubt in judge(own, around(2)).doubts] == doubts


@pytest.mark.parametrize(("launched", "doubts"), [(500, []), (501, ["outlier"])])
def test_a_figure_is_an_outlier_beyond_five_times_the_largest_around(launched: int, doubts: list[str]) -> None:
    own = window("21 15:00", "22 05:00", launched=launched)
    assert [doubt.code for doubt in judge(own, around(100)).doubts] == doubts


@pytest.mark.parametrize(("neighbours", "doubts"), [(9, []), (10, ["outlier"])])
def test_ten_neighbours_are_a_history(neighbours: int, doubts: list[str]) -> None:
    own = window("21 15:00", "22 05:00", launched=501)
    assert [doubt.code for doubt in judge(own, around(100)[:neighbours]).doubts] == doubts

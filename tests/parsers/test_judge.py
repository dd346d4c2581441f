"""How a tally is judged by its neighbours. Times are UTC; Kyiv and Moscow are three hours ahead in September 2026."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from parsers.judge import judge
from parsers.records import Count, Hedge, Kind, Outcome, Precision, RegionCount, Scope, Tally, Verdict, Window
from parsers.vocabulary.bounds import BOUNDS
from tests.storage.builders import LineMore, line, tally

LAUNCHED, DOWNED = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED
NATIONAL = Verdict(Scope.NATIONAL)


def night(day: int, launched: int = 100, channel: str = "kpszsu") -> Tally:
    """From 18:00 to 08:00 local time, to a day of September 2026."""
    return tally(channel, f"2026-09-{day - 1:02} 15:00", f"2026-09-{day:02} 05:00", line(LAUNCHED, launched, "shahed"))


def codes(reading: Tally, neighbours: Sequence[Tally]) -> list[str]:
    verdict = judge(reading, neighbours)
    assert verdict.scope is Scope.NATIONAL
    return [doubt.code for doubt in verdict.doubts]


def test_a_tally_without_neighbours_is_unchanged() -> None:
    assert judge(night(22), []) == NATIONAL


def test_consecutive_nights_raise_no_doubt() -> None:
    assert judge(night(22), [night(20), night(21), night(23)]) == NATIONAL


def test_an_interim_post_is_replaced_by_a_later_one_that_starts_the_same() -> None:
    until_16_30 = tally("kpszsu", "2026-09-28 03:30", "2026-09-28 13:30", line(LAUNCHED, 100, hedge=Hedge.AT_LEAST))
    until_18_30 = tally("kpszsu", "2026-09-28 03:30", "2026-09-28 15:30", line(LAUNCHED, 124))
    assert judge(until_16_30, [night(28), until_18_30]) == Verdict(Scope.INTERIM)
    assert judge(until_18_30, [night(28), until_16_30]) == NATIONAL


def test_of_three_posts_that_start_the_same_only_the_longest_stays_national() -> None:
    ends = ("2026-09-28 09:00", "2026-09-28 13:30", "2026-09-28 15:30")
    posts = [tally("kpszsu", "2026-09-28 03:30", end) for end in ends]
    scopes = [judge(one, [other for other in posts if other is not one]).scope for one in posts]
    assert scopes == [Scope.INTERIM, Scope.INTERIM, Scope.NATIONAL]


def test_an_instant_is_not_replaced_by_a_window_starting_there() -> None:
    moment = tally("mod_russia", "2026-09-28 10:40", "2026-09-28 10:40", line(DOWNED, 2))
    later = tally("mod_russia", "2026-09-28 10:40", "2026-09-28 12:00", line(DOWNED, 5))
    assert judge(moment, [later]) == NATIONAL


def test_an_evening_is_replaced_by_the_night_with_the_same_start() -> None:
    evening = tally("mod_russia", "2026-09-27 17:00", "2026-09-27 18:30", line(DOWNED, 16))
    whole = tally("mod_russia", "2026-09-27 17:00", "2026-09-28 04:00", line(DOWNED, 88))
    verdict = judge(evening, [whole])
    assert verdict.scope is Scope.NATIONAL
    assert [(doubt.code, doubt.detail) for doubt in verdict.doubts] == [
        ("window_covered", "another tally is of 2026-09-27 20:00 to 2026-09-28 07:00 Europe/Moscow")
    ]
    assert judge(whole, [evening]) == NATIONAL


def test_two_posts_with_the_same_window_are_both_doubted() -> None:
    one, other = night(22, 100), night(22, 104)
    assert codes(one, [other]) == ["window_covered"]
    assert codes(other, [one]) == ["window_covered"]


def test_a_window_shared_by_many_posts_is_one_doubt() -> None:
    assert codes(night(22), [night(22), night(22), night(22)]) == ["window_covered"]


def test_of_two_overlapping_russian_windows_the_later_one_is_doubted() -> None:
    # As in @mod_russia 67978 (20.00-09.00) and 67999 (08.00-20.00), October 2026.
    overnight = tally("mod_russia", "2026-10-05 17:00", "2026-10-06 06:00", line(DOWNED, 300))
    by_day = tally("mod_russia", "2026-10-06 05:00", "2026-10-06 17:00", line(DOWNED, 60))
    assert codes(by_day, [overnight]) == ["window_overlaps"]
    assert judge(overnight, [by_day]) == NATIONAL


def test_russian_windows_that_only_touch_do_not_overlap() -> None:
    evening = tally("mod_russia", "2026-09-27 17:00", "2026-09-27 20:00", line(DOWNED, 16))
    after = tally("mod_russia", "2026-09-27 20:00", "2026-09-28 04:00", line(DOWNED, 88))
    assert judge(after, [evening]) == NATIONAL


def test_a_daytime_report_of_the_air_force_may_overlap_the_night_report() -> None:
    by_day = tally("kpszsu", "2026-09-22 03:30", "2026-09-22 15:00", line(LAUNCHED, 97))
    assert judge(by_day, [night(22)]) == NATIONAL
    assert judge(night(22), [by_day]) == NATIONAL


def weeks_before(day: int, launched: int = 100, count: int = 10) -> list[Tally]:
    return [night(before, launched) for before in range(day - count, day)]


def test_a_figure_above_five_times_the_largest_neighbour_is_an_outlier() -> None:
    verdict = judge(night(22, 1080), weeks_before(22, 108))
    assert [(doubt.code, doubt.detail) for doubt in verdict.doubts] == [
        ("outlier", "drone launched 1080, at most 108 in the tallies around")
    ]


@pytest.mark.parametrize("launched", [499, 500])
def test_a_figure_up_to_five_times_the_largest_neighbour_is_no_outlier(launched: int) -> None:
    assert judge(night(22, launched), weeks_before(22, 100)) == NATIONAL


def test_one_large_neighbouring_night_makes_another_plausible() -> None:
    assert judge(night(22, 810), [*weeks_before(22, 90), night(23, 400)]) == NATIONAL


def test_nine_neighbours_are_too_few_to_find_outliers() -> None:
    assert judge(night(22, 2500), weeks_before(22, count=9)) == NATIONAL


def test_neighbours_that_do_not_state_a_figure_do_not_count_for_it() -> None:
    silent = [tally("kpszsu", f"2026-09-{day:02} 15:00", f"2026-09-{day + 1:02} 05:00") for day in range(5, 20)]
    assert judge(night(22, 2500), silent) == NATIONAL


def test_a_missile_wave_after_calm_weeks_is_no_outlier() -> None:
    calm = [replace(one, lines=(line(LAUNCHED, 2, "kh-101", kind=Kind.CRUISE_MISSILE),)) for one in weeks_before(22)]
    wave = replace(night(22), lines=(line(LAUNCHED, 90, "kh-101", kind=Kind.CRUISE_MISSILE),))
    assert judge(wave, calm) == NATIONAL


def test_shares_and_totals_are_not_added_to_a_figure() -> None:
    lines = (line(LAUNCHED, 400, "shahed"), line(LAUNCHED, 200, share=True), line(LAUNCHED, 400, total=True))
    assert judge(replace(night(22), lines=lines), weeks_before(22)) == NATIONAL


def test_a_far_too_large_number_of_hit_sites_is_an_outlier() -> None:
    around = [replace(one, hit_sites=Count(20, Hedge.EXACT, (0, 2))) for one in weeks_before(22)]
    assert codes(replace(night(22), hit_sites=Count(130, Hedge.EXACT, (0, 3))), around) == ["outlier"]


@pytest.mark.parametrize("scope", [Scope.REGIONAL, Scope.CORRECTION, Scope.DAILY, Scope.INTERIM])
def test_a_report_that_is_not_national_keeps_its_scope(scope: Scope) -> None:
    assert judge(replace(night(22, 2500), scope=scope), [night(22), *weeks_before(22)]) == Verdict(scope)


def test_windows_known_only_by_date_are_not_compared() -> None:
    window = Window(date(2023, 1, 25), date(2023, 1, 26), Precision.DAY, (0, 0))
    assert judge(replace(night(22), window=window), [replace(night(22), window=window)]) == NATIONAL


def test_a_window_without_a_start_is_not_compared() -> None:
    end = night(22).window
    assert end is not None
    open_ended = replace(night(22), window=replace(end, start=None))
    assert judge(open_ended, [night(22)]) == NATIONAL
    assert judge(night(22), [open_ended]) == NATIONAL


def day_of_24_hours() -> Tally:
    return tally("kpszsu", "2026-09-21 15:00", "2026-09-22 15:00", line(LAUNCHED, 130, "shahed"))


def test_a_24_hour_report_does_not_replace_a_night() -> None:
    assert judge(night(22), [day_of_24_hours()]).scope is Scope.NATIONAL


def beyond(reading: Tally) -> list[str]:
    verdict = judge(reading, [])
    assert verdict.held == bool(verdict.doubts)
    return [f"{doubt.code}: {doubt.detail}" for doubt in verdict.doubts]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (Kind.DRONE, 3000),
        (Kind.RECON_DRONE, 300),
        (Kind.LOITERING_MUNITION, 500),
        (Kind.CRUISE_MISSILE, 300),
        (Kind.BALLISTIC_MISSILE, 300),
        (Kind.AEROBALLISTIC_MISSILE, 300),
        (Kind.GUIDED_AIR_MISSILE, 300),
        (Kind.ANTI_RADAR_MISSILE, 300),
        (Kind.ANTI_SHIP_MISSILE, 300),
        (Kind.MISSILE, 300),
        (Kind.GUIDED_BOMB, 1000),
        (Kind.ROCKET, 500),
        (Kind.BOAT, 200),
        (Kind.TARGET, 4000),
    ],
)
def test_a_number_beyond_the_bound_of_its_kind_is_held_without_any_history(kind: Kind, most: int) -> None:
    assert beyond(replace(night(22), lines=(line(DOWNED, most, kind=kind),))) == []
    assert beyond(replace(night(22), lines=(line(DOWNED, most + 1, kind=kind),))) == [
        f"implausible: {kind.value} downed_or_suppressed {most + 1}, more than {most} in one report"
    ]


def test_every_kind_has_a_bound() -> None:
    assert set(BOUNDS) == set(Kind)


def test_counts_of_one_kind_are_added_before_the_bound_is_checked() -> None:
    lines = (line(LAUNCHED, 2000, "shahed"), line(LAUNCHED, 1100, "gerbera"))
    assert beyond(replace(night(22), lines=lines)) == ["implausible: drone launched 3100, more than 3000 in one report"]


@pytest.mark.parametrize("mark", [{"share": True}, {"total": True}])
def test_shares_and_totals_are_checked_against_the_bound_too(mark: LineMore) -> None:
    lines = (line(LAUNCHED, 108, "shahed"), line(LAUNCHED, 107108, "jet-drone", **mark))
    assert beyond(replace(night(22), lines=lines)) == [
        "implausible: drone launched 107108, more than 3000 in one report"
    ]


@pytest.mark.parametrize("field", ["hit_sites", "debris_sites"])
def test_more_than_500_places_are_held(field: str) -> None:
    at_the_bound: dict[str, Any] = {field: Count(500, Hedge.EXACT, (0, 3))}
    above_it: dict[str, Any] = {field: Count(501, Hedge.EXACT, (0, 3))}
    assert beyond(replace(night(22), **at_the_bound)) == []
    assert beyond(replace(night(22), **above_it)) == [
        f"implausible: {field.replace('_', ' ')} 501, more than 500 in one report"
    ]


def test_a_region_count_of_the_ministry_is_checked_against_the_drone_bound() -> None:
    listed = replace(night(22, 80, "mod_russia"), regions=(RegionCount("RU-BEL", 3200, (0, 4)),))
    assert beyond(listed) == ["implausible: RU-BEL 3200, more than 3000 in one report"]


@pytest.mark.parametrize("scope", [Scope.REGIONAL, Scope.CORRECTION, Scope.INTERIM])
def test_an_implausible_report_of_any_scope_is_held(scope: Scope) -> None:
    verdict = judge(replace(night(22, 107108), scope=scope), [])
    assert (verdict.scope, verdict.held) == (scope, True)


def test_a_weekly_briefing_may_state_seven_times_as_many() -> None:
    week = replace(night(22, 5000), scope=Scope.DAILY)
    assert not judge(week, []).held
    assert judge(replace(night(22, 21_001), scope=Scope.DAILY), []).held


def test_an_implausible_interim_report_is_held_too() -> None:
    until_16_30 = tally("kpszsu", "2026-09-28 03:30", "2026-09-28 13:30", line(LAUNCHED, 107108))
    until_18_30 = tally("kpszsu", "2026-09-28 03:30", "2026-09-28 15:30", line(LAUNCHED, 124))
    verdict = judge(until_16_30, [until_18_30])
    assert (verdict.scope, verdict.held) == (Scope.INTERIM, True)


def test_a_massive_missile_night_after_quiet_weeks_is_not_held() -> None:
    calm = [replace(one, lines=(line(LAUNCHED, 2, "kh-101", kind=Kind.CRUISE_MISSILE),)) for one in weeks_before(22)]
    wave = replace(night(22), lines=(line(LAUNCHED, 190, "kh-101", kind=Kind.CRUISE_MISSILE),))
    assert not judge(wave, calm).held

"""How the Air Force counts has changed three times; what is compared over a change is known to be so."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.records import Kind, Line, Outcome
from storage import Store
from storage.views.comparison import comparison_view
from storage.views.ranges import span_view
from storage.views.rank import NoRank, rank_view
from storage.views.records import records_view
from storage.views.regimes import REGIMES, CountingChange, borders, since
from storage.views.series import Measure
from storage.views.weapon import weapon_view
from storage.views.weapon_groups import NoRate
from tests.storage.builders import line, night

AIR_FORCE, MINISTRY = "kpszsu", "mod_russia"


@pytest.mark.parametrize(
    ("change", "day"),
    [
        (CountingChange.ONE_FIGURE, date(2025, 7, 24)),
        (CountingChange.JET_SHARE, date(2026, 8, 6)),
        (CountingChange.MISSILES_WITHHELD, date(2026, 8, 9)),
    ],
)
def test_each_change_has_its_first_night(change: CountingChange, day: date) -> None:
    assert since(change) == day
    assert [regime.change for regime in REGIMES].count(change) == 1


def test_a_border_lies_between_the_last_old_night_and_the_first_new_one() -> None:
    last_old, first_new = date(2025, 7, 23), date(2025, 7, 24)
    assert [one.change for one in borders(AIR_FORCE, last_old, first_new)] == [CountingChange.ONE_FIGURE]
    assert borders(AIR_FORCE, date(2025, 7, 1), last_old) == ()
    assert borders(AIR_FORCE, first_new, date(2026, 8, 5)) == ()


def test_borders_come_oldest_first_and_only_those_of_the_measure() -> None:
    whole = (date(2025, 1, 1), date(2026, 10, 7))
    assert [one.change for one in borders(AIR_FORCE, *whole)] == [
        CountingChange.ONE_FIGURE,
        CountingChange.JET_SHARE,
        CountingChange.MISSILES_WITHHELD,
    ]
    assert [one.since for one in borders(AIR_FORCE, *whole, Measure.DRONES_DOWN)] == [date(2025, 7, 24)]
    assert [one.since for one in borders(AIR_FORCE, *whole, Measure.MISSILES_LAUNCHED)] == [date(2026, 8, 9)]
    assert borders(AIR_FORCE, *whole, Measure.DRONES_LAUNCHED) == ()


def test_the_ministry_has_not_changed_how_it_counts() -> None:
    assert borders(MINISTRY, date(2022, 1, 1), date(2026, 12, 31)) == ()


# what the views of many nights make of a border

LAUNCHED, DOWNED, DOWN = Outcome.LAUNCHED, Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED
CRUISE = line(LAUNCHED, 9, "kalibr", kind=Kind.CRUISE_MISSILE)
JULY = (date(2025, 7, 23), date(2025, 7, 24))
AUGUST = (date(2026, 8, 8), date(2026, 8, 9))


def two_nights(store: Store, days: tuple[date, date], *lines: Line) -> None:
    for number, day in enumerate(days, start=1):
        store.write_now(night, AIR_FORCE, number, day.isoformat(), *lines)


@pytest.mark.parametrize("outcome", [DOWNED, DOWN])
def test_no_rate_is_told_over_july_2025_even_if_the_word_stays_the_same(store: Store, outcome: Outcome) -> None:
    two_nights(store, JULY, line(LAUNCHED, 100, "shahed"), line(outcome, 80, "shahed"))
    (side,) = store.read_now(span_view, (AIR_FORCE,), *JULY).sides
    assert (side.rate, side.no_rate) == (None, NoRate.COUNTED_DIFFERENTLY)
    assert [one.change for one in side.borders] == [CountingChange.ONE_FIGURE]
    (compared,) = store.read_now(comparison_view, (AIR_FORCE,), (JULY[0],) * 2, (JULY[1],) * 2).sides
    assert not compared.same_counting
    assert [(one.measure, one.change) for one in compared.compared] == [
        (Measure.DRONES_LAUNCHED, 0),
        (Measure.DRONES_DOWN, None),
    ]


def test_a_night_is_not_ranked_among_those_of_another_way_of_counting(store: Store) -> None:
    two_nights(store, AUGUST, CRUISE)
    rank = store.read_now(rank_view, AIR_FORCE, AUGUST[1], Measure.MISSILES_LAUNCHED)
    assert (rank.refused, rank.holes) == (NoRank.COUNTED_DIFFERENTLY, (AUGUST[0],))
    assert rank.unbroken_since == AUGUST[1]


def test_the_largest_nights_know_the_borders_of_what_they_count(store: Store) -> None:
    two_nights(store, AUGUST, line(LAUNCHED, 100, "shahed"), CRUISE)
    records = store.read_now(records_view, AIR_FORCE, AUGUST[1]).records
    assert [[one.change for one in record.borders] for record in records] == [
        [],  # drones
        [CountingChange.MISSILES_WITHHELD],  # missiles
        [CountingChange.MISSILES_WITHHELD],  # cruise missiles
    ]


def test_a_weapon_knows_the_borders_between_its_nights(store: Store) -> None:
    two_nights(store, AUGUST, line(LAUNCHED, 100, "shahed"), line(LAUNCHED, 40, "jet-drone", share=True), CRUISE)

    def changes(slug: str, first: date) -> list[CountingChange]:
        (side,) = store.read_now(weapon_view, (AIR_FORCE,), slug, AUGUST[1], first).sides
        return [one.change for one in side.borders]

    assert changes("kalibr", AUGUST[0]) == [CountingChange.MISSILES_WITHHELD]
    assert changes("kalibr", AUGUST[1]) == []
    assert changes("shahed", date(2026, 8, 1)) == []
    # on how many of the nights it is named does not compare, though none of those before names it
    assert changes("jet-drone", date(2026, 8, 1)) == [CountingChange.JET_SHARE]
    assert changes("jet-drone", date(2026, 8, 6)) == []

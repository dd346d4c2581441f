"""How the Air Force counts has changed three times; what is compared over a change is known to be so."""

from __future__ import annotations

from datetime import date

import pytest

from storage.views.regimes import REGIMES, CountingChange, borders, since
from storage.views.series import Measure

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

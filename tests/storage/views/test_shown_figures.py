"""Which figures of a tally count as shown: what changes them, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.records import Count, Doubt, Hedge, Kind, Line, Outcome, RegionCount, Scope, Tally
from storage.views.shown_figures import (
    HIT_SITES,
    WITHOUT_FIGURES,
    Difference,
    ShownCount,
    differences,
    figures_of,
    fingerprint,
    packed,
    unpacked,
)
from tests.storage.builders import line, tally

LAUNCHED = line(Outcome.LAUNCHED, 212, "shahed", "decoy")
MISSILES = line(Outcome.DOWNED, 5, "kh_101", kind=Kind.CRUISE_MISSILE)
JETS = line(Outcome.LAUNCHED, 46, "jet", share=True)
IN_ALL = line(Outcome.DOWNED, 186, kind=Kind.TARGET, total=True)
NIGHT = tally(
    "kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", LAUNCHED, MISSILES, JETS, IN_ALL,
    hit_sites=Count(22, Hedge.EXACT, (5, 7)), targets=("UA-51",),
    regions=(RegionCount("RU-BEL", 12, (0, 0)), RegionCount("RU-KRS", None, (0, 0))),
)  # fmt: skip


def name(one: Tally) -> str:
    return fingerprint(packed(figures_of(one)))


def with_lines(*lines: Line) -> Tally:
    return replace(NIGHT, lines=lines)


SAME = {
    "the words stand elsewhere": with_lines(replace(LAUNCHED, words=(9, 12)), MISSILES, JETS, IN_ALL),
    "the lines stand in another order": with_lines(IN_ALL, JETS, MISSILES, LAUNCHED),
    "the drones are listed by type": with_lines(
        replace(LAUNCHED, number=200), replace(LAUNCHED, number=12, weapons=("gerbera",)), MISSILES, JETS, IN_ALL
    ),
    "another layout reads it": replace(NIGHT, format="other"),
    "there is a doubt": replace(NIGHT, doubts=(Doubt("leftover", "x"),)),
    "a place more is named": replace(NIGHT, targets=("UA-51", "UA-43")),
    "it is an interim post to its neighbours": replace(NIGHT, scope=Scope.INTERIM),
    "the origins are known": with_lines(replace(LAUNCHED, origins=("kursk",)), MISSILES, JETS, IN_ALL),
    "a region is named without a number": replace(NIGHT, regions=NIGHT.regions and NIGHT.regions[:1]),
}
OTHER = {
    "number": with_lines(replace(LAUNCHED, number=213), MISSILES, JETS, IN_ALL),
    "hedge": with_lines(replace(LAUNCHED, hedge=Hedge.ABOUT), MISSILES, JETS, IN_ALL),
    "outcome": with_lines(replace(LAUNCHED, outcome=Outcome.DOWNED), MISSILES, JETS, IN_ALL),
    "kind": with_lines(replace(LAUNCHED, kind=Kind.RECON_DRONE), MISSILES, JETS, IN_ALL),
    "weapon of a missile": with_lines(LAUNCHED, replace(MISSILES, weapons=("kalibr",)), JETS, IN_ALL),
    "a part": with_lines(LAUNCHED, MISSILES, replace(JETS, number=45), IN_ALL),
    "a sum": with_lines(LAUNCHED, MISSILES, JETS, replace(IN_ALL, number=185)),
    "a line less": with_lines(LAUNCHED, JETS, IN_ALL),
    "sites": replace(NIGHT, hit_sites=Count(23, Hedge.EXACT, (5, 7))),
    "sites not spoken of": replace(NIGHT, hit_sites=None),
    "debris": replace(NIGHT, debris_sites=Count(None, Hedge.NOT_STATED, (5, 7))),
    "the count of a region": replace(NIGHT, regions=(RegionCount("RU-BEL", 13, (0, 0)),)),
    "the window": replace(NIGHT, window=tally("kpszsu", "2026-09-21 16:00", "2026-09-22 05:00").window),
}


@pytest.mark.parametrize("one", SAME.values(), ids=SAME)
def test_changes_outside_the_figures_keep_the_fingerprint(one: Tally) -> None:
    assert name(one) == name(NIGHT)


@pytest.mark.parametrize("one", OTHER.values(), ids=OTHER)
def test_every_changed_figure_changes_the_fingerprint(one: Tally) -> None:
    assert name(one) != name(NIGHT)


def test_a_fingerprint_never_equals_a_marker_for_missing_figures() -> None:
    assert not WITHOUT_FIGURES & {name(NIGHT)}
    assert len(name(NIGHT)) == 32


def test_packed_figures_are_unpacked_unchanged() -> None:
    figures = figures_of(NIGHT)
    assert unpacked(packed(figures)) == figures
    assert figures.numbers == {
        ShownCount(Outcome.LAUNCHED, Kind.DRONE): (212, Hedge.EXACT),
        ShownCount(Outcome.DOWNED, Kind.CRUISE_MISSILE, ("kh_101",)): (5, Hedge.EXACT),
        ShownCount(Outcome.LAUNCHED, Kind.DRONE, ("jet",), share=True): (46, Hedge.EXACT),
        ShownCount(Outcome.DOWNED, Kind.TARGET, total=True): (186, Hedge.EXACT),
        HIT_SITES: (22, Hedge.EXACT),
        "RU-BEL": (12, Hedge.EXACT),
    }


def test_packed_figures_without_a_window_are_unpacked_unchanged() -> None:
    figures = figures_of(replace(NIGHT, window=None))
    assert unpacked(packed(figures)) == figures


def test_each_changed_number_is_listed_with_its_old_value() -> None:
    found = differences(figures_of(NIGHT), figures_of(OTHER["a line less"]))
    assert found == (Difference(ShownCount(Outcome.DOWNED, Kind.CRUISE_MISSILE, ("kh_101",)), (5, Hedge.EXACT), None),)


def test_differences_list_launched_before_downed_and_places_last() -> None:
    """Whatever order they were packed in: «downed» comes before «launched» in the alphabet."""
    downed = replace(MISSILES, number=6)
    new = replace(
        NIGHT, lines=(downed, replace(LAUNCHED, number=215), JETS, IN_ALL), hit_sites=Count(23, Hedge.EXACT, (5, 7))
    )
    told = differences(unpacked(packed(figures_of(NIGHT))), unpacked(packed(figures_of(new))))
    assert [(one.old, one.new) for one in told] == [
        ((212, Hedge.EXACT), (215, Hedge.EXACT)),
        ((5, Hedge.EXACT), (6, Hedge.EXACT)),
        ((22, Hedge.EXACT), (23, Hedge.EXACT)),
    ]


def test_renaming_the_weapons_of_the_same_number_is_no_difference() -> None:
    assert differences(figures_of(NIGHT), figures_of(OTHER["weapon of a missile"])) == ()


def test_swapped_numbers_of_two_weapons_are_a_difference() -> None:
    kalibrs = replace(MISSILES, weapons=("kalibr",), number=3)
    old = with_lines(MISSILES, kalibrs)
    new = with_lines(replace(MISSILES, number=3), replace(kalibrs, number=5))
    assert {(one.old, one.new) for one in differences(figures_of(old), figures_of(new))} == {
        ((5, Hedge.EXACT), (3, Hedge.EXACT)),
        ((3, Hedge.EXACT), (5, Hedge.EXACT)),
    }

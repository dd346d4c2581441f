"""Sums keep their hedges and never turn an unstated number into zero."""

from __future__ import annotations

import pytest

from parsers.records import Hedge, Kind, Line, Outcome
from storage.readings.load import Key
from storage.views.figures import Figure, Part, figure, lines_figure
from storage.views.weapon_groups import NoRate, groups, totals
from tests.storage.builders import line

KEY = Key("kpszsu", 5, 1)


def summed(*parts: tuple[int | None, Hedge]) -> Figure:
    found = figure(Part(KEY, (0, 0), number, hedge) for number, hedge in parts)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("parts", "number", "hedge", "low", "high"),
    [
        ([(10, Hedge.EXACT), (5, Hedge.EXACT)], 15, Hedge.EXACT, 15, 15),
        ([(10, Hedge.EXACT), (50, Hedge.AT_LEAST)], 60, Hedge.AT_LEAST, 60, None),
        ([(10, Hedge.EXACT), (None, Hedge.NOT_STATED)], 10, Hedge.AT_LEAST, 10, None),
        ([(10, Hedge.EXACT), (4, Hedge.AT_MOST)], 14, Hedge.AT_MOST, 10, 14),
        ([(10, Hedge.EXACT), (20, Hedge.ABOUT)], 30, Hedge.ABOUT, 10, None),
        ([(7, Hedge.AT_LEAST), (4, Hedge.AT_MOST)], 11, Hedge.ABOUT, 7, None),
        ([(None, Hedge.NOT_STATED)], None, Hedge.NOT_STATED, 0, None),
    ],
)
def test_the_hedge_of_a_sum_follows_from_its_parts(
    parts: list[tuple[int | None, Hedge]], number: int | None, hedge: Hedge, low: int, high: int | None
) -> None:
    found = summed(*parts)
    assert (found.number, found.hedge, found.low, found.high) == (number, hedge, low, high)


def test_without_a_matching_line_there_is_no_figure() -> None:
    assert lines_figure(KEY, [line(Outcome.DOWNED, 3)], [Outcome.LAUNCHED], [Kind.DRONE]) is None


def test_shares_and_totals_are_not_added() -> None:
    lines = [
        line(Outcome.LAUNCHED, 108, "shahed", words=(5, 8)),
        line(Outcome.LAUNCHED, 76, "jet-drone", share=True),
        line(Outcome.LAUNCHED, 184, total=True),
    ]
    found = lines_figure(KEY, lines, [Outcome.LAUNCHED], [Kind.DRONE])
    assert found is not None
    assert found.number == 108
    assert found.parts == (Part(KEY, (5, 8), 108, Hedge.EXACT),)


def test_a_group_has_launched_and_downed_side_by_side() -> None:
    drones, missiles = groups(
        KEY,
        [
            line(Outcome.LAUNCHED, 212, "shahed", "gerbera", "parody"),
            line(Outcome.LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE),
            line(Outcome.DOWNED_OR_SUPPRESSED, 177, "shahed", "gerbera", "other-drone"),
            line(Outcome.DOWNED_OR_SUPPRESSED, 1, "kalibr", kind=Kind.CRUISE_MISSILE),
        ],
    )
    assert drones.launched is not None and drones.down is not None
    assert (drones.launched.number, drones.down.number) == (212, 177)
    assert drones.rate == pytest.approx(177 / 212)
    assert missiles.weapons == ("kalibr",)
    assert missiles.rate == 0.25


def test_missiles_of_one_kind_without_a_common_type_are_separate_groups() -> None:
    lines = [
        line(Outcome.LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE),
        line(Outcome.LAUNCHED, 6, "kh-101", kind=Kind.CRUISE_MISSILE),
    ]
    assert [group.weapons for group in groups(KEY, lines)] == [("kalibr",), ("kh-101",)]


def test_lost_is_not_counted_as_downed_and_prevents_a_rate() -> None:
    (drones,) = groups(
        KEY,
        [
            line(Outcome.LAUNCHED, 108, "shahed"),
            line(Outcome.DOWNED, 35, "shahed"),
            line(Outcome.LOST, 58, "decoy"),
        ],
    )
    assert drones.down is not None and drones.accounted is not None
    assert drones.down.number == 35
    assert drones.accounted.number == 93
    assert (drones.rate, drones.no_rate) == (None, NoRate.LOST_APART)


@pytest.mark.parametrize(
    ("launched", "down", "why"),
    [
        (line(Outcome.LAUNCHED, 50, "shahed", hedge=Hedge.AT_LEAST), line(Outcome.DOWNED, 40, "shahed"), NoRate.HEDGED),
        (line(Outcome.LAUNCHED, None, "shahed"), line(Outcome.DOWNED, 40, "shahed"), NoRate.NO_NUMBERS),
        (line(Outcome.LAUNCHED, 50, "shahed", "banderol"), line(Outcome.DOWNED, 40, "shahed"), NoRate.TYPES_DIFFER),
    ],
)
def test_a_rate_is_withheld_with_a_reason_when_counts_do_not_support_it(
    launched: Line, down: Line, why: NoRate
) -> None:
    (drones,) = groups(KEY, [launched, down])
    assert (drones.rate, drones.no_rate) == (None, why)


def test_a_downed_count_without_types_applies_to_everything_launched() -> None:
    (drones,) = groups(KEY, [line(Outcome.LAUNCHED, 50, "shahed", "parody"), line(Outcome.DOWNED, 40)])
    assert drones.rate == 0.8


def test_a_share_belongs_to_its_group_and_a_total_is_separate() -> None:
    lines = [
        line(Outcome.LAUNCHED, 173, "shahed"),
        line(Outcome.LAUNCHED, 50, "jet-drone", hedge=Hedge.AT_LEAST, share=True),
        line(Outcome.DOWNED, 186, kind=Kind.TARGET, total=True),
    ]
    (drones,) = groups(KEY, lines)
    assert [(share.weapons, share.figure.number, share.figure.hedge) for share in drones.shares] == [
        (("jet-drone",), 50, Hedge.AT_LEAST)
    ]
    assert [total.number for _, total in totals(KEY, lines)] == [186]

"""Sums keep their hedges and never turn an unstated number into zero."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.records import Hedge, Kind, Line, Outcome
from storage.readings.load import Key
from storage.views.averages import against
from storage.views.figures import Extent, Figure, Part, figure, lines_figure, mean
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
        ([(7, Hedge.AT_LEAST), (4, Hedge.AT_MOST)], 7, Hedge.AT_LEAST, 7, None),
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


# what may be said of a sum, whatever the hedged and the withheld numbers are


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([(10, Hedge.EXACT), (None, Hedge.NOT_STATED)], Extent(10, None)),
        ([(10, Hedge.EXACT), (4, Hedge.AT_MOST)], Extent(10, 14)),
        ([(4, Hedge.AT_MOST), (3, Hedge.AT_MOST)], Extent(None, 7)),
        ([(20, Hedge.ABOUT), (10, Hedge.EXACT)], Extent(30, 30, about=True)),
        ([(20, Hedge.ABOUT), (10, Hedge.EXACT), (5, Hedge.AT_MOST)], Extent(30, 35, about=True)),
        # a floor that holds before one that is vague
        ([(20, Hedge.ABOUT), (10, Hedge.EXACT), (None, Hedge.NOT_STATED)], Extent(10, None)),
        ([(20, Hedge.ABOUT), (None, Hedge.NOT_STATED)], Extent(20, None, about=True)),
        # "up to 20" on one night says nothing of both, if the other gives no number
        ([(20, Hedge.AT_MOST), (None, Hedge.NOT_STATED)], Extent(None, None)),
        ([(0, Hedge.EXACT), (None, Hedge.NOT_STATED)], Extent(None, None)),
        ([(0, Hedge.EXACT)], Extent(0, 0)),
    ],
)
def test_what_may_be_said_of_a_sum(parts: list[tuple[int | None, Hedge]], told: Extent) -> None:
    found = summed(*parts)
    assert found.told == told
    assert (found.number is None) == (told == Extent(None, None))


def test_a_mean_of_a_floor_is_a_floor_rounded_down() -> None:
    nights = [summed((100, Hedge.EXACT)), summed((None, Hedge.NOT_STATED)), summed((51, Hedge.AT_LEAST))]
    found = mean(nights)
    assert found is not None
    assert (found.told, found.nights) == (Extent(50, None), 3)  # 151 / 3 = 50.3
    most = mean([summed((10, Hedge.EXACT)), summed((5, Hedge.AT_MOST))])
    assert most is not None and most.told == Extent(5, 8)  # 10 / 2 to 15 / 2
    assert mean([summed((None, Hedge.NOT_STATED))]) is None


MORE = 40
NUMBER = st.integers(0, MORE)
# A number as printed with its hedge, and what it may truly have been.
HEDGED = st.one_of(
    NUMBER.map(lambda number: (number, Hedge.EXACT, number)),
    st.tuples(NUMBER, NUMBER).map(lambda two: (two[0], Hedge.AT_LEAST, two[0] + two[1])),
    st.tuples(NUMBER, NUMBER).map(lambda two: (max(two), Hedge.AT_MOST, min(two))),
    st.tuples(NUMBER, NUMBER).map(lambda two: (two[0], Hedge.ABOUT, two[1])),
    NUMBER.map(lambda true: (None, Hedge.NOT_STATED, true)),
)
NIGHT = st.lists(HEDGED, min_size=1, max_size=3)
Hedged = tuple[int | None, Hedge, int]


def of_night(night: Sequence[Hedged]) -> Figure:
    return summed(*((number, hedge) for number, hedge, _ in night))


def holds(told: Extent, true: float) -> bool:
    return told.about or ((told.low is None or told.low <= true) and (told.high is None or true <= told.high))


@given(st.lists(NIGHT, min_size=1, max_size=5))
def test_whatever_the_numbers_were_what_is_said_of_their_sum_and_mean_holds(nights: list[list[Hedged]]) -> None:
    true = sum(number for night in nights for _, _, number in night)
    found = summed(*((number, hedge) for night in nights for number, hedge, _ in night))
    assert found.low <= true and (found.high is None or true <= found.high)
    assert holds(found.told, true)
    match found.hedge:
        case Hedge.EXACT:
            assert found.number == true
        case Hedge.AT_LEAST:
            assert found.number is not None and found.number <= true
        case Hedge.AT_MOST:
            assert found.number is not None and found.number >= true
    average = mean(of_night(night) for night in nights)
    if average:
        assert average.nights == len(nights)
        assert average.low <= true / len(nights) and (average.high is None or true / len(nights) <= average.high)
        assert average.is_exact or holds(average.told, true / len(nights))


@given(st.lists(NIGHT, min_size=1, max_size=5))
def test_a_vague_sum_holds_where_its_vague_numbers_are_taken_as_printed(nights: list[list[Hedged]]) -> None:
    parts = [part for night in nights for part in night]
    true = sum(printed or 0 if hedge is Hedge.ABOUT else number for printed, hedge, number in parts)
    told = of_night(parts).told
    assert holds(Extent(told.low, told.high), true)


@given(NIGHT, st.lists(NIGHT, min_size=1, max_size=4))
def test_a_night_is_above_or_below_an_average_only_where_it_must_be(
    one: list[Hedged], nights: list[list[Hedged]]
) -> None:
    average = mean(of_night(night) for night in nights)
    found = against(of_night(one), average) if average else None
    true = sum(number for _, _, number in one)
    before = sum(number for night in nights for _, _, number in night) / len(nights)
    if found is None or not before:
        return
    change = true / before - 1
    assert change == pytest.approx(found.change) if found.is_exact else abs(change) >= abs(found.change) - 1e-9
    assert found.is_exact or (change > 0) == (found.change > 0)

"""What a row of numbers may be said to show: the most, the fewest, or only the newest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.charts.findings import Finding, FindingKind, Spot, finding, spot_of_mean
from parsers.records import Hedge
from storage.readings.load import Key
from storage.views.figures import Mean, Part, figure


def exact(*numbers: int | None) -> list[Spot | None]:
    return [None if number is None else Spot(number, number, number) for number in numbers]


@pytest.mark.parametrize(
    ("spots", "found"),
    [
        (exact(10, 30, 20), Finding(FindingKind.MOST, 1, 3, 3)),
        (exact(10, 20, 30), Finding(FindingKind.MOST, 2, 3, 3)),
        (exact(30, 20, 10), Finding(FindingKind.FEWEST, 2, 3, 3)),
        (exact(30, 10, 20), Finding(FindingKind.MOST, 0, 3, 3)),
        # the newest of two with the same number
        (exact(30, 10, 30), Finding(FindingKind.MOST, 2, 3, 3, shared=True)),
        (exact(10, 30, 10), Finding(FindingKind.FEWEST, 2, 3, 3, shared=True)),
        # of those known
        (exact(10, None, 30, 20), Finding(FindingKind.MOST, 2, 3, 4)),
        # the newest night is the one that is missing: no other is called the fewest
        (exact(30, 20, 10, None), Finding(FindingKind.MOST, 0, 3, 4)),
        (exact(None, None, None, 30, 20), Finding(FindingKind.FEW, 4, 2, 5)),
        (exact(None, None), Finding(FindingKind.NOTHING, 1, 0, 2)),
        (exact(7), Finding(FindingKind.NEWEST, 0, 1, 1)),
        (exact(5, 5), Finding(FindingKind.FEWEST, 1, 2, 2, shared=True)),
    ],
)
def test_what_exact_numbers_show(spots: list[Spot | None], found: Finding) -> None:
    assert finding(spots) == found


AT_LEAST_50, AT_MOST_20 = Spot(50, 50, None), Spot(20, 0, 20)


@pytest.mark.parametrize(
    ("spots", "found"),
    [
        # "at least 50" may have been more than 70
        ([AT_LEAST_50, *exact(70, 60)], FindingKind.NEWEST),
        # "at most 20" was not
        ([AT_MOST_20, *exact(70, 60)], FindingKind.MOST),
        ([*exact(40, 30), AT_LEAST_50], FindingKind.MOST),
        ([*exact(40, 30), AT_MOST_20], FindingKind.FEWEST),
        ([*exact(40, 10), AT_MOST_20], FindingKind.MOST),
    ],
)
def test_a_hedge_that_leaves_the_order_open_leaves_no_rank(spots: list[Spot | None], found: FindingKind) -> None:
    assert finding(spots).found is found


@pytest.mark.parametrize(
    ("number", "hedge", "found"),
    [
        (103, Hedge.EXACT, Spot(34, 34, 34)),  # 34.3, compared as it is shown
        (103, Hedge.AT_LEAST, Spot(34, 34, None)),
        (103, Hedge.AT_MOST, Spot(34, 0, 35)),
        (103, Hedge.ABOUT, Spot(34, 0, None)),
    ],
)
def test_an_average_is_compared_within_its_bounds(number: int, hedge: Hedge, found: Spot) -> None:
    total = figure([Part(Key("kpszsu", 1, 1), (0, 0), number, hedge)])
    assert total and spot_of_mean(Mean(total, 3)) == found


# A spot, and what its number may truly have been.
NUMBER = st.integers(0, 20)
SPOTS = st.one_of(
    NUMBER.map(lambda number: (Spot(number, number, number), number)),
    st.tuples(NUMBER, NUMBER).map(lambda two: (Spot(two[0], two[0], None), sum(two))),
    st.tuples(NUMBER, NUMBER).map(lambda two: (Spot(max(two), 0, max(two)), min(two))),
    st.tuples(NUMBER, NUMBER).map(lambda two: (Spot(two[0], 0, None), two[1])),
    st.just((None, None)),
)


@given(st.lists(SPOTS, min_size=1, max_size=7))
def test_whatever_the_numbers_were_the_most_is_the_most(row: list[tuple[Spot | None, int | None]]) -> None:
    found = finding([spot for spot, _ in row])
    known, told = [number for _, number in row if number is not None], row[found.column][1]
    if found.found is FindingKind.MOST:
        assert told == max(known)
    if found.found is FindingKind.FEWEST:
        assert told == min(known)

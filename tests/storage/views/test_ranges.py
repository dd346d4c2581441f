"""Views of many nights: missing nights stay missing, hedges stay, and the sides are never added."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from parsers.records import Hedge, Kind, Line, Outcome, Scope
from storage import Store
from storage.engines.engine import Database
from storage.views.averages import average_view
from storage.views.comparison import comparison_view
from storage.views.figures import Extent
from storage.views.ranges import span_view
from storage.views.rank import NoRank, rank_view
from storage.views.records import Countable, records_view
from storage.views.series import Measure
from storage.views.trend import trend_view
from storage.views.weapon_groups import NoRate
from tests.storage.builders import line, night, post, reading, tally

BOTH = ("kpszsu", "mod_russia")


def drones(db: Database, launched: dict[str, int | None]) -> None:
    """Nights of the Air Force with nothing but drones launched."""
    for message_id, (day, number) in enumerate(launched.items(), start=1):
        night(db, "kpszsu", message_id, day, line(Outcome.LAUNCHED, number, "shahed"))


def test_a_range_sums_each_side_separately_and_names_missing_nights(store: Store) -> None:
    store.write_now(drones, {"2026-09-20": 100, "2026-09-22": 50})
    store.write_now(night, "mod_russia", 1, "2026-09-21", line(Outcome.DOWNED, 30))
    view = store.read_now(span_view, BOTH, date(2026, 9, 20), date(2026, 9, 22))
    ours, theirs = view.sides
    assert {measure: figure.number for measure, figure in ours.sums.items()} == {Measure.DRONES_LAUNCHED: 150}
    assert {measure: figure.number for measure, figure in theirs.sums.items()} == {Measure.DRONES_DOWN: 30}
    assert ours.missing == (date(2026, 9, 21),)
    assert theirs.missing == (date(2026, 9, 20), date(2026, 9, 22))
    assert [part.key.message_id for part in ours.sums[Measure.DRONES_LAUNCHED].parts] == [1, 2]


def test_a_withheld_number_makes_the_sum_a_lower_bound(store: Store) -> None:
    store.write_now(drones, {"2026-09-21": None, "2026-09-22": 50})
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 21), date(2026, 9, 22)).sides
    total = ours.sums[Measure.DRONES_LAUNCHED]
    assert (total.number, total.hedge, total.high) == (50, Hedge.AT_LEAST, None)


def test_only_the_later_of_two_posts_of_a_night_is_added(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(Outcome.LAUNCHED, 100))
    store.write_now(night, "kpszsu", 2, "2026-09-22", line(Outcome.LAUNCHED, 104), posted="06:30")
    store.write_now(night, "kpszsu", 3, "2026-09-22", line(Outcome.LAUNCHED, 9), scope=Scope.REGIONAL)
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 22), date(2026, 9, 22)).sides
    assert ours.sums[Measure.DRONES_LAUNCHED].number == 104


def test_missiles_of_a_range_are_summed_by_kind(store: Store) -> None:
    ballistic = line(Outcome.LAUNCHED, 6, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    cruise = line(Outcome.LAUNCHED, None, "kh-101", kind=Kind.CRUISE_MISSILE)
    store.write_now(night, "kpszsu", 1, "2026-09-22", ballistic, cruise)
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 22), date(2026, 9, 22)).sides
    assert {kind: figures[Outcome.LAUNCHED].number for kind, figures in ours.kinds.items()} == {
        Kind.CRUISE_MISSILE: None,
        Kind.BALLISTIC_MISSILE: 6,
    }
    assert ours.kinds[Kind.CRUISE_MISSILE][Outcome.LAUNCHED].withheld == 1


def two_nights(db: Database, first: list[Line], second: list[Line]) -> None:
    night(db, "kpszsu", 1, "2026-09-21", *first)
    night(db, "kpszsu", 2, "2026-09-22", *second)


LAUNCHED, DOWN = line(Outcome.LAUNCHED, 100, "shahed"), line(Outcome.DOWNED_OR_SUPPRESSED, 80, "shahed")


@pytest.mark.parametrize(
    ("second", "rate", "why"),
    [
        ([LAUNCHED, line(Outcome.DOWNED_OR_SUPPRESSED, 100, "shahed")], 0.9, None),
        ([LAUNCHED, line(Outcome.DOWNED, 80, "shahed")], None, NoRate.COUNTED_DIFFERENTLY),
        ([LAUNCHED, DOWN, line(Outcome.LOST, 5, "decoy")], None, NoRate.LOST_APART),
        ([LAUNCHED, line(Outcome.DOWNED_OR_SUPPRESSED, 80, "jet-drone")], None, NoRate.TYPES_DIFFER),
        ([LAUNCHED, line(Outcome.DOWNED_OR_SUPPRESSED, 80, "shahed", hedge=Hedge.AT_LEAST)], None, NoRate.HEDGED),
        ([LAUNCHED], None, NoRate.NO_NUMBERS),
    ],
)
def test_a_range_has_a_rate_only_if_every_night_has_one(
    store: Store, second: list[Line], rate: float | None, why: NoRate | None
) -> None:
    store.write_now(two_nights, [LAUNCHED, DOWN], second)
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 21), date(2026, 9, 22)).sides
    assert (ours.rate, ours.no_rate) == (rate, why)


def test_a_night_without_a_number_makes_the_mean_a_floor_of_all_the_nights_that_count(store: Store) -> None:
    store.write_now(drones, {"2026-09-20": 100, "2026-09-21": None, "2026-09-22": 50})
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 19), date(2026, 9, 22)).sides
    mean = ours.mean(Measure.DRONES_LAUNCHED)
    assert mean is not None
    assert (mean.number, mean.nights, mean.told) == (50, 3, Extent(50, None))
    assert ours.mean(Measure.DRONES_DOWN) is None


def test_a_daytime_tally_is_listed_beside_the_sums_and_not_added(store: Store) -> None:
    store.write_now(drones, {"2026-09-22": 50})
    store.write_now(post, "kpszsu", 9, "2026-09-22 16:05")
    day = tally("kpszsu", "2026-09-22 06:00", "2026-09-22 15:30", line(Outcome.LAUNCHED, 41))
    store.write_now(reading, "kpszsu", 9, day, ends_on="2026-09-22")
    (ours,) = store.read_now(span_view, ("kpszsu",), date(2026, 9, 22), date(2026, 9, 22)).sides
    assert ours.sums[Measure.DRONES_LAUNCHED].number == 50
    assert [key.message_id for key in ours.others] == [9]


def test_months_of_different_length_are_compared_per_night(store: Store) -> None:
    store.write_now(drones, {"2026-09-19": 100, "2026-09-20": 100, "2026-09-21": 100, "2026-09-22": 150})
    first, second = (date(2026, 9, 19), date(2026, 9, 21)), (date(2026, 9, 22), date(2026, 9, 22))
    (side,) = store.read_now(comparison_view, ("kpszsu",), first, second).sides
    assert [one.change for one in side.compared] == [0.5]


def test_a_record_lists_the_nights_without_a_number(store: Store) -> None:
    store.write_now(drones, {"2026-09-20": 300, "2026-09-21": None})
    (record,) = store.read_now(records_view, "kpszsu", date(2026, 9, 22)).records
    assert (record.nights[0][1].number, record.withheld) == (300, (date(2026, 9, 21),))


def test_an_average_lists_the_nights_it_covers(store: Store) -> None:
    store.write_now(drones, {"2026-09-15": 100, "2026-09-17": 60, "2026-09-18": None, "2026-09-22": 500})
    found = store.read_now(average_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED)
    assert found.mean is not None and found.mean.number == 80
    assert [one.day.day for one in found.nights] == [15, 17]
    assert [one.day.day for one in found.unstated] == [18]
    assert [day.day for day in found.missing] == [16, 19, 20, 21]


def test_an_average_of_no_nights_is_not_zero(store: Store) -> None:
    assert store.read_now(average_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED).mean is None


def test_a_night_is_ranked_among_all_known_nights(store: Store) -> None:
    store.write_now(drones, {"2026-09-19": 100, "2026-09-20": 300, "2026-09-21": 200, "2026-09-22": 200})
    rank = store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED)
    assert (rank.place, rank.ties, rank.nights, rank.since) == (2, 1, 4, date(2026, 9, 19))
    assert rank.refused is None


def test_a_rank_needs_complete_nights_and_names_the_date_since_when_they_are(store: Store) -> None:
    store.write_now(drones, {"2026-09-18": 100, "2026-09-20": 300, "2026-09-21": 200, "2026-09-22": 250})
    rank = store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED)
    assert (rank.place, rank.refused, rank.holes) == (None, NoRank.MISSING_NIGHTS, (date(2026, 9, 19),))
    assert rank.unbroken_since == date(2026, 9, 20)
    again = store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED, rank.unbroken_since)
    assert (again.place, again.nights) == (2, 3)


def test_a_rank_is_withheld_when_a_night_gives_no_number(store: Store) -> None:
    store.write_now(drones, {"2026-09-20": 300, "2026-09-21": None, "2026-09-22": 250})
    rank = store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED)
    assert (rank.refused, rank.holes) == (NoRank.UNSTATED_NIGHTS, (date(2026, 9, 21),))


@pytest.mark.parametrize(("other", "refused"), [(190, NoRank.HEDGED), (260, None)])
def test_a_hedge_prevents_a_rank_only_when_the_order_is_open(store: Store, other: int, refused: NoRank | None) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-21", line(Outcome.LAUNCHED, other, hedge=Hedge.AT_LEAST))
    store.write_now(night, "kpszsu", 2, "2026-09-22", line(Outcome.LAUNCHED, 250))
    rank = store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED)
    assert rank.refused is refused


def test_nights_counted_by_another_outcome_are_not_ranked_together(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2025-06-30", line(Outcome.DOWNED, 100))
    store.write_now(night, "kpszsu", 2, "2025-07-01", line(Outcome.DOWNED_OR_SUPPRESSED, 120))
    rank = store.read_now(rank_view, "kpszsu", date(2025, 7, 1), Measure.DRONES_DOWN)
    assert (rank.refused, rank.holes) == (NoRank.COUNTED_DIFFERENTLY, (date(2025, 6, 30),))


def test_an_unknown_night_has_no_rank(store: Store) -> None:
    store.write_now(drones, {"2026-09-20": 300})
    assert store.read_now(rank_view, "kpszsu", date(2026, 9, 22), Measure.DRONES_LAUNCHED).refused is NoRank.NO_NIGHT


def test_records_exist_for_each_counted_outcome_and_kind(store: Store) -> None:
    missile = line(Outcome.LAUNCHED, 6, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(drones, {"2026-09-19": 100, "2026-09-20": 300, "2026-09-21": 200})
    store.write_now(night, "kpszsu", 9, "2026-09-22", line(Outcome.LAUNCHED, 300), missile)
    view = store.read_now(records_view, "kpszsu", date(2026, 9, 22), 2)
    told = {record.counted: [(day.day, figure.number) for day, figure in record.nights] for record in view.records}
    assert told[Countable((Outcome.LAUNCHED,), (Kind.DRONE,))] == [(20, 300), (22, 300)]
    assert told[Countable((Outcome.LAUNCHED,), (Kind.BALLISTIC_MISSILE,))] == [(22, 6)]
    assert (view.first, view.nights, view.missing) == (date(2026, 9, 19), 4, ())


def test_only_complete_ranges_are_compared(store: Store) -> None:
    store.write_now(drones, {"2026-09-19": 100, "2026-09-20": 100, "2026-09-21": 200, "2026-09-22": 50})
    first, second = (date(2026, 9, 19), date(2026, 9, 20)), (date(2026, 9, 21), date(2026, 9, 22))
    (side,) = store.read_now(comparison_view, ("kpszsu",), first, second).sides
    assert [(one.measure, one.change) for one in side.compared] == [(Measure.DRONES_LAUNCHED, 0.25)]
    longer = (date(2026, 9, 18), date(2026, 9, 20))
    (side,) = store.read_now(comparison_view, ("kpszsu",), longer, second).sides
    assert side.first.missing == (date(2026, 9, 18),)
    assert [one.change for one in side.compared] == [None]


def test_missiles_before_and_after_their_numbers_were_withheld_are_not_compared(store: Store) -> None:
    """Drones launched are, on the same nights."""
    missiles = [line(Outcome.LAUNCHED, number, kind=Kind.CRUISE_MISSILE) for number in (10, 5)]
    for number, day in enumerate(("2026-08-08", "2026-08-09")):
        launched = line(Outcome.LAUNCHED, 100 + 50 * number, "shahed")
        store.write_now(night, "kpszsu", number + 1, day, launched, missiles[number])
    first, second = ((day, day) for day in (date(2026, 8, 8), date(2026, 8, 9)))
    (side,) = store.read_now(comparison_view, ["kpszsu"], first, second).sides
    assert [(one.measure, one.change) for one in side.compared] == [
        (Measure.DRONES_LAUNCHED, 0.5),
        (Measure.MISSILES_LAUNCHED, None),
    ]
    assert [border.since for border in side.borders] == [date(2026, 8, 9)]


def test_downed_counts_before_and_after_july_2025_are_not_compared(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2025-06-30", line(Outcome.DOWNED, 100))
    store.write_now(night, "kpszsu", 2, "2025-07-01", line(Outcome.DOWNED_OR_SUPPRESSED, 120))
    first, second = ((day, day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    (side,) = store.read_now(comparison_view, ("kpszsu",), first, second).sides
    assert not side.same_counting
    assert [(one.measure, one.change) for one in side.compared] == [(Measure.DRONES_DOWN, None)]


def test_a_trend_keeps_its_gaps_and_averages_the_seven_nights_up_to_each(store: Store) -> None:
    store.write_now(drones, {"2026-09-19": 100, "2026-09-20": 300, "2026-09-22": 50})
    view = store.read_now(trend_view, "kpszsu", date(2026, 9, 22), 3, Measure.DRONES_LAUNCHED)
    assert [point.day for point in view.points] == [date(2026, 9, 20) + timedelta(days=step) for step in range(3)]
    assert [point.launched and point.launched.number for point in view.points] == [300, None, 50]
    assert [point.average.mean and point.average.mean.number for point in view.points] == [200, 200, 150]
    assert view.missing == (date(2026, 9, 21),)

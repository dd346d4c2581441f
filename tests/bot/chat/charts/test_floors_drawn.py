"""A floor is not a total: what charts and captions say of seven nights of which one is not exactly known."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.charts.captions import trend_caption
from bot.chat.charts.requests import ChartLook
from bot.chat.charts.sheets import TrendSheet
from bot.chat.charts.strip import strip_of
from bot.chat.charts.trend import trend_sheet
from bot.chat.languages import words_of
from parsers.records import Hedge, Kind, Line, Outcome, Unreadable
from storage import Store
from storage.views.series import Measure
from storage.views.trend import trend_view
from tests.bot.chat.test_floors import LAST, ODD, drones, week
from tests.storage.builders import line, night, post, reading

LAUNCHED, DOWNED = Outcome.LAUNCHED, Outcome.DOWNED
ENGLISH = words_of("en")


def sheet(store: Store, length: int = 7, last: date = LAST) -> TrendSheet:
    view = store.read_now(trend_view, "kpszsu", last, length, Measure.DRONES_LAUNCHED)
    return trend_sheet(ENGLISH, ChartLook("light"), view)


def caption(store: Store, length: int = 7, last: date = LAST) -> str:
    view = store.read_now(trend_view, "kpszsu", last, length, Measure.DRONES_LAUNCHED)
    return trend_caption(ENGLISH, trend_sheet(ENGLISH, ChartLook("light"), view), view)


@pytest.mark.parametrize(
    ("number", "hedge", "average", "extremes"),
    [
        (150, Hedge.EXACT, "7 of 7 nights with a figure: 107 a night", "Most: 150 (4 Oct). Fewest: 100 (1 Oct)."),
        (150, Hedge.AT_LEAST, "7 of 7 nights with a figure: at least 107 a night",
         "Most: at least 150 (4 Oct). Fewest: 100 (1 Oct)."),
        (50, Hedge.AT_LEAST, "7 of 7 nights with a figure: at least 92 a night",
         "Largest number given: 100 (7 Oct). Smallest: at least 50 (4 Oct)."),
        (None, Hedge.NOT_STATED, "6 of 7 nights with a figure: 100 a night", "Most: 100 (7 Oct). Fewest: 100 (1 Oct)."),
    ],
)  # fmt: skip
def test_a_caption_calls_a_night_the_most_only_where_it_was(
    store: Store, number: int | None, hedge: Hedge, average: str, extremes: str
) -> None:
    store.write_now(week, *drones(number, hedge))
    assert f"{average} on average.\n{extremes}\n" in caption(store)


def test_a_bar_carries_its_hedge_and_the_line_of_averages_is_marked(store: Store) -> None:
    cruise = line(LAUNCHED, 9, "kalibr", kind=Kind.CRUISE_MISSILE)
    withheld = line(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(week, *drones(150, Hedge.AT_LEAST), cruise, withheld)
    bars, missiles = sheet(store)["panels"]
    assert bars["labels"] == [(3, 150, "≥150"), (6, 100, "100")]
    assert missiles["labels"] == [(3, 9, "≥9")]
    told = "The average is of the nights known, four or more of seven. Not every number in the average is exact."
    assert told in sheet(store)["head"]["foot"]


def test_weeks_of_a_year_are_floors_and_ceilings_too(store: Store) -> None:
    store.write_now(week, *drones(240, Hedge.AT_MOST), line(LAUNCHED, None, "kalibr", kind=Kind.CRUISE_MISSILE))
    store.write_now(night, "kpszsu", 8, "2026-10-02", *drones(100), line(LAUNCHED, 14, kind=Kind.CRUISE_MISSILE))
    drawn = sheet(store, 365)
    assert drawn["head"]["title"] == (
        "85 to 120 drones a night in the week to 7 October; 1 of 52 weeks known"  # 600 / 7 to 840 / 7
    )
    assert [panel["labels"] for panel in drawn["panels"]] == [[(51, 120.0, "85–120")], [(51, 2.0, "≥2")]]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (line(DOWNED, 40), "this night has the most."),
        (line(DOWNED, 50), "none had more than this night."),
        (line(DOWNED, 40, hedge=Hedge.AT_LEAST), "not every number is exact, so none is called the most."),
        (line(DOWNED, 60, hedge=Hedge.AT_LEAST), "the most at least 60 (5–6 October)."),
    ],
)
def test_a_claim_is_the_most_of_its_nights_only_where_it_was(store: Store, before: Line, text: str) -> None:
    store.write_now(night, "mod_russia", 1, "2026-10-05", line(DOWNED, 30))
    store.write_now(night, "mod_russia", 2, "2026-10-06", before)
    store.write_now(night, "mod_russia", 3, "2026-10-07", line(DOWNED, 50))
    strip = strip_of(ENGLISH, store.read_now(trend_view, "mod_russia", LAST, 30, Measure.DRONES_DOWN))
    assert strip is not None and strip["text"] == f"Among its last 30 nights, 3 known: {text}"


def test_an_unreadable_night_is_without_a_known_report(store: Store) -> None:
    store.write_now(week)
    store.write_now(post, "kpszsu", ODD, "2026-10-04 05:30", "text")
    store.write_now(reading, "kpszsu", ODD, Unreadable("no_window"))
    assert "1 night without a known report" in caption(store)


def test_nights_that_tell_only_the_downed_are_in_no_average_of_the_launched(store: Store) -> None:
    store.write_now(week, line(DOWNED, 9, "shahed"))
    assert "6 of 7 nights with a figure: 100 a night on average.\nMost: 100 (7 Oct). Fewest: 100 (1 Oct).\n" in caption(
        store
    )


def test_what_was_shot_down_on_both_sides_of_july_2025_has_no_average(store: Store) -> None:
    for number, day in enumerate(("2025-07-23", "2025-07-24", "2025-07-25"), start=1):
        store.write_now(night, "kpszsu", number, day, line(DOWNED, 10 + number, "shahed"))
    assert "on average" not in caption(store, 3, date(2025, 7, 25))
    assert "2 of 2 nights with a figure: 12 a night on average.\n" in caption(store, 2, date(2025, 7, 25))


def test_a_week_with_fewer_than_four_nights_has_no_bar_of_missiles(store: Store) -> None:
    for number, day in enumerate(("2026-10-05", "2026-10-06", "2026-10-07"), start=1):
        store.write_now(night, "kpszsu", number, day, line(LAUNCHED, 30, "kalibr", kind=Kind.CRUISE_MISSILE))
    assert len(sheet(store, 365)["panels"]) == 1
    store.write_now(night, "kpszsu", 9, "2026-10-04", *drones(100))
    assert sheet(store, 365)["panels"][1]["labels"] == [(51, 22.5, "22")]

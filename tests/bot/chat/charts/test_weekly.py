"""A year is drawn as weeks: each the average of its known nights, so that a missing night lowers nothing in silence."""

from __future__ import annotations

from datetime import date, timedelta

from bot.chat.charts.missiles import missile_stacks
from bot.chat.charts.requests import ChartLook
from bot.chat.charts.sheets import TrendSheet
from bot.chat.charts.trend import trend_sheet
from bot.chat.charts.weekly import Week, weeks
from bot.chat.languages import words_of
from parsers.records import Hedge, Kind, Outcome
from storage import Store
from storage.engines.engine import Database
from storage.views.series import Measure
from storage.views.trend import trend_view
from tests.storage.builders import line, night

LAUNCHED, DOWN = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED
LAST = date(2026, 10, 7)


def nights(db: Database, last: date, *launched: int | None) -> None:
    """Nights in a row up to ``last``, half of their drones stopped; None is a night without a report."""
    for back, number in enumerate(reversed(launched)):
        if number is not None:
            day = last - timedelta(days=back)
            lines = (line(LAUNCHED, number, "shahed"), line(DOWN, number // 2, "shahed"))
            night(db, "kpszsu", 9000 + day.toordinal() - last.toordinal(), day.isoformat(), *lines)


def year(store: Store, code: str = "en") -> TrendSheet:
    view = store.read_now(trend_view, "kpszsu", LAST, 365, Measure.DRONES_LAUNCHED)
    return trend_sheet(words_of(code), ChartLook("light"), view)


def newest_weeks(store: Store, number: int) -> list[Week]:
    view = store.read_now(trend_view, "kpszsu", LAST, 365, Measure.DRONES_LAUNCHED)
    return weeks(view.points, Measure.DRONES_LAUNCHED)[-number:]


def means(week: Week) -> list[float]:
    return [mean.number for mean in (week.launched, week.down) if mean]


def test_a_year_is_fifty_two_weeks_that_end_with_the_newest_night(store: Store) -> None:
    store.write_now(nights, LAST, *[100] * 7)
    drawn = year(store)
    assert drawn["columns"] == 52
    assert drawn["head"]["subtitle"] == (
        "Drones launched at Ukraine, by the Air Force's reports · averages a night, 52 weeks to 7 October 2026"
    )
    assert drawn["panels"][0]["average"] == []


def test_a_week_is_the_average_of_its_nights(store: Store) -> None:
    store.write_now(nights, LAST, 100, 100, 100, 100, 100, 100, 170, 30, 30, 30, 30, 30, 30, 100)
    assert [(means(week), week.is_whole) for week in newest_weeks(store, 2)] == [
        ([110.0, 55.0], True),
        ([40.0, 20.0], True),
    ]
    assert year(store)["panels"][0]["stacks"] == {
        "down": [(50, 0, 55.0), (51, 0, 20.0)],
        "rest": [(50, 55.0, 110.0), (51, 20.0, 40.0)],
    }


def test_a_missing_night_does_not_lower_its_week_and_is_told(store: Store) -> None:
    store.write_now(nights, LAST, 100, None, 100, None, 100, None, 100)
    (week,) = newest_weeks(store, 1)
    assert (means(week), week.known, week.is_whole) == ([100.0, 50.0], 4, False)
    assert year(store)["head"]["foot"][0] == (
        "1 week lacks one to three nights: the average of those known. 51 weeks have fewer than four nights known."
    )


def test_a_week_with_fewer_than_four_nights_has_no_bar_but_a_gap(store: Store) -> None:
    store.write_now(nights, LAST, 900, 900, 900, None, None, None, None, 10, 10, 10, 10, 10, 10, 10)
    drawn = year(store)
    assert drawn["gaps"] == [(0, 50)]
    assert [column for column, _, _ in drawn["panels"][0]["stacks"]["rest"]] == [51]
    assert ("gap", "fewer than four nights known") in drawn["panels"][0]["legend"]


def test_the_title_of_a_year_is_about_weeks(store: Store) -> None:
    store.write_now(nights, LAST, *[50] * 357, *[100] * 7)
    assert year(store)["head"]["title"] == "100 drones a night in the week to 7 October, the most of these 52 weeks"
    assert year(store, "uk")["head"]["title"] == (
        "100 дронів за ніч у середньому за тиждень до 7 жовтня, найбільше за ці 52 тижні"
    )


def test_a_year_with_few_weeks_known_gives_no_rank(store: Store) -> None:
    store.write_now(nights, LAST, *[50] * 7, *[100] * 7)
    title = year(store)["head"]["title"]
    assert title == "100 drones a night in the week to 7 October; 2 of 52 weeks known"


def test_a_week_with_a_floor_is_marked_and_its_average_is_a_floor(store: Store) -> None:
    store.write_now(nights, LAST, *[50] * 6)
    store.write_now(night, "kpszsu", 1, "2026-10-01", line(LAUNCHED, 120, "shahed", hedge=Hedge.AT_LEAST))
    drawn = year(store)
    assert [column for column, _ in drawn["panels"][0]["hedged"]] == [51]
    assert drawn["head"]["title"] == "At least 60 drones a night in the week to 7 October; 1 of 52 weeks known"


def test_nights_that_tell_only_the_downed_do_not_lower_the_launched_of_their_week(store: Store) -> None:
    store.write_now(nights, LAST, 100, 100, 100, 100)
    for number in range(3):
        day = LAST - timedelta(days=4 + number)
        store.write_now(night, "kpszsu", number + 1, day.isoformat(), line(Outcome.DOWNED, 9, "shahed"))
    (week,) = newest_weeks(store, 1)
    assert (means(week), week.known) == ([100.0, 50.0], 4)


def test_missiles_of_a_week_are_averages_and_a_number_not_given_is_marked(store: Store) -> None:
    store.write_now(nights, LAST, *[100] * 5)
    for number, given in enumerate((14, None)):
        day = LAST - timedelta(days=5 + number)
        missiles = line(LAUNCHED, given, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
        store.write_now(night, "kpszsu", number + 1, day.isoformat(), line(LAUNCHED, 100, "shahed"), missiles)
    assert missile_stacks(newest_weeks(store, 1)) == {"ballistic": [(0, 0, 2.0)]}
    panel = year(store)["panels"][1]
    assert (panel["title"], panel["unsaid"]) == ("Missiles a night, on their own scale", [51])


def test_a_year_is_dated_by_every_second_month(store: Store) -> None:
    store.write_now(nights, LAST, *[100] * 7)
    texts = [text for _, text in year(store)["dates"]]
    assert texts == ["Nov\n2025", "Jan\n2026", "Mar", "May", "Jul", "Sep"]

"""Tallies are judged again when their neighbours change, whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from parsers.judge import judge
from parsers.records import NotAReport, Outcome, Post, Reader, Reading, Scope, Sighting
from parsers.time.night import nights_of
from storage import Store
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.readings import tallies
from tests.storage.builders import at, line, tally


def read(post: Post) -> Reading:
    """A reader of our own: ``09-28 03:30 > 09-28 13:30 = 100``, in UTC and in 2026."""
    if "=" not in post.text:
        return NotAReport()
    window, number = post.text.split(" = ")
    start, end = (f"2026-{edge}" for edge in window.split(" > "))
    return tally(post.channel, start, end, line(Outcome.LAUNCHED, int(number), "shahed"))


READER = Reader(version=1, read=read, nights=nights_of, judge=judge)
UNTIL_16_30 = "09-28 03:30 > 09-28 13:30 = 100"
UNTIL_18_30 = "09-28 03:30 > 09-28 15:30 = 124"


def seen(message_id: int, text: str, hour: int = 0) -> Sighting:
    """A post of the end of September as the page showed it ``hour`` hours after it was posted."""
    posted = at("2026-09-28 16:00") + timedelta(minutes=message_id)
    return Sighting(message_id, posted, text, posted + timedelta(hours=hour, minutes=1), "preview")


def take(store: Store, *sightings: Sighting) -> None:
    store.write_now(take_in, "kpszsu", sightings, READER)


def verdicts(db: Database) -> dict[int, tuple[Scope | None, tuple[str, ...], str | None]]:
    """Scope, the neighbours' doubts and the night of every current tally."""
    kept = tallies.current(db, "kpszsu", range(1, 60))
    return {
        one.key.message_id: (
            one.scope,
            tuple(doubt.code for doubt in one.judged),
            one.nights.night.isoformat() if one.nights.night else None,
        )
        for one in kept
    }


def test_an_interim_report_is_judged_again_when_the_later_one_arrives(store: Store) -> None:
    take(store, seen(1, UNTIL_16_30))
    assert store.read_now(verdicts) == {1: (Scope.NATIONAL, (), None)}
    take(store, seen(2, UNTIL_18_30))
    assert store.read_now(verdicts) == {1: (Scope.INTERIM, (), None), 2: (Scope.NATIONAL, (), None)}


def test_a_report_is_national_again_when_its_replacement_is_edited_away(store: Store) -> None:
    take(store, seen(1, UNTIL_16_30), seen(2, UNTIL_18_30))
    take(store, seen(2, "no figures any more", hour=1))
    assert store.read_now(verdicts) == {1: (Scope.NATIONAL, (), None)}


def test_an_interim_report_of_the_small_hours_is_no_night(store: Store) -> None:
    take(store, seen(1, "09-27 15:00 > 09-28 04:00 = 80"))
    assert store.read_now(verdicts)[1] == (Scope.NATIONAL, (), "2026-09-28")
    take(store, seen(2, "09-27 15:00 > 09-28 06:00 = 95"))
    assert store.read_now(verdicts) == {
        1: (Scope.INTERIM, (), None),
        2: (Scope.NATIONAL, (), "2026-09-28"),
    }


def nights(launched: Callable[[int], int]) -> list[Sighting]:
    return [seen(day, f"09-{day - 1:02} 15:00 > 09-{day:02} 05:00 = {launched(day)}") for day in range(10, 23)]


def test_an_outlier_is_cleared_once_later_nights_are_as_large(store: Store) -> None:
    take(store, *nights(lambda day: 900 if day == 22 else 100))
    assert store.read_now(verdicts)[22] == (Scope.NATIONAL, ("outlier",), "2026-09-22")
    take(store, seen(23, "09-22 15:00 > 09-23 05:00 = 850"))
    assert store.read_now(verdicts)[22] == (Scope.NATIONAL, (), "2026-09-22")


SOME = (seen(1, UNTIL_16_30), seen(2, UNTIL_18_30), seen(3, "09-27 15:00 > 09-28 05:00 = 90"), seen(4, UNTIL_18_30))
ORDERS = list(permutations(SOME))


@pytest.mark.parametrize("order", [ORDERS[0], ORDERS[9], ORDERS[17], ORDERS[23]])
def test_verdicts_do_not_depend_on_the_order_of_arrival(store: Store, order: Sequence[Sighting]) -> None:
    for sighting in order:
        take(store, sighting)
    assert store.read_now(verdicts) == {
        1: (Scope.INTERIM, (), None),
        2: (Scope.NATIONAL, ("window_covered",), None),
        3: (Scope.NATIONAL, (), "2026-09-28"),
        4: (Scope.NATIONAL, ("window_covered",), None),
    }


def test_history_backfilled_later_is_judged_like_history_that_came_first(store: Store) -> None:
    take(store, seen(30, "09-22 15:00 > 09-23 05:00 = 900"))
    assert store.read_now(verdicts)[30] == (Scope.NATIONAL, (), "2026-09-23")
    take(store, *nights(lambda _: 100))
    assert store.read_now(verdicts)[30] == (Scope.NATIONAL, ("outlier",), "2026-09-23")


@pytest.mark.parametrize(("oldest", "doubts"), [(8, ("outlier",)), (7, ())])
def test_a_history_reaches_fourteen_days_back(store: Store, oldest: int, doubts: tuple[str, ...]) -> None:
    """The oldest of ten nights comes last: with it they are a history, where it is near enough."""
    take(store, seen(22, "09-21 15:00 > 09-22 05:00 = 900"))
    take(store, *(seen(day, f"09-{day - 1:02} 15:00 > 09-{day:02} 05:00 = 100") for day in range(9, 18)))
    assert store.read_now(verdicts)[22] == (Scope.NATIONAL, (), "2026-09-22")
    take(store, seen(oldest, f"09-{oldest - 1:02} 15:00 > 09-{oldest:02} 05:00 = 100"))
    assert store.read_now(verdicts)[22] == (Scope.NATIONAL, doubts, "2026-09-22")

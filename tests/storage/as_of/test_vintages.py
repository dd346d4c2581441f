"""The vintages of a night: one for each time that a figure changed, and why."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest

from parsers.records import Decision, Sighting
from storage import Store
from storage.as_of.times import FirstSeen as Saw
from storage.as_of.times import Known, known_times
from storage.as_of.vintages import vintages_between
from storage.posts.intake import take_in
from storage.posts.page_intake import Seen as Page
from storage.posts.page_intake import take_page
from storage.readings import reprocess
from storage.readings.judging import decide
from storage.readings.load import Key
from storage.views.record import KnownFromIs
from tests.storage.as_of.histories import CHANNEL, READERS, report
from tests.storage.builders import at

POSTED = at("2026-09-07 05:31")
NIGHT = POSTED.date()
PAGE, EXPORT = frozenset({"preview"}), frozenset({"export"})


def seen(text: str, when: str, *, message_id: int = 1, edited: bool = False, transport: str = "preview") -> Sighting:
    return Sighting(message_id, POSTED, text, at(when), transport, edited=edited)


def take(store: Store, *sightings: Sighting) -> None:
    store.write_now(take_in, CHANNEL, sightings, READERS[1])


def told(number: str, end: int = 5) -> str:
    return report(6, 9, end, number)


def story(store: Store) -> list[tuple[str, str, str, int | None, int]]:
    """Why, since when, which time that is, how many were launched, and in which revision."""
    found = store.read_now(vintages_between, CHANNEL, NIGHT, NIGHT, READERS[1]).get(NIGHT, [])
    for one, later in pairwise(found):
        assert one.known_to == later.known_from
    assert not found or found[-1].known_to is None
    return [
        (
            one.why.value,
            f"{one.known_from:%d %H:%M}",
            one.known_from_is.value,
            one.tally.lines[0].number if one.tally else None,
            one.key.revision,
        )
        for one in found
    ]


def reread(store: Store, now: datetime) -> None:
    stored = store.read_now(reprocess.texts, 100)
    store.write_now(reprocess.keep, READERS[2], stored, reprocess.read_again(READERS[2], stored), now)


def test_three_versions_and_a_reread(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    take(store, seen(told("5"), "2026-09-07 06:40", edited=True))
    take(store, seen(told("7"), "2026-09-07 07:40", edited=True))
    reread(store, at("2026-09-20 12:00"))
    assert story(store) == [
        ("first", "07 05:31", "published", 60, 1),
        ("edited", "07 06:40", "seen", 5, 2),
        ("edited", "07 07:40", "seen", 7, 3),
        ("reread", "20 12:00", "reread", 70, 3),
    ]


def test_history_that_is_read_in_later_was_known_when_it_was_published(store: Store) -> None:
    take(store, seen(told("60"), "2026-11-20 10:00"))
    assert story(store) == [("first", "07 05:31", "published", 60, 1)]


def test_a_version_with_an_edit_mark_is_not_the_first_one(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 08:00", edited=True))
    assert story(store) == [("edited", "07 08:00", "seen", 60, 1)]


def test_an_export_tells_when_the_edit_was_made(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:59", edited=True, transport="export"))
    assert story(store) == [("edited", "07 05:59", "edited", 60, 1)]


def test_an_edit_of_words_alone_makes_no_vintage(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    take(store, seen(told("60") + " ", "2026-09-07 06:40", edited=True))
    assert story(store) == [("first", "07 05:31", "published", 60, 1)]


def test_a_later_post_replaces_the_first(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    take(store, Sighting(2, at("2026-09-07 09:00"), told("60", end=6), at("2026-09-07 09:01"), "preview"))
    assert [one[:4] for one in story(store)] == [
        ("first", "07 05:31", "published", 60),
        ("late_report", "07 09:00", "published", 60),
    ]


def test_figures_that_an_edit_removes_are_told_as_gone(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    take(store, seen(told("?"), "2026-09-07 06:40", edited=True))
    assert [one[:4] for one in story(store)] == [
        ("first", "07 05:31", "published", 60),
        ("edited", "07 06:40", "seen", None),
    ]


def test_a_withdrawn_post_keeps_its_figures(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    take(store, Sighting(3, POSTED, "nothing", at("2026-09-07 05:40"), "preview"))
    for minute in ("06:00", "06:05", "06:11"):
        rendered = at(f"2026-09-07 {minute}")
        other = Sighting(3, POSTED, "nothing", rendered, "preview"), Sighting(0, POSTED, "nothing", rendered, "preview")
        store.write_now(take_page, CHANNEL, Page(other, None, rendered, rendered), READERS[1])
    withdrawn = [("first", "07 05:31", "published", 60), ("withdrawn", "07 06:00", "seen", 60)]
    assert [one[:4] for one in story(store)] == withdrawn
    take(store, Sighting(4, at("2026-09-07 09:00"), told("70"), at("2026-09-07 09:01"), "preview"))
    assert [one[:4] for one in story(store)] == [*withdrawn, ("late_report", "07 09:00", "published", 70)]


def test_a_decision_of_the_operator_is_told_as_one(store: Store) -> None:
    take(store, seen(told("60"), "2026-09-07 05:40"))
    store.write_now(decide, Key(CHANNEL, 1, 1), Decision.DROPPED, READERS[1], at("2026-09-07 12:00"))
    assert [one[:4] for one in story(store)] == [
        ("first", "07 05:31", "published", 60),
        ("decided", "07 12:00", "seen", None),
    ]


@pytest.mark.parametrize(
    ("unmarked", "versions", "wanted"),
    [
        (None, [Saw(500, PAGE)], [Known(500, KnownFromIs.SEEN)]),
        (500, [Saw(500, PAGE)], [Known(100, KnownFromIs.PUBLISHED)]),
        (
            500,
            [Saw(500, PAGE), Saw(900, PAGE)],
            [Known(100, KnownFromIs.PUBLISHED), Known(900, KnownFromIs.SEEN)],
        ),
        # Seen unmarked only before the version that is known: what was seen then is not stored.
        (400, [Saw(500, PAGE)], [Known(500, KnownFromIs.SEEN)]),
        (None, [Saw(500, EXPORT | PAGE)], [Known(500, KnownFromIs.EDITED)]),
        # A page whose clock is slow.
        (
            None,
            [Saw(90, PAGE), Saw(80, PAGE)],
            [Known(100, KnownFromIs.SEEN), Known(100, KnownFromIs.SEEN)],
        ),
    ],
)
def test_since_when_a_version_stood(unmarked: int | None, versions: list[Saw], wanted: list[Known]) -> None:
    assert known_times(100, unmarked, versions) == wanted

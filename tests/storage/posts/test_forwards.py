"""A forwarded post stays a forward, whichever transport says so and in whatever order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from parsers.records import Forward, NotAReport, Sighting, Tally
from storage import Store, open_store
from storage.engines.engine import Database
from storage.posts.forwards import forward_of
from storage.posts.intake import ForwardedReport, Intake, take_in
from storage.readings import reprocess, tallies
from tests.storage.builders import NOW
from tests.storage.looking import forget_step
from tests.storage.state_hash import fingerprint_of
from tests.tiny_reader import TINY_READER

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
REPORT = "TALLY 2026-09-01 launched 8 downed 6"
OTHER = Forward("Other", "other/77")


def seen(message_id: int, text: str | None, minute: int, *, transport: str = "preview", **more: Any) -> Sighting:
    return Sighting(message_id, NOON, text, NOON + timedelta(minutes=minute), transport, **more)


def take(store: Store, *sightings: Sighting) -> Intake:
    return store.write_now(take_in, "kpszsu", sightings, TINY_READER)


def origin(store: Store, message_id: int = 7) -> Forward | None:
    return store.read_now(forward_of, "kpszsu", message_id)


def readings(store: Store) -> list[tuple[int, int, str]]:
    return store.read_now(
        lambda db: db.execute("SELECT message_id, revision, reading FROM readings ORDER BY 1, 2").fetchall()
    )


def test_a_forward_is_stored_with_its_origin_and_is_no_report(store: Store) -> None:
    taken = take(store, seen(7, REPORT, 0, forward=OTHER))
    assert taken == Intake(new=1, forwarded=(ForwardedReport("kpszsu", 7, NOON, OTHER),))
    assert (origin(store), readings(store)) == (OTHER, [(7, 1, "not_a_report")])


def test_an_own_post_is_no_forward(store: Store) -> None:
    take(store, seen(7, REPORT, 0))
    assert (origin(store), origin(store, 8)) == (None, None)


def test_a_forward_with_a_hidden_origin_is_still_a_forward(store: Store) -> None:
    take(store, seen(7, REPORT, 0, forward=Forward()))
    assert (origin(store), readings(store)) == (Forward(), [(7, 1, "not_a_report")])


def test_a_forward_that_is_no_report_is_not_reported(store: Store) -> None:
    assert take(store, seen(7, "alert", 0, forward=OTHER)) == Intake(new=1)


def test_a_forward_without_a_visible_text_is_no_missed_report(store: Store) -> None:
    assert take(store, seen(7, None, 0, forward=OTHER)) == Intake(new=1)


def test_an_edit_of_a_forward_is_no_report_either(store: Store) -> None:
    take(store, seen(7, "alert", 0, forward=OTHER))
    taken = take(store, seen(7, REPORT, 5))
    assert (taken.tallies, [one.message_id for one in taken.forwarded]) == (0, [7])
    assert readings(store) == [(7, 1, "not_a_report"), (7, 2, "not_a_report")]


def test_a_report_that_turns_out_to_be_a_forward_is_withdrawn(store: Store) -> None:
    """Posts stored before forwards were told apart, and a transport that does not tell it."""
    take(store, seen(7, REPORT, 0), seen(8, REPORT, 0), seen(7, f"{REPORT}5", 5))
    taken = take(store, seen(7, f"{REPORT}5", 6, forward=OTHER))
    (change,) = taken.corrections
    assert isinstance(change.before, Tally)
    assert (change.message_id, change.revision, change.after) == (7, 2, NotAReport())
    assert readings(store) == [(7, 1, "not_a_report"), (7, 2, "not_a_report"), (8, 1, "tally")]
    # The report beside it has no rival any more.
    assert store.read_now(lambda db: db.execute("SELECT * FROM doubts").fetchall()) == []
    assert take(store, seen(7, f"{REPORT}5", 7, forward=OTHER)) == Intake()


def test_every_revision_is_reread_when_a_post_turns_out_to_be_a_forward(store: Store) -> None:
    take(store, seen(7, REPORT, 0))
    take(store, seen(7, "alert", 5, forward=OTHER))
    assert readings(store) == [(7, 1, "not_a_report"), (7, 2, "not_a_report")]


def test_a_transport_without_forward_data_does_not_unmark_a_forward(store: Store) -> None:
    take(store, seen(7, REPORT, 0, forward=OTHER))
    take(store, seen(7, REPORT, 5), seen(7, REPORT, 6, forward=Forward(numeric_id=1009)))
    take(store, seen(7, REPORT, 7, forward=Forward("Other", "other")))
    assert origin(store) == Forward("Other", "other/77", 1009)
    assert readings(store) == [(7, 1, "not_a_report")]


def test_an_album_with_a_forwarded_item_is_a_forward(store: Store) -> None:
    take(store, seen(4, "", 0, transport="channel_post"))
    take(store, seen(5, REPORT, 0, transport="channel_post", forward=OTHER))
    assert take(store, seen(4, REPORT, 5, members=(4, 5))).tallies == 0
    assert (origin(store, 4), origin(store, 5)) == (OTHER, None)


def test_one_forwarded_item_marks_its_known_album_as_a_forward(store: Store) -> None:
    take(store, seen(4, REPORT, 0, members=(4, 5, 6)))
    taken = take(store, seen(5, "", 5, members=(5, 6), forward=OTHER))
    assert (origin(store, 4), len(taken.corrections)) == (OTHER, 1)


def test_a_forward_stays_no_report_when_it_is_reread(store: Store) -> None:
    take(store, seen(7, REPORT, 0, forward=OTHER), seen(8, REPORT, 0))
    newer = replace(TINY_READER, version=2)
    stored = store.read_now(reprocess.texts, 10)
    assert [one.forward for one in stored] == [OTHER, None]
    store.write_now(reprocess.keep, newer, stored, reprocess.read_again(newer, stored), NOW)
    assert readings(store) == [(7, 1, "not_a_report"), (8, 1, "tally")]
    assert store.read_now(tallies.load, "kpszsu", 7, 1) == NotAReport()


STORY = [
    seen(4, REPORT, 0, members=(4, 5), forward=OTHER),
    seen(5, "", 1, transport="channel_post", forward=Forward("Another name", "other", 1009)),
    seen(4, REPORT, 2, transport="export", forward=Forward("Other")),
    seen(4, f"{REPORT}1", 3, members=(4, 5, 6)),
    seen(7, REPORT, 1),
    seen(7, REPORT, 4, forward=Forward()),
]


@pytest.mark.parametrize("first", range(len(STORY)))
def test_forwards_end_the_same_in_any_order_of_arrival(tmp_path: Path, first: int) -> None:
    def state(name: str, order: Sequence[int]) -> str:
        with open_store(tmp_path / f"{name}.db") as store:
            for number in order:
                take(store, STORY[number])
            return store.read_now(fingerprint_of)

    wanted = state("told", range(len(STORY)))
    others = [one for one in range(len(STORY)) if one != first]
    for place, rest in enumerate(itertools.islice(itertools.permutations(others), 0, 120, 17)):
        assert state(str(place), (first, *rest)) == wanted, (first, *rest)


def test_an_older_database_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_store(path) as store:
        take(store, seen(7, REPORT, 0))
        store.write_now(_as_it_was)
    with open_store(path) as store:
        assert origin(store) is None
        take(store, seen(7, REPORT, 5, forward=OTHER))
        assert (origin(store), readings(store)) == (OTHER, [(7, 1, "not_a_report")])


def _as_it_was(db: Database) -> None:
    forget_step(db, "m013_forwards")
    for column in ("is_forward", "forward_name", "forward_address", "forward_id"):
        db.execute(f"ALTER TABLE posts DROP COLUMN {column}")

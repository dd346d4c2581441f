"""How far a channel was followed: spans, gaps, failures and pauses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from parsers.records import Sighting
from storage import Store
from storage.channels import cursors
from storage.channels.cursors import IdRange
from storage.channels.gaps import gaps, keep_open, shrink, tried
from storage.posts.page_intake import Seen, take_page
from storage.posts.posts import revisions
from tests.tiny_reader import TINY_READER

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def cover(store: Store, *spans: tuple[int, int, int | None]) -> list[tuple[int, int]]:
    """Record pages of these spans and return the gaps, newest first."""
    for span in spans:
        store.write_now(cursors.cover, "kpszsu", IdRange(*span), NOON)
    return [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")]


def test_the_first_page_opens_no_gap(store: Store) -> None:
    assert cover(store, (81, 100, None)) == []
    cursor = store.read_now(cursors.cursor, "kpszsu")
    assert cursor is not None
    assert (cursor.floor_id, cursor.top_id) == (81, 100)


def test_adjacent_pages_leave_no_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (101, 120, None), (115, 134, None)) == []


def test_posts_between_two_pages_are_a_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None)) == [(101, 130)]


def test_a_single_post_between_two_pages_is_a_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (102, 120, None)) == [(101, 101)]


def test_a_gap_shrinks_from_its_newer_end_and_closes(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (113, 130, 131)) == [(101, 112)]
    assert cover(store, (90, 112, 113)) == []
    (gap,) = store.read_now(gaps, "kpszsu", closed=True)
    assert gap.closed_at == NOON


def test_a_page_that_ignores_the_requested_range_covers_nothing(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (131, 150, 131)) == [(101, 130)]


def test_a_page_that_ignores_the_requested_range_marks_no_post_as_missing(store: Store) -> None:
    def page(*numbers: int, below: int | None = None) -> Seen:
        return Seen([Sighting(number, NOON, "a", NOON, "preview") for number in numbers], below, NOON, NOON)

    for one in (page(3, 4, 5), page(3, 9, below=5)):
        store.write_now(take_page, "kpszsu", one, TINY_READER)
    missed = "SELECT message_id FROM posts WHERE last_missed_at IS NOT NULL"
    assert store.read_now(lambda db: db.execute(missed).fetchall()) == []
    store.write_now(take_page, "kpszsu", page(3, below=5), TINY_READER)
    assert store.read_now(lambda db: db.execute(missed).fetchall()) == [(4,)]


def test_skipped_ids_are_covered_by_the_page_that_jumps_over_them(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (95, 99, 131)) == []


@pytest.mark.parametrize(
    ("span", "left"),
    [((105, 109), [(110, 130), (101, 104)]), ((90, 110), [(111, 130)]), ((101, 130), []), ((1, 500), [])],
)
def test_an_export_closes_its_range_of_a_gap(store: Store, span: tuple[int, int], left: list[tuple[int, int]]) -> None:
    cover(store, (81, 100, None), (131, 150, None))
    store.write_now(shrink, "kpszsu", *span, NOON)
    assert [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")] == left


def test_the_tries_of_a_gap_restart_when_it_shrinks(store: Store) -> None:
    cover(store, (81, 100, None), (131, 150, None))
    store.write_now(tried, "kpszsu", 101, NOON)
    assert store.read_now(gaps, "kpszsu")[0].tries == 1
    cover(store, (113, 130, 131))
    assert store.read_now(gaps, "kpszsu")[0].tries == 0


def test_a_page_that_cannot_be_stored_completely_stores_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise RuntimeError("killed")

    page = Seen([Sighting(7, NOON, "a", NOON, "preview")], None, NOON, NOON)
    monkeypatch.setattr(cursors, "record_good", killed)
    with pytest.raises(RuntimeError):
        store.write_now(take_page, "kpszsu", page, TINY_READER)
    assert store.read_now(cursors.cursor, "kpszsu") is None
    assert store.read_now(revisions, "kpszsu", 7) == ()


def test_a_post_that_stays_unreadable_keeps_its_gap_and_its_tries(store: Store) -> None:
    def seen(*unread: int) -> list[tuple[int, int, int]]:
        sightings = [Sighting(number, NOON, "a", NOON, "preview") for number in range(1, 10) if number not in unread]
        store.write_now(take_page, "kpszsu", Seen(sightings, None, NOON, NOON, frozenset(unread)), TINY_READER)
        return [(gap.from_id, gap.to_id, gap.tries) for gap in store.read_now(gaps, "kpszsu")]

    assert seen(4, 9) == [(9, 9, 0), (4, 4, 0)]
    store.write_now(tried, "kpszsu", 4, NOON)
    assert seen(4, 9) == [(9, 9, 0), (4, 4, 1)]
    assert seen(9) == [(9, 9, 0)]
    assert seen() == []
    assert seen(4, 9) == []  # known by now


def test_an_item_of_a_known_album_without_a_readable_time_is_no_gap(store: Store) -> None:
    album = Sighting(7, NOON, "a", NOON, "preview", members=(7, 8))
    store.write_now(take_page, "kpszsu", Seen([album], None, NOON, NOON), TINY_READER)
    later = Seen([Sighting(9, NOON, "b", NOON, "preview")], None, NOON, NOON, frozenset({8}))
    store.write_now(take_page, "kpszsu", later, TINY_READER)
    assert store.read_now(gaps, "kpszsu") == ()


def test_a_closed_gap_that_is_missing_again_is_reopened(store: Store) -> None:
    store.write_now(keep_open, "kpszsu", {7}, NOON)
    store.write_now(shrink, "kpszsu", 1, 9, NOON)
    assert store.read_now(gaps, "kpszsu") == ()
    store.write_now(keep_open, "kpszsu", {7}, NOON)
    (gap,) = store.read_now(gaps, "kpszsu")
    assert (gap.from_id, gap.to_id, gap.closed_at) == (7, 7, None)


def test_failures_are_counted_until_a_successful_read(store: Store) -> None:
    assert store.read_now(cursors.freshness, "kpszsu").failures == 0
    for _ in range(2):
        store.write_now(cursors.record_failure, "kpszsu", NOON, "cut off")
    found = store.read_now(cursors.freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (2, "cut off", None)
    store.write_now(cursors.record_good, "kpszsu", NOON, NOON - timedelta(seconds=4))
    found = store.read_now(cursors.freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (0, None, NOON)
    assert found.last_rendered_at == NOON - timedelta(seconds=4)


def test_requests_are_counted_over_the_last_full_hour(store: Store) -> None:
    for minute in (1, 30, 59, 61):
        store.write_now(cursors.count_request, "kpszsu", NOON + timedelta(minutes=minute))
    assert store.read_now(cursors.requests, NOON + timedelta(minutes=75)) == {"kpszsu": 3}


def test_a_pinned_id_stays_and_lifts_only_the_identity_pause(store: Store) -> None:
    store.write_now(cursors.identified, "kpszsu", 7, "identity")
    store.write_now(cursors.pause, "kpszsu", "operator: for maintenance")
    store.write_now(cursors.identified, "kpszsu", 8, "identity")
    assert store.read_now(cursors.pinned, "kpszsu") == 7
    assert store.read_now(cursors.freshness, "kpszsu").paused_reason == "operator: for maintenance"


def test_pruning_sightings_keeps_every_revision_with_its_times(store: Store) -> None:
    for minute in range(10):
        text = "a" if minute < 5 else "b"
        sighting = Sighting(7, NOON, text, NOON + timedelta(minutes=minute), "preview")
        store.write_now(take_page, "kpszsu", Seen([sighting], None, sighting.observed_at, NOON), TINY_READER)
    before = store.read_now(revisions, "kpszsu", 7)
    store.write_now(cursors.prune, "kpszsu", NOON + timedelta(days=30))
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM sightings").fetchone()) == (0,)
    assert store.read_now(revisions, "kpszsu", 7) == before
    assert [one.text for one in before] == ["a", "b"]

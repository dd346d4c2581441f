"""How far a channel was followed: spans, gaps, and what the operator is told."""

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
    """The gaps after pages of these spans, the newest first."""
    for span in spans:
        store.write_now(cursors.cover, "kpszsu", IdRange(*span), NOON)
    return [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")]


def test_the_first_page_opens_no_gap(store: Store) -> None:
    assert cover(store, (81, 100, None)) == []
    cursor = store.read_now(cursors.cursor, "kpszsu")
    assert cursor is not None
    assert (cursor.floor_id, cursor.top_id) == (81, 100)


def test_pages_that_touch_leave_no_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (101, 120, None), (115, 134, None)) == []


def test_what_lies_between_two_pages_is_a_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None)) == [(101, 130)]


def test_one_post_between_two_pages_is_a_gap(store: Store) -> None:
    assert cover(store, (81, 100, None), (102, 120, None)) == [(101, 101)]


def test_a_gap_shrinks_from_its_newer_end_and_closes(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (113, 130, 131)) == [(101, 112)]
    assert cover(store, (90, 112, 113)) == []
    (gap,) = store.read_now(gaps, "kpszsu", closed=True)
    assert gap.closed_at == NOON


def test_a_page_that_ignores_the_question_covers_nothing(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (131, 150, 131)) == [(101, 130)]


def test_nothing_is_missed_on_a_page_that_ignores_the_question(store: Store) -> None:
    def page(*numbers: int, below: int | None = None) -> Seen:
        return Seen([Sighting(number, NOON, "a", NOON, "preview") for number in numbers], below, NOON, NOON)

    for one in (page(3, 4, 5), page(3, 9, below=5)):
        store.write_now(take_page, "kpszsu", one, TINY_READER)
    missed = "SELECT message_id FROM posts WHERE last_missed_at IS NOT NULL"
    assert store.read_now(lambda db: db.execute(missed).fetchall()) == []
    store.write_now(take_page, "kpszsu", page(3, below=5), TINY_READER)
    assert store.read_now(lambda db: db.execute(missed).fetchall()) == [(4,)]


def test_ids_that_do_not_exist_are_covered_by_the_page_that_jumps_over_them(store: Store) -> None:
    assert cover(store, (81, 100, None), (131, 150, None), (95, 99, 131)) == []


@pytest.mark.parametrize(
    ("span", "left"),
    [((105, 109), [(110, 130), (101, 104)]), ((90, 110), [(111, 130)]), ((101, 130), []), ((1, 500), [])],
)
def test_an_export_takes_its_range_out(store: Store, span: tuple[int, int], left: list[tuple[int, int]]) -> None:
    cover(store, (81, 100, None), (131, 150, None))
    store.write_now(shrink, "kpszsu", *span, NOON)
    assert [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")] == left


def test_a_gap_that_gives_way_counts_its_tries_anew(store: Store) -> None:
    cover(store, (81, 100, None), (131, 150, None))
    store.write_now(tried, "kpszsu", 101, NOON)
    assert store.read_now(gaps, "kpszsu")[0].tries == 1
    cover(store, (113, 130, 131))
    assert store.read_now(gaps, "kpszsu")[0].tries == 0


def test_a_page_of_which_not_all_could_be_kept_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise RuntimeError("killed")

    page = Seen([Sighting(7, NOON, "a", NOON, "preview")], None, NOON, NOON)
    monkeypatch.setattr(cursors, "record_good", killed)
    with pytest.raises(RuntimeError):
        store.write_now(take_page, "kpszsu", page, TINY_READER)
    assert store.read_now(cursors.cursor, "kpszsu") is None
    assert store.read_now(revisions, "kpszsu", 7) == ()


def test_a_post_that_stays_unread_keeps_its_gap_and_its_tries(store: Store) -> None:
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


def test_a_post_without_a_readable_time_that_is_part_of_a_known_album_is_no_gap(store: Store) -> None:
    album = Sighting(7, NOON, "a", NOON, "preview", members=(7, 8))
    store.write_now(take_page, "kpszsu", Seen([album], None, NOON, NOON), TINY_READER)
    later = Seen([Sighting(9, NOON, "b", NOON, "preview")], None, NOON, NOON, frozenset({8}))
    store.write_now(take_page, "kpszsu", later, TINY_READER)
    assert store.read_now(gaps, "kpszsu") == ()


def test_a_gap_that_was_closed_and_is_missed_again_is_open(store: Store) -> None:
    store.write_now(keep_open, "kpszsu", {7}, NOON)
    store.write_now(shrink, "kpszsu", 1, 9, NOON)
    assert store.read_now(gaps, "kpszsu") == ()
    store.write_now(keep_open, "kpszsu", {7}, NOON)
    (gap,) = store.read_now(gaps, "kpszsu")
    assert (gap.from_id, gap.to_id, gap.closed_at) == (7, 7, None)


def test_failures_are_counted_and_forgotten_by_a_good_read(store: Store) -> None:
    assert store.read_now(cursors.freshness, "kpszsu").failures == 0
    for _ in range(2):
        store.write_now(cursors.record_failure, "kpszsu", NOON, "cut off")
    found = store.read_now(cursors.freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (2, "cut off", None)
    store.write_now(cursors.record_good, "kpszsu", NOON, NOON - timedelta(seconds=4))
    found = store.read_now(cursors.freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (0, None, NOON)
    assert found.last_rendered_at == NOON - timedelta(seconds=4)


def test_requests_are_told_for_the_last_full_hour(store: Store) -> None:
    for minute in (1, 30, 59, 61):
        store.write_now(cursors.count_request, "kpszsu", NOON + timedelta(minutes=minute))
    assert store.read_now(cursors.requests, NOON + timedelta(minutes=75)) == {"kpszsu": 3}


def test_a_pin_stays_and_only_a_pause_of_its_kind_ends(store: Store) -> None:
    store.write_now(cursors.identified, "kpszsu", 7, "identity")
    store.write_now(cursors.pause, "kpszsu", "operator: for maintenance")
    store.write_now(cursors.identified, "kpszsu", 8, "identity")
    assert store.read_now(cursors.pinned, "kpszsu") == 7
    assert store.read_now(cursors.freshness, "kpszsu").paused_reason == "operator: for maintenance"


def test_thinning_loses_no_version_and_no_edge_of_one(store: Store) -> None:
    for minute in range(10):
        text = "a" if minute < 5 else "b"
        sighting = Sighting(7, NOON, text, NOON + timedelta(minutes=minute), "preview")
        store.write_now(take_page, "kpszsu", Seen([sighting], None, sighting.observed_at, NOON), TINY_READER)
    before = store.read_now(revisions, "kpszsu", 7)
    store.write_now(cursors.prune, "kpszsu", NOON + timedelta(days=30))
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM sightings").fetchone()) == (0,)
    assert store.read_now(revisions, "kpszsu", 7) == before
    assert [one.text for one in before] == ["a", "b"]

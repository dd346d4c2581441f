"""Merging what two hosts saw: the same as if one had seen all of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parsers.records import Forward, Sighting, Tally, recorded
from storage import Store, open_store
from storage.as_of.stated import known_versions
from storage.channels.cursors import IdRange, cover, cursor
from storage.channels.gaps import gaps, open_gap
from storage.posts.posts import revisions
from storage.readings import tallies
from storage.views.record import KnownFromIs
from tests.bot.hosts.two_hosts import NOON, at, merge, night, record, seen, take
from tests.storage.state_hash import fingerprint_of

A, B, C = night(80), night(85), night(90)


@pytest.fixture
def other(tmp_path: Path, empty_database: bytes) -> Iterator[Store]:
    """The database of the other host."""
    with host(tmp_path / "other.db", empty_database, ()) as opened:
        yield opened


@pytest.fixture
def both(store: Store, other: Store) -> tuple[Store, Store]:
    """Our database and the other host's."""
    return store, other


def minutes(moment: datetime) -> int:
    return int((moment - NOON).total_seconds()) // 60


def texts(store: Store, message_id: int = 7) -> list[tuple[str | None, int, int]]:
    """Return each version of a post with the minutes in which it was seen first and last."""
    return [
        (one.text, minutes(one.observed_at), minutes(one.last_observed_at))
        for one in store.read_now(revisions, "kpszsu", message_id)
    ]


def launched(store: Store, revision: int) -> int | None:
    tally = store.read_now(tallies.load, "kpszsu", 7, revision)
    assert isinstance(tally, Tally)
    return tally.lines[0].number


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ([(A, 0), (B, 10)], [(A, 0), (C, 5)], [A, C, B]),
        ([(A, 0), (C, 20)], [(B, 10), (A, 30)], [A, B, C, A]),
        ([(B, 10)], [(B, 0), (A, 5)], [B, A, B]),
    ],
    ids=["between", "in turn", "reverted"],
)
def test_versions_of_both_hosts_stand_in_the_order_of_time(
    both: tuple[Store, Store], tmp_path: Path, ours: Any, theirs: Any, merged: list[str]
) -> None:
    store, other = both
    for one, told in ((store, ours), (other, theirs)):
        for text, minute in told:
            take(one, seen(7, text, minute))
    record(store, tmp_path / "ours.zip")
    record(other, tmp_path / "theirs.zip")
    merge(store, tmp_path / "theirs.zip")
    merge(other, tmp_path / "ours.zip")
    assert [text for text, _, _ in texts(store)] == merged
    assert texts(other) == texts(store)
    for one in both:
        numbers = [launched(one, number) for number in range(1, len(merged) + 1)]
        assert numbers == [int(text.split()[3]) for text in merged]


def test_a_late_version_is_set_between_the_times_at_which_another_was_seen(
    store: Store, other: Store, tmp_path: Path
) -> None:
    for minute in (1, 2, 3, 4, 5):
        take(other, seen(7, A, minute))
    take(store, seen(7, B, 3.5))
    record(other, tmp_path / "theirs.zip")
    merge(store, tmp_path / "theirs.zip")
    assert texts(store) == [(A, 1, 3), (B, 3, 3), (A, 4, 5)]


def test_merging_again_changes_nothing_and_what_another_host_saw_is_told_apart(
    store: Store, other: Store, tmp_path: Path
) -> None:
    take(store, seen(7, A, 0))
    take(other, seen(7, A, 1), seen(7, B, 5), seen(7, B, 5, transport="export"), seen(8, "alert", 1))
    assert record(other, tmp_path / "reports.zip") == (1, 2)
    assert record(other, tmp_path / "all.zip", every=True) == (2, 3)
    done = merge(store, tmp_path / "reports.zip").channels["kpszsu"]
    assert (done.posts, done.taken.new, done.taken.edited, done.taken.tallies) == (1, 0, 1, 1)
    transports = [one.transports for one in store.read_now(revisions, "kpszsu", 7)]
    assert transports == [("preview", "record:preview"), ("record:export", "record:preview")]
    times = [one.known.is_ for one in store.read_now(known_versions, "kpszsu", [7])]
    assert times == [KnownFromIs.PUBLISHED, KnownFromIs.EDITED]
    shown = store.read_now(lambda db: db.execute("SELECT last_shown_at FROM posts").fetchall())
    assert shown == [(int(at(0).timestamp()),)]
    state = store.read_now(fingerprint_of)
    again = merge(store, tmp_path / "reports.zip").channels["kpszsu"]
    assert (again.taken.new, again.taken.edited, store.read_now(fingerprint_of)) == (0, 0, state)


def test_what_an_earlier_reader_took_for_a_report_is_in_the_record(store: Store, tmp_path: Path) -> None:
    take(store, seen(7, A, 0), seen(8, "alert", 1), seen(9, "alert", 1), seen(10, "BROKEN", 1))
    store.write_now(
        lambda db: db.execute("INSERT INTO past_readings VALUES ('kpszsu', 8, '', 1, 1, NULL, NULL, '')").rowcount
    )
    assert record(store, tmp_path / "reports.zip") == (3, 3)


def test_a_version_that_a_page_showed_another_host_stands_since_it_was_seen(
    store: Store, other: Store, tmp_path: Path
) -> None:
    take(other, seen(7, A, 1), replace(seen(7, B, 5), edited=True))
    record(other, tmp_path / "theirs.zip")
    merge(store, tmp_path / "theirs.zip")
    known = [one.known for one in store.read_now(known_versions, "kpszsu", [7])]
    assert [(one.since, one.is_) for one in known] == [
        (int(NOON.timestamp()), KnownFromIs.PUBLISHED),
        (int(at(5).timestamp()), KnownFromIs.SEEN),
    ]


def test_a_text_that_a_page_showed_another_host_can_vanish_from_ours(
    store: Store, other: Store, tmp_path: Path
) -> None:
    take(other, seen(7, A, 0))
    take(store, seen(7, None, 5))
    record(other, tmp_path / "theirs.zip")
    merge(store, tmp_path / "theirs.zip")
    assert texts(store) == [(A, 0, 0), (None, 5, 5)]


def test_a_forward_and_an_album_are_merged_with_what_our_host_has_of_them(
    store: Store, other: Store, tmp_path: Path
) -> None:
    take(other, replace(seen(7, A, 0), forward=Forward("Other", "other/7")), seen(10, B, 0, members=(10, 11)))
    take(store, seen(7, A, 0), seen(10, "", 0, transport="export"), seen(11, B, 0, transport="export"))
    record(other, tmp_path / "theirs.zip", every=True)
    merge(store, tmp_path / "theirs.zip")
    assert (texts(store, 10), texts(store, 11)) == ([(B, 0, 0)], [])
    assert not isinstance(store.read_now(tallies.load, "kpszsu", 7, 1), Tally)


def test_reports_alone_fill_no_gap_and_every_post_fills_what_the_host_read_whole(
    store: Store, other: Store, tmp_path: Path
) -> None:
    for one in (store, other):
        one.write_now(cover, "kpszsu", IdRange(1, 100, None), NOON)
    store.write_now(open_gap, "kpszsu", 10, 60, NOON)
    other.write_now(open_gap, "kpszsu", 30, 40, NOON)
    take(other, seen(15, A, 0), seen(50, B, 0))
    record(other, tmp_path / "reports.zip")
    merge(store, tmp_path / "reports.zip")
    assert [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")] == [(10, 60)]
    record(other, tmp_path / "all.zip", every=True)
    merge(store, tmp_path / "all.zip")
    assert [(gap.from_id, gap.to_id) for gap in store.read_now(gaps, "kpszsu")] == [(51, 60), (30, 40), (10, 14)]
    known = store.read_now(cursor, "kpszsu")
    assert known and (known.floor_id, known.top_id) == (1, 100)


def random_story(chance: random.Random) -> list[Sighting]:
    """Sightings of posts, and of an album whose items only the page shows as one.

    A page without the text appears where pages alone show the post: what it tells of another's text is not stored. Nor
    is the edit mark of an item that an album takes over.
    """
    words = ["", "a", "b", A, B]
    story = []
    for _ in range(chance.randint(3, 16)):
        message_id = chance.choice([1, 2, 3, 4, 4, 5, 6])
        kinds = {3: ["preview"], 5: ["export", "channel_post"], 6: ["export", "channel_post"]}
        transport = chance.choice(kinds.get(message_id, ["preview", "export", "channel_post"]))
        members = chance.choice([(4, 5, 6), (4, 5)]) if message_id == 4 and transport == "preview" else ()
        text = chance.choice([None, *words] if message_id == 3 else words)
        told = seen(message_id, text, chance.randint(0, 9), transport=transport, members=members)
        forward = chance.choice([None] * 8 + [Forward("Other"), Forward(None, "other/7")])
        story.append(replace(told, forward=forward, edited=message_id < 4 and chance.random() < 0.2))
    return story


@contextmanager
def host(path: Path, template: bytes, told: Sequence[Sighting]) -> Iterator[Store]:
    """The database of a host that saw this, in this order."""
    path.write_bytes(template)
    path.chmod(0o600)
    with open_store(path) as opened:
        for one in told:
            take(opened, one)
        yield opened


@pytest.mark.parametrize("seed", range(12))
def test_merging_what_two_hosts_saw_equals_having_seen_all(tmp_path: Path, empty_database: bytes, seed: int) -> None:
    chance = random.Random(seed)
    story = random_story(chance)
    theirs = [one for one in story if chance.random() < 0.5] or story[:1]
    ours = [one for one in story if one not in theirs]
    with host(tmp_path / "theirs.db", empty_database, theirs) as other:
        record(other, tmp_path / "theirs.zip", every=True)
    with host(tmp_path / "ours.db", empty_database, ours) as store:
        merge(store, tmp_path / "theirs.zip")
        merged = store.read_now(fingerprint_of)
    together = [*ours, *(replace(one, transport=recorded(one.transport)) for one in theirs)]
    with host(tmp_path / "all.db", empty_database, chance.sample(together, len(together))) as store:
        assert merged == store.read_now(fingerprint_of)

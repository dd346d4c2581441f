"""A read is one snapshot and writes nothing, and neither reads nor writes leave anything behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from parsers.records import Count, Hedge, Outcome
from storage import StorageError, Store
from storage.engines.engine import Database
from storage.read_only import read_beside
from storage.views.night import NightView, night_view
from tests.storage.builders import line, post, reading, tally
from tests.storage.looking import file_of, sqlite_of

DAY = date(2026, 9, 22)
KYIV = ZoneInfo("Europe/Kyiv")


def tell(db: Database, launched: int, sites: int) -> None:
    """Store the report of the night with this many launched and this many hit sites."""
    told = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, launched, "shahed"),
                 hit_sites=Count(sites, Hedge.EXACT, (0, 0)))  # fmt: skip
    reading(db, "kpszsu", 7, told, night="2026-09-22")


def told(view: NightView) -> tuple[int | None, int | None]:
    night = view.sides[0].night
    assert night and night.tally.hit_sites
    return night.tally.lines[0].number, night.tally.hit_sites.number


def torn(db: Database, before: str, change: Callable[[], None]) -> NightView:
    """The night, while something is changed by another just before the view's SELECT that holds ``before``."""
    changed: list[str] = []

    def look(statement: str) -> None:
        if before in statement and not changed:
            changed.append(statement)
            change()

    sqlite_of(db).set_trace_callback(look)
    try:
        return night_view(db, ["kpszsu"], DAY, KYIV)
    finally:
        sqlite_of(db).set_trace_callback(None)
        assert changed, f"the view asks nothing that holds {before!r}"


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(post, "kpszsu", 7, "2026-09-22 05:30", "")
    store.write_now(tell, 212, 9)
    return store


def test_a_view_never_mixes_an_old_header_with_a_new_number(filled: Store) -> None:
    view = filled.read_now(torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)
    assert told(filled.read_now(night_view, ["kpszsu"], DAY, KYIV)) == (89, 3)


def test_a_post_deleted_during_a_view_is_shown_as_it_was(filled: Store) -> None:
    def gone(db: Database) -> None:
        db.execute("DELETE FROM posts WHERE message_id = 7")

    view = filled.read_now(torn, "observed_at", lambda: filled.write_now(gone))
    assert told(view) == (212, 9)
    assert filled.read_now(night_view, ["kpszsu"], DAY, KYIV).sides[0].night is None


async def test_a_read_by_a_handler_is_a_snapshot_too(filled: Store) -> None:
    view = await filled.read(torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)


def test_a_read_only_look_is_a_snapshot(filled: Store) -> None:
    view = read_beside(file_of(filled), torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError, match="attempt to write a readonly database"):
        store.read_now(add, "kpszsu")
    assert store.read_now(channels) == []


def break_off(db: Database) -> None:
    """Start reading the channels and fail in the middle."""
    rows = db.execute("SELECT channel FROM channels")
    rows.fetchone()
    raise LookupError("in the midst of reading")


@pytest.fixture
def other(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection of another program, which does not wait for locks."""
    connection = sqlite3.connect(file_of(store), timeout=0, isolation_level=None, check_same_thread=False)
    yield connection
    connection.close()


@pytest.mark.parametrize("lane", ["read_now", "write_now"])
def test_a_failed_read_or_write_holds_no_lock_while_its_error_is_kept(
    store: Store, other: sqlite3.Connection, lane: str
) -> None:
    store.write_now(add, "kpszsu")
    store.write_now(add, "mod_russia")
    with pytest.raises(LookupError) as kept:
        getattr(store, lane)(break_off)
    other.execute("INSERT INTO channels (channel) VALUES ('another')")
    assert store.read_now(channels) == ["another", "kpszsu", "mod_russia"]
    store.write_now(add, "the_last")
    # 0: nobody reads an older snapshot, the whole log went into the file
    assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
    assert str(kept.value) == "in the midst of reading"


def test_a_finished_read_does_not_block_a_checkpoint(store: Store, other: sqlite3.Connection) -> None:
    store.write_now(add, "kpszsu")
    assert store.read_now(channels) == ["kpszsu"]
    assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)


def test_nobody_else_writes_between_the_read_and_the_write_of_a_transaction(
    store: Store, other: sqlite3.Connection
) -> None:
    """A BEGIN that is not IMMEDIATE lets the other one in, and the write fails for it."""

    def read_and_add(db: Database) -> list[str]:
        before = channels(db)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("INSERT INTO channels (channel) VALUES ('another')")
        add(db, "kpszsu")
        return before

    assert store.write_now(read_and_add) == []
    other.execute("INSERT INTO channels (channel) VALUES ('another')")
    assert store.read_now(channels) == ["another", "kpszsu"]


def test_a_write_refused_at_commit_leaves_nothing_and_the_next_one_succeeds(store: Store) -> None:
    def a_version_of_no_post(db: Database) -> None:
        db.execute("PRAGMA defer_foreign_keys=ON")
        db.execute(
            """INSERT INTO revisions (channel, message_id, revision, sha256, observed_at, last_observed_at, transports)
                VALUES ('kpszsu', 1, 1, '', 0, 0, 'preview')"""
        )

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.write_now(a_version_of_no_post)
    store.write_now(add, "kpszsu")
    assert store.read_now(channels) == ["kpszsu"]

"""Who may use the file when: locks, the write-ahead log, connections that fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage import StorageError, Store, open_store
from storage.engines.connecting import Connection
from storage.engines.engine import Database
from tests.storage.looking import file_of


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def test_nobody_else_writes_between_what_a_write_reads_and_what_it_writes(store: Store) -> None:
    """A deferred transaction would fail at its first write once another program wrote since its first SELECT."""

    def read_then_written_by_another(db: Database) -> None:
        db.execute("SELECT count(*) FROM chats").fetchall()
        with (
            closing(sqlite3.connect(file_of(store), timeout=0, isolation_level=None)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("INSERT INTO chats (chat_id, state, since) VALUES (8, 'active', 0)")
        db.execute("INSERT INTO chats (chat_id, state, since) VALUES (7, 'active', 0)")

    store.write_now(read_then_written_by_another)
    assert store.read_now(lambda db: db.execute("SELECT chat_id FROM chats").fetchall()) == [(7,)]


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


class RefusesForeignKeys(Connection):
    """A connection on which one setting fails, as on a full disk."""

    def execute(self, *args: Any) -> sqlite3.Cursor:
        if "foreign_keys" in args[0]:
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(*args)


def opened_by(
    monkeypatch: pytest.MonkeyPatch, factory: Callable[[int], type[sqlite3.Connection]]
) -> list[sqlite3.Connection]:
    """Record every connection opened from now on; ``factory`` gives the class of the nth (from 0)."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def watched(path: Path, **settings: Any) -> sqlite3.Connection:
        settings |= {"factory": factory(len(opened)), "check_same_thread": False}
        opened.append(connect(path, **settings))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", watched)
    return opened


def is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.cursor()
    except sqlite3.ProgrammingError:
        return True
    return False


def test_a_connection_that_refuses_a_setting_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = opened_by(monkeypatch, lambda _: RefusesForeignKeys)
    with pytest.raises(StorageError, match="cannot be opened: disk I/O error"):
        open_store(tmp_path / "overnight.db")
    assert [is_closed(one) for one in opened] == [True]


def test_the_writing_connection_is_closed_when_the_reading_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first connection migrates, the second writes, the third reads."""
    opened = opened_by(monkeypatch, lambda n: RefusesForeignKeys if n == 2 else Connection)
    with pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
        open_store(tmp_path / "overnight.db")
    assert len(opened) >= 3
    assert all(is_closed(one) for one in opened)

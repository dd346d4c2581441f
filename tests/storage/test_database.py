"""The store: one transaction per write, and readable errors for what the system refuses."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlite_utils import Database as SqliteUtils

from storage import NewerSchemaError, NotADatabaseError, StorageError, Store, open_store
from storage.engines.connecting import Connection
from storage.engines.engine import Database
from storage.errors import DamagedError
from tests.storage.damaged_pages import PAGE, overwrite
from tests.storage.filled_database import filled
from tests.storage.looking import file_of


def count(db: Database) -> int:
    return int(db.execute("SELECT COUNT(*) FROM channels").fetchone()[0])


def add_and_fail(db: Database) -> None:
    db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
    raise ValueError("after the insert")


async def test_a_failed_write_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ValueError, match="after the insert"):
        await store.write(add_and_fail)
    assert await store.read(count) == 0


def test_a_full_disk_is_reported_in_a_sentence(store: Store) -> None:
    def fill(db: Database) -> None:
        db.execute("PRAGMA max_page_count=1")
        db.executemany("INSERT INTO channels (channel) VALUES (?)", [(f"name{n}" * 900,) for n in range(900)])

    with pytest.raises(StorageError, match=r"overnight\.db cannot be used: database or disk is full\."):
        store.write_now(fill)


def test_a_file_that_is_not_a_database_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, not a database" * 20)
    with pytest.raises(NotADatabaseError, match="nothing was written"):
        open_store(path)
    assert path.read_text() == "these are notes, not a database" * 20


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


def test_a_newer_schema_is_refused_with_a_message(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    open_store(path).close()
    db = SqliteUtils(path)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "overnight", "name": "m999_tomorrow", "applied_at": "2027-01-01"}
    )
    db.close()
    with pytest.raises(NewerSchemaError, match=r"m999_tomorrow.*nothing was changed"):
        open_store(path)


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        open_store(tmp_path / "nowhere" / "overnight.db")


def test_damage_found_while_running_is_reported_with_the_remedy(tmp_path: Path) -> None:
    path = filled(tmp_path / "overnight.db", alerts=0, people=0)
    pages = path.stat().st_size // PAGE
    with open_store(path) as store:
        for page in range(2, pages):  # whatever was not yet read
            overwrite(path, page, Random(page))
        with pytest.raises(DamagedError, match="'overnight verify' says which parts are intact"):
            store.read_now(lambda db: db.execute("SELECT * FROM revisions").fetchall())


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


def test_the_docs_name_every_table(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with open_store(path), closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    tables = {name for (name,) in rows if not name.startswith(("_", "sqlite_"))}
    docs = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", docs[docs.index("## The database") :]))
    assert "past_readings" in tables
    assert tables - named == set()

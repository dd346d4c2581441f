"""A read-only look from another process creates, changes and leaves nothing, and blocks nobody."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database as SqliteUtils

from storage import StorageError, Store, open_store
from storage.engines.engine import Database
from storage.read_only import read_beside
from storage.views.running import running_view
from tests.storage.looking import file_of

NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)


def channels(db: Database) -> list[str]:
    return [channel for (channel,) in db.execute("SELECT channel FROM channels").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_a_read_only_look_sees_the_newest_writes_of_a_running_bot(store: Store) -> None:
    store.write_now(add, "kpszsu")
    assert read_beside(file_of(store), channels) == ["kpszsu"]


def test_a_read_only_look_neither_waits_for_nor_blocks_a_writer(store: Store) -> None:
    def look_while_writing(db: Database) -> list[str]:
        add(db, "kpszsu")
        return read_beside(file_of(store), channels)

    def write_while_looking(_: Database) -> None:
        store.write_now(add, "mod_russia")

    assert store.write_now(look_while_writing) == []
    read_beside(file_of(store), write_while_looking)
    assert read_beside(file_of(store), channels) == ["kpszsu", "mod_russia"]


def test_a_read_only_look_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError, match="attempt to write a readonly database"):
        read_beside(file_of(store), add, "kpszsu")


@pytest.mark.parametrize("name", ["overnight.db", "a b?#%41.db"])
def test_a_read_only_look_leaves_a_closed_database_unchanged(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store:
        store.write_now(add, "kpszsu")
    before = files(tmp_path)
    assert list(before) == [name]
    assert read_beside(tmp_path / name, channels) == ["kpszsu"]
    assert files(tmp_path) == before


def _killed(path: Path) -> None:
    store = open_store(path)
    store.write_now(add, "kpszsu")
    os._exit(9)


def test_a_read_only_look_sees_the_last_writes_of_a_killed_bot(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(path,))
    process.start()
    process.join()
    assert path.with_name("overnight.db-wal").stat().st_size
    assert read_beside(path, channels) == ["kpszsu"]


def test_a_read_only_look_creates_no_database(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with pytest.raises(StorageError, match=f"^There is no database at {path}.$"):
        read_beside(path, channels)
    assert not path.exists()


def test_a_file_that_is_not_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, not a database" * 40)
    with pytest.raises(StorageError, match="cannot be read: file is not a database"):
        read_beside(path, channels)


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "older.db"
    db = SqliteUtils(path)
    db.table("posts").insert({"channel": "kpszsu"})
    db.close()
    yield path


def test_a_database_with_an_older_schema_is_reported_and_not_migrated(older: Path) -> None:
    with pytest.raises(StorageError, match=r"was written by an older overnight; 'overnight run' updates it\.$"):
        read_beside(older, running_view, ["kpszsu"], NOW)
    db = SqliteUtils(older)
    assert set(db.table_names()) == {"posts"}
    db.close()

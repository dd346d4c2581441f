"""A read-only look from another process creates, changes and leaves nothing, and blocks nobody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import StorageError, Store
from storage.engines.engine import Database
from storage.read_only import read_beside
from tests.storage.looking import READ_ONLY, file_of

NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)


def channels(db: Database) -> list[str]:
    return [channel for (channel,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


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
    with pytest.raises(StorageError, match=READ_ONLY):
        read_beside(file_of(store), add, "kpszsu")


def test_a_read_only_look_creates_no_database(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with pytest.raises(StorageError, match=f"^There is no database at {path}.$"):
        read_beside(path, channels)
    assert not path.exists()

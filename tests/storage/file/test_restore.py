"""Restoring checks the backup first, keeps the old database aside, and changes nothing when it fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import NewerSchemaError, StorageError, open_store
from storage.backup import back_up
from storage.engines.locking import only_instance
from storage.errors import InUseError
from storage.restore import restore
from tests.storage.filled_database import filled
from tests.storage.state_hash import fingerprint_of

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with everything in it."""
    folder = tmp_path_factory.mktemp("original")
    return back_up(filled(folder / "overnight.db"), folder / "backup.db").path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path at which the database is restored."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "overnight.db"


def state(path: Path) -> str:
    with open_store(path) as store:
        return store.read_now(fingerprint_of)


def channels(path: Path) -> list[str]:
    db = Database(path)
    try:
        return [row["channel"] for row in db["channels"].rows]
    finally:
        db.close()


def small(path: Path, name: str) -> None:
    """Make a database that holds only a channel of this name."""
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", (name,)))


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith("-lock")}


def test_restoring_into_an_empty_folder_gives_the_same_content(original: Path, path: Path) -> None:
    restored = restore(original, path, NOON)
    assert (restored.aside, restored.rows["posts"], restored.rows["chats"]) == (None, 191, 20)
    assert set(contents(path.parent)) == {"overnight.db"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert state(path) == state(original)


def test_restoring_over_an_existing_database_is_refused(original: Path, path: Path) -> None:
    small(path, "mine")
    with pytest.raises(StorageError, match=r"overnight\.db already exists; with --force it is kept aside"):
        restore(original, path, NOON)
    assert channels(path) == ["mine"]


def test_restoring_with_force_keeps_the_former_database_completely(original: Path, path: Path) -> None:
    small(path, "mine")
    restored = restore(original, path, NOON, force=True)
    assert restored.aside == path.with_name("overnight-replaced-2026-11-29T120000Z.db")
    assert channels(restored.aside) == ["mine"]
    assert state(path) == state(original)


def test_the_write_ahead_log_of_a_crashed_bot_is_moved_aside_with_its_database(
    original: Path, path: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "live.db") as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", ("in the log alone",)))
        for ending in ("", "-wal"):  # as a kill leaves them
            shutil.copy(f"{tmp_path}/live.db{ending}", f"{path}{ending}")
    restored = restore(original, path, NOON, force=True)
    assert restored.aside
    assert channels(restored.aside) == ["in the log alone"]
    assert state(path) == state(original)


def test_an_orphaned_write_ahead_log_is_not_applied_to_the_restored_database(
    original: Path, path: Path, tmp_path: Path
) -> None:
    with open_store(tmp_path / "live.db") as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", ("lost",)))
        shutil.copy(tmp_path / "live.db-wal", f"{path}-wal")
    restored = restore(original, path, NOON)
    assert channels(path) == []
    assert restored.aside == path.with_name("overnight-replaced-2026-11-29T120000Z.db-wal")
    assert restored.aside.exists()


def test_a_damaged_database_is_replaced_and_kept_aside(original: Path, path: Path) -> None:
    path.write_bytes(os.urandom(8192))
    damaged = path.read_bytes()
    restored = restore(original, path, NOON, force=True)
    assert restored.aside
    assert restored.aside.read_bytes() == damaged
    assert state(path) == state(original)


def test_nothing_is_restored_while_a_bot_runs(original: Path, path: Path) -> None:
    small(path, "mine")
    with only_instance(path), pytest.raises(InUseError, match="Stop that one first"):
        restore(original, path, NOON, force=True)
    assert channels(path) == ["mine"]


def test_nothing_is_restored_while_another_command_uses_the_database(original: Path, path: Path) -> None:
    small(path, "mine")
    with open_store(path), pytest.raises(StorageError, match=r"Another program has .*overnight\.db open; end it first"):
        restore(original, path, NOON, force=True)
    assert channels(path) == ["mine"]


def damaged(backup: Path) -> None:
    with backup.open("r+b") as file:
        file.seek(4096 * 7)
        file.write(os.urandom(4096))


def no_database(backup: Path) -> None:
    backup.write_text("notes " * 1000)


def newer(backup: Path) -> None:
    db = Database(backup)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "overnight", "name": "m999_tomorrow", "applied_at": "2027-01-01"}
    )
    db.close()


def of_others(backup: Path) -> None:
    backup.unlink()
    db = sqlite3.connect(backup)
    db.execute("CREATE TABLE notes (text)")
    db.close()


def empty(backup: Path) -> None:
    backup.write_bytes(b"")


def missing(backup: Path) -> None:
    backup.unlink()


REFUSED: dict[Callable[[Path], None], str] = {
    damaged: r"backup\.db is damaged",
    no_database: r"backup\.db is not an overnight database",
    newer: r"backup\.db was written by a newer overnight \(it has m999_tomorrow\)",
    of_others: "not one of overnight's",
    empty: "not one of overnight's",
    missing: "There is no backup at",
}


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
def test_an_invalid_backup_changes_nothing(
    original: Path, path: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    backup = tmp_path / "backup.db"
    shutil.copy(original, backup)
    spoil(backup)
    small(path, "mine")
    before = contents(path.parent)
    with pytest.raises(StorageError, match=REFUSED[spoil]) as caught:
        restore(backup, path, NOON, force=True)
    assert not isinstance(caught.value, NewerSchemaError) or spoil is newer
    assert contents(path.parent) == before


def test_a_database_is_never_restored_from_itself(path: Path) -> None:
    small(path, "mine")
    with pytest.raises(StorageError, match="is the database itself"):
        restore(path, path, NOON, force=True)
    assert channels(path) == ["mine"]


def test_a_full_disk_changes_nothing(original: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    small(path, "mine")
    before = contents(path.parent)
    monkeypatch.setattr("storage.restore.copy_checked", full)
    with pytest.raises(StorageError, match="cannot be written: No space left on device"):
        restore(original, path, NOON, force=True)
    assert contents(path.parent) == before


def test_a_backup_with_an_older_schema_is_migrated_at_the_next_start(
    original: Path, path: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "older.db"
    shutil.copy(original, backup)
    db = Database(backup)
    db.execute("DROP TABLE pulses")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm015_pulses'")
    db.close()
    restore(backup, path, NOON)
    assert state(path) == state(original)

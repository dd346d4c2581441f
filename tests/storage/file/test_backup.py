"""Backups are consistent, checked and private; only the oldest of our own are deleted."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import StorageError, open_store
from storage.backup import back_up, back_up_dated
from storage.engines.sqlite import StoppedError
from storage.errors import DamagedError
from tests.storage.damaged_pages import kept_rows
from tests.storage.filled_database import filled, how_many_more, one_more, replayed
from tests.storage.state_hash import fingerprint_of

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("original") / "overnight.db")


@pytest.fixture
def path(_original: Path, tmp_path: Path) -> Path:
    """A database with everything in it."""
    path = tmp_path / "overnight.db"
    path.write_bytes(_original.read_bytes())
    return path


def state(path: Path) -> str:
    with open_store(path) as store:
        return store.read_now(fingerprint_of)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_backup_has_the_same_content_and_is_one_private_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    before = os.umask(0)
    try:
        made = back_up(path, tmp_path / "backups" / "a.db")
    finally:
        os.umask(before)
    assert names(tmp_path / "backups") == ["a.db"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert (made.rows["posts"], made.rows["chats"], made.size) == (191, 20, made.path.stat().st_size)
    assert state(made.path) == state(path)


def test_a_backup_has_everything_committed_before_it_and_waits_for_no_writer(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", ("before",)))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO channels (channel) VALUES ('not committed')")
        made = back_up(path, tmp_path / "a.db")
        other.close()
    db = Database(made.path)
    assert {row["channel"] for row in db["channels"].rows} == {"before"}
    db.close()


def test_writes_during_a_backup_neither_wait_nor_appear_in_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engines.sqlite.PAGES_A_STEP", 10)
    wanted, steps = state(path), 0
    with open_store(path) as store:

        def write_meanwhile() -> bool:
            nonlocal steps
            steps += 1
            assert steps < 1000, "it would never end"
            store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", (f"meanwhile {steps}",)))
            return False

        made = back_up(path, tmp_path / "a.db", stopped=write_meanwhile)
    assert steps > 10
    assert state(made.path) == wanted


def test_an_existing_file_is_overwritten_only_with_force(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    target.write_text("mine")
    with pytest.raises(StorageError, match=r"a\.db already exists; --force overwrites it\."):
        back_up(path, target)
    assert target.read_text() == "mine"
    (tmp_path / "a.db-wal").write_text("of the former one")
    back_up(path, target, force=True)
    assert not (tmp_path / "a.db-wal").exists()
    assert state(target) == state(path)


def test_backups_can_be_made_repeatedly(path: Path, tmp_path: Path) -> None:
    for _ in range(3):
        back_up(path, tmp_path / "a.db", force=True)
    assert state(tmp_path / "a.db") == state(path)


@pytest.mark.parametrize("name", ["overnight.db", "overnight.db-wal", "linked.db"])
def test_a_database_is_never_backed_up_onto_itself(path: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "linked.db").symlink_to(path)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="is the database itself"):
        back_up(path, tmp_path / name, force=True)
    assert path.read_bytes() == before


def test_a_failed_backup_raises_an_error_and_leaves_no_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for target, said in ((tmp_path / "no" / "a.db", "cannot be written: No such file"), (tmp_path / "out", "a folder")):
        with pytest.raises(StorageError, match=said):
            back_up(path, target)
    with pytest.raises(StorageError, match="There is no database at"):
        back_up(tmp_path / "none.db", tmp_path / "out" / "a.db")
    with pytest.raises(StoppedError, match="was asked to stop"):
        back_up(path, tmp_path / "out" / "a.db", stopped=lambda: True)
    assert names(tmp_path / "out") == []
    assert not (tmp_path / "none.db").exists()


def test_a_damaged_database_makes_no_backup_and_deletes_no_older_one(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up_dated(path, folder, NOON)
    with path.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(os.urandom(4096))
    with pytest.raises(DamagedError, match=r"overnight\.db is damaged \(.*'overnight verify' says"):
        back_up_dated(path, folder, NOON + timedelta(days=1), keep=1)
    assert names(folder) == ["overnight-2026-11-29T120000Z.db"]


def test_in_a_folder_the_newest_backups_are_kept_and_other_files_are_not_touched(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = ["overnight-before-upgrade.db", "other-2020-01-01T000000Z.db", "overnight-2020-01-01T000000Z.db.bak"]
    for name in others:
        (folder / name).write_text("mine")
    for day in range(4):
        made = back_up_dated(path, folder, NOON + timedelta(days=day), keep=2)
    assert [one.name for one in made.deleted] == ["overnight-2026-11-30T120000Z.db"]
    ours = ["overnight-2026-12-01T120000Z.db", "overnight-2026-12-02T120000Z.db"]
    assert names(folder) == sorted([*others, *ours])
    assert stat.S_IMODE((folder / ours[0]).stat().st_mode) == 0o600


def test_daily_backups_are_kept_by_day_even_if_the_clock_jumps(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for moment in (NOON, NOON + timedelta(hours=1), NOON + timedelta(days=1), NOON + timedelta(days=400)):
        made = back_up_dated(path, folder, moment, keep_days=3)
    assert made.deleted == ()
    back_up_dated(path, folder, NOON + timedelta(days=2), keep_days=3)
    assert names(folder) == [
        "overnight-2026-11-30T120000Z.db",
        "overnight-2026-12-01T120000Z.db",
        "overnight-2028-01-03T120000Z.db",
    ]


def test_leftovers_of_a_killed_backup_are_deleted_but_not_a_running_one(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, new = (folder / f".overnight-2026-11-28T120000Z.db.{name}.unfinished" for name in ("abc", "xyz"))
    for one, age in ((old, 7200), (new, 60)):
        one.write_text("half")
        os.utime(one, (NOON.timestamp() - age,) * 2)
    back_up_dated(path, folder, NOON)
    assert names(folder) == [new.name, "overnight-2026-11-29T120000Z.db"]


def test_a_backup_under_load_is_a_consistent_snapshot(path: Path, tmp_path: Path) -> None:
    committed, enough, ended = [0], threading.Event(), threading.Event()
    with open_store(path) as store:

        def write() -> None:
            while not ended.is_set():
                store.write_now(one_more, committed[0] + 1)
                committed[0] += 1
                if committed[0] == 5:
                    enough.set()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            assert enough.wait(60)
            before = committed[0]
            made = back_up(path, tmp_path / "a.db").path
        finally:
            ended.set()
            writer.join()
    held = how_many_more(made)
    assert held >= before
    assert kept_rows(made) == kept_rows(replayed(tmp_path / "replayed.db", held))

"""A database is moved whole or not at all, and the one it comes from stays as it is."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage import NewerSchemaError, NotADatabaseError, StorageError
from storage.engines.engine import Database
from storage.engines.lines import TableShape
from storage.engines.locking import only_instance
from storage.engines.sqlite_mover import SqliteFilling
from storage.errors import DamagedError, InUseError
from storage.migrations import overnight
from storage.moving import copy_beside, move
from storage.schema import shapes
from tests.storage.damaged_pages import overwrite, pages_of
from tests.storage.filled_database import one_more
from tests.storage.moves.files import change, files_in, in_file, rows_of
from tests.storage.moves.stopping import Stops


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where it is moved to."""
    (tmp_path / "to").mkdir()
    return tmp_path / "to" / "overnight.db"


def nothing(_db: Database) -> None:
    """Leave a database as it is made."""


def test_every_row_of_every_table_is_moved_and_the_source_is_left_as_it_was(
    source: Path, target: Path, original: bytes
) -> None:
    moved = move(source, target)
    assert files_in(source.parent) == {"overnight.db": original}
    assert list(files_in(target.parent)) == ["overnight.db"]
    tables = [shape.name for shape in shapes()]
    assert sorted(tables) == [table.name for table in moved.tables]
    assert {name: rows_of(target, name) for name in tables} == {name: rows_of(source, name) for name in tables}
    rows = {table.name: table.rows for table in moved.tables}
    assert (rows["posts"], rows["chats"], rows["unread_pages"], rows["leases"]) == (191, 20, 8, 0)
    assert moved.rows == sum(rows.values())


def test_a_table_s_hash_is_that_of_its_lines_by_key_and_the_whole_s_that_of_the_tables_hashes(
    tmp_path: Path, target: Path
) -> None:
    source = tmp_path / "small.db"
    in_file(source, lambda db: db.execute("INSERT INTO channels VALUES ('kpszsu', 7, NULL), ('b\n', NULL, '')"))
    moved = move(source, target)
    of = {table.name: table.sha256 for table in moved.tables}
    assert of["channels"] == hashlib.sha256(b"b\\n\t\\N\t\nkpszsu\t7\t\\N\n").hexdigest()
    assert of["chats"] == hashlib.sha256(b"").hexdigest()
    told = "".join(f"{of[name]}  {name}\n" for name in sorted(of))
    assert moved.sha256 == hashlib.sha256(told.encode()).hexdigest()


def test_the_new_file_is_its_owner_s_alone_and_can_be_moved_on(source: Path, target: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        there = move(source, target)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert move(target, tmp_path / "back.db") == there
    in_file(target, lambda db: one_more(db, 1))
    assert len(rows_of(target, "posts")) == 192


def test_progress_counts_the_rows_copied_and_then_those_read_back(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.moving.ROWS_BETWEEN", 100)
    told: list[tuple[str, int, int]] = []
    moved = move(source, target, lambda *words: told.append(words))
    assert {total for _, _, total in told} == {2 * moved.rows}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert list(dict.fromkeys(words for words, _, _ in told if "posts" in words)) == ["copying posts", "checking posts"]
    assert told[-1][1] > 2 * moved.rows - 200


def test_what_was_written_last_by_a_bot_that_was_killed_is_moved_too(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("INSERT INTO channels VALUES ('in the log alone', NULL, NULL)")
        db.commit()
        log = Path(f"{source}-wal").read_bytes()
        file = source.read_bytes()
    db.close()
    source.write_bytes(file)
    Path(f"{source}-wal").write_bytes(log)
    move(source, target)
    assert ("in the log alone", None, None) in rows_of(target, "channels")


@pytest.mark.parametrize("state", ["missing", "empty", "without rows", "of an older overnight"])
def test_a_target_without_rows_is_filled(
    source: Path, target: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if state == "empty":
        target.touch()
    if state == "without rows":
        in_file(target, nothing)
    if state == "of an older overnight":
        with monkeypatch.context() as older:
            older.setattr(overnight, "_migrations", overnight._migrations[:20])
            in_file(target, nothing)
    moved = move(source, target)
    assert len(rows_of(target, "posts")) == 191 and moved.rows > 191
    assert list(files_in(target.parent)) == ["overnight.db"]


def refuse(source: Path, target: Path, said: str, kind: type[StorageError] = StorageError) -> None:
    """Check that a move is refused in these words, and that neither folder changed."""
    before = files_in(source.parent), files_in(target.parent) if target.parent.exists() else {}
    with pytest.raises(kind, match=said):
        move(source, target)
    assert before == (files_in(source.parent), files_in(target.parent) if target.parent.exists() else {})


def one_row(path: Path) -> None:
    in_file(path, lambda db: db.execute("INSERT INTO pulses VALUES ('send', 1, 0, 0, NULL, 1)"))


def of_others(path: Path) -> None:
    change(path, "CREATE TABLE theirs (a)", "INSERT INTO theirs VALUES (1)")


def of_a_newer(path: Path) -> None:
    in_file(path, nothing)
    change(path, "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('overnight', 'm999_new')")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (one_row, r"overnight\.db is not empty: it has rows in pulses\. Name a file that does not exist yet\."),
        (of_others, r"overnight\.db is not empty: it has rows in theirs\."),
        (of_a_newer, r"written by a newer overnight \(it has m999_new\)"),
        (lambda path: path.write_text("my letters"), r"is not an overnight database; nothing was written to it\."),
        (lambda path: path.mkdir(), r"overnight\.db is a folder\."),
        (
            lambda path: Path(f"{path}-wal").write_text("x"),
            r"overnight\.db is missing, but .*overnight\.db-wal is there",
        ),
    ],
)
def test_a_target_with_anything_in_it_is_refused(
    source: Path, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    target = tmp_path / "to" / "overnight.db"
    target.parent.mkdir()
    make(target)
    if target.is_dir():
        with pytest.raises(StorageError, match=said):
            move(source, target)
    else:
        refuse(source, target, said)


def test_a_target_in_a_folder_that_does_not_exist_is_refused(source: Path, tmp_path: Path) -> None:
    refuse(source, tmp_path / "no" / "overnight.db", r"There is no folder .*no\.")


def test_a_target_that_a_bot_or_another_program_has_open_is_refused(source: Path, target: Path) -> None:
    in_file(target, nothing)
    with only_instance(target):
        refuse(source, target, "Stop that one first", InUseError)
    other = sqlite3.connect(target)
    other.execute("SELECT COUNT(*) FROM posts").fetchall()
    with pytest.raises(StorageError, match=r"Another program has .*overnight\.db open; end it first\."):
        move(source, target)
    other.close()
    assert rows_of(target, "posts") == []


@pytest.mark.parametrize("name", ["overnight.db", "linked.db", "same.db"])
def test_the_database_itself_is_refused_by_whatever_name(source: Path, name: str) -> None:
    (source.parent / "linked.db").symlink_to(source)
    os.link(source, source.parent / "same.db")
    refuse(source, source.parent / name, f"{name} is the database itself; name another one")


def instead_of_others(path: Path) -> None:
    path.unlink()
    of_others(path)


def older(path: Path) -> None:
    change(path, "DELETE FROM _sqlite_migrations WHERE name LIKE 'm023%'")


def newer(path: Path) -> None:
    change(path, "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('overnight', 'm999_new')")


def damage(path: Path) -> None:
    dice = random.Random(1)
    for page in range(3, pages_of(path), 3):
        overwrite(path, page, dice)


def lose_a_row_of_an_index(path: Path) -> None:
    """Write a post while the file does not know of an index: a search by that would not find it."""
    name = "posts_by_time"
    (row,) = rows_of(path, f"(SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE name = '{name}')")
    change(path, "PRAGMA writable_schema=ON", f"DELETE FROM sqlite_master WHERE name = '{name}'")
    change(path, "INSERT INTO posts (channel, message_id, published_at, is_edited) VALUES ('kpszsu', 1000, 1, 0)")
    change(path, "PRAGMA writable_schema=ON", f"INSERT INTO sqlite_master VALUES {row}")


@pytest.mark.parametrize(
    ("make", "said", "kind"),
    [
        (lambda path: path.unlink(), r"There is no database at .*overnight\.db\.", StorageError),
        (lambda path: path.write_bytes(b""), r"overnight\.db is empty\.", StorageError),
        (lambda path: path.write_text("my letters"), r"is not an overnight database", NotADatabaseError),
        (instead_of_others, r"is a database, but not one of overnight's\.", StorageError),
        (older, r"was written by an older overnight; start the bot on it once, which updates it\.", StorageError),
        (newer, r"written by a newer overnight \(it has m999_new\)", NewerSchemaError),
        (damage, r"is damaged .*'overnight restore'", DamagedError),
        (lose_a_row_of_an_index, r"is damaged .*row \d+ missing from index posts_by_time", DamagedError),
    ],
)
def test_a_source_that_cannot_be_moved_whole_is_refused(
    source: Path, target: Path, make: Callable[[Path], object], said: str, kind: type[StorageError]
) -> None:
    make(source)
    refuse(source, target, said, kind)


def test_a_value_that_is_not_of_its_column_s_kind_is_told_by_table_and_key(source: Path, target: Path) -> None:
    change(source, "UPDATE chats SET zone = x'ff00' WHERE chat_id = 1003")
    refuse(source, target, r"is damaged \(chats 1003: zone holds no text\)", DamagedError)


def test_text_that_is_no_text_is_damage(source: Path, target: Path) -> None:
    change(source, "UPDATE chats SET zone = CAST(x'ff' AS TEXT) WHERE chat_id = 1003")
    refuse(source, target, "is damaged .*chats", DamagedError)


def test_a_source_that_a_bot_runs_on_or_that_another_program_writes_to_is_refused(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with only_instance(source):
        refuse(source, target, "Another overnight runs on .*overnight", InUseError)
    monkeypatch.setattr("storage.engines.sqlite_mover.BUSY_MILLISECONDS", 1)
    other = sqlite3.connect(source, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refuse(source, target, r"Another program is writing to .*overnight\.db; end it first\.")
    other.close()


def test_a_write_in_between_is_refused_and_nothing_of_it_is_lost(source: Path, target: Path) -> None:
    refused = []

    def write(words: str, _done: int, _rows: int) -> None:
        db = sqlite3.connect(source, timeout=0, isolation_level=None)
        try:
            db.execute("INSERT INTO channels VALUES ('in between', NULL, NULL)")
        except sqlite3.OperationalError as error:
            refused.append((words, str(error)))
        finally:
            db.close()

    move(source, target, write)
    assert ("copying channels", "database is locked") in refused
    assert ("checking watches", "database is locked") in refused
    assert rows_of(target, "channels") == rows_of(source, "channels")
    change(source, "INSERT INTO channels VALUES ('afterwards', NULL, NULL)")


ENDED = KeyboardInterrupt()
FULL_DISK = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "stops", [Stops(1, KeyboardInterrupt()), Stops(60, FULL_DISK), Stops(130, KeyboardInterrupt())]
)
@pytest.mark.parametrize("exists", [False, True])
def test_an_interrupted_move_leaves_both_as_they_were(
    source: Path, target: Path, stops: Stops, exists: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.moving.ROWS_BETWEEN", 100)
    if exists:
        in_file(target, nothing)
    before = files_in(source.parent), files_in(target.parent)
    with pytest.raises((KeyboardInterrupt, StorageError)):
        move(source, target, replace(stops, told=0))
    assert before == (files_in(source.parent), files_in(target.parent))
    assert move(source, target).rows == 2377


def test_a_full_disk_is_told_and_leaves_nothing(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small_disk(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **kwargs)
        db.execute("PRAGMA max_page_count=150")
        return db

    monkeypatch.setattr("storage.engines.sqlite_mover.sqlite3.connect", small_disk)
    refuse(source, target, r"to/overnight\.db cannot be written: database or disk is full\.")


def test_a_target_that_does_not_give_back_what_was_written_is_not_kept(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = SqliteFilling.fill

    def fill_wrongly(self: SqliteFilling, shape: TableShape, lines: Iterable[bytes]) -> None:
        fill(self, shape, (line.replace("Харків".encode(), "Київ".encode()) for line in lines))

    monkeypatch.setattr(SqliteFilling, "fill", fill_wrongly)
    refuse(source, target, r"to/overnight\.db does not give back the rows of revisions as they are; nothing is kept\.")


def test_what_a_killed_move_left_behind_is_removed_by_the_next_one(source: Path, target: Path) -> None:
    old, new, others = (target.parent / name for name in (".overnight.db.a.unfinished", ".overnight.db.b.unfinished",
                                                          ".other.db.a.unfinished"))  # fmt: skip
    for one in (old, new, others):
        one.touch()
    os.utime(old, (0, 0))
    os.utime(others, (0, 0))
    move(source, target)
    assert sorted(files_in(target.parent)) == [".other.db.a.unfinished", ".overnight.db.b.unfinished", "overnight.db"]


def test_a_table_that_is_not_overnight_s_is_named_and_left(source: Path, target: Path) -> None:
    change(source, "CREATE TABLE my_notes (a)", "INSERT INTO my_notes VALUES (1)")
    assert move(source, target).passed_over == ("my_notes",)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        rows_of(target, "my_notes")


def test_a_copy_beside_a_bot_is_of_one_moment_and_holds_nobody_up(source: Path, target: Path) -> None:
    def write(words: str, _done: int, _rows: int) -> None:
        change(source, f"INSERT OR IGNORE INTO channels VALUES ('{words}', NULL, NULL)")

    with only_instance(source):
        before = rows_of(source, "channels")
        copy_beside(source, target, write)
    assert rows_of(target, "channels") == before
    assert len(rows_of(source, "channels")) > len(before)


def test_every_table_can_be_moved() -> None:
    """A table without a key, or a column of another type, needs a decision here: how it is moved."""
    assert all(shape.key and set(shape.key) <= set(shape.columns) for shape in shapes())
    names = [shape.name for shape in shapes()]
    assert names.index("posts") < names.index("revisions") < names.index("readings") < names.index("lines")

"""SQLite: reading a file without changing it, copying it while others write, checking its integrity."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.engines.connecting import SqliteDatabase
from storage.engines.files import companions
from storage.errors import DamagedError, NotADatabaseError, StorageError

BUSY_MILLISECONDS = 10_000
# Pages copied between two checks whether to stop: 8 MB at the usual page size.
PAGES_A_STEP = 2_000
# At most this many faults of a damaged file are reported; a broken page can have hundreds.
MOST_FAULTS = 20
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoppedError(StorageError):
    """A copy was asked to stop before it was done."""


@contextmanager
def looking_into(path: Path) -> Iterator[SqliteDatabase]:
    """Yield a connection that does not write; SQLite's errors within are raised as ``StorageError``.

    A read-only connection would leave -wal and -shm behind where there were none; one that can write would move an
    existing -wal into the database when it closes.
    """
    mode = "ro" if companions(path.resolve())[0].exists() or not os.access(path, os.W_OK) else "rw"
    try:
        db = SqliteDatabase(sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None))
        try:
            db.execute("PRAGMA query_only=ON")
            db.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}").fetchall()
            yield db
        finally:
            db.close()
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except sqlite3.DatabaseError as error:
        raise told(path, error) from error


def told(path: Path, error: sqlite3.DatabaseError) -> StorageError:
    """Return SQLite's error about a file as an error with a readable message."""
    if _code(error) == sqlite3.SQLITE_NOTADB:
        return NotADatabaseError(path)
    if _code(error) == sqlite3.SQLITE_CORRUPT:
        return DamagedError(path, str(error))
    return StorageError(path, f"{path} cannot be read: {error}.")


def _code(error: sqlite3.DatabaseError) -> int | None:
    """Return SQLite's primary error code; None where Python itself could not decode a value (text not in UTF-8)."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def faults(db: Database, table: str | None = None, *, thorough: bool = False) -> list[str]:
    """Return the integrity faults of a file, or of one table and its indexes; an empty list where it is intact.

    The thorough check also compares each index with its table.
    """
    check = "integrity_check" if thorough else "quick_check"
    asked = f"'{table}'" if table else MOST_FAULTS
    try:
        rows = db.execute(f"PRAGMA {check}({asked})").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if rows == [("ok",)] else [str(row[0]) for row in rows[:MOST_FAULTS]]


def refuse_if_broken(db: Database, path: Path) -> None:
    """Check quickly that a file is intact. Raises ``DamagedError`` and ``NotADatabaseError``."""
    found = faults(db)
    if any("not a database" in fault for fault in found):
        raise NotADatabaseError(path)
    if found:
        raise DamagedError(path, found[0])


def row_counts(db: Database) -> dict[str, int]:
    """Return the number of rows of each table."""
    names = [
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        ).fetchall()
    ]
    return {name: int(db.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for name in names}  # nosec B608


def copy_checked(source: Path, target: Path, stopped: Callable[[], bool]) -> dict[str, int]:
    """Copy a snapshot of a database over the empty file ``target``; return the copy's rows by table.

    Others may write to the source meanwhile: the copy neither waits for them nor blocks them. It is a single file
    without companions, synced to the disk, checked to be intact and to have as many rows. Raises ``StorageError``.
    """
    with looking_into(source) as db, db.one_moment():
        counted = row_counts(db)
        _copy(db, target, stopped)
    with _writing(target) as copy:
        found, rows = faults(copy), row_counts(copy)
    if found or rows != counted:
        raise DamagedError(source, found[0] if found else "its copy has other numbers of rows")
    return rows


def _copy(db: Database, target: Path, stopped: Callable[[], bool]) -> None:
    def look(*_: int) -> None:
        if stopped():
            raise StoppedError(target, f"{target} was not finished: it was asked to stop.")

    # The open transaction pins the snapshot, so that the copy never restarts, however much is written meanwhile.
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode=OFF").fetchall()
        copy.execute("PRAGMA synchronous=OFF")
        db.conn.backup(copy, pages=PAGES_A_STEP, progress=look)
    except sqlite3.DatabaseError as error:
        if _code(error) in _DAMAGE:  # of the source
            raise
        raise StorageError(target, f"{target} cannot be written: {error}.") from error
    finally:
        copy.close()


@contextmanager
def _writing(target: Path) -> Iterator[SqliteDatabase]:
    """Yield a connection to a copy that nobody else uses yet, as a single file without companions."""
    db = SqliteDatabase(sqlite3.connect(target, isolation_level=None))
    try:
        db.execute("PRAGMA journal_mode=DELETE").fetchall()
        yield db
    except sqlite3.DatabaseError as error:
        raise told(target, error) from error
    finally:
        db.close()


def make_one_file(path: Path) -> None:
    """Move the -wal of a database into it, while nobody else may use it.

    Raises ``StorageError`` where another program has it open. A damaged database is left as it is.
    """
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        db.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        db.execute("BEGIN IMMEDIATE")
        db.rollback()
    except sqlite3.DatabaseError as error:
        if _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StorageError(path, f"Another program has {path} open; end it first.") from error
    finally:
        db.close()

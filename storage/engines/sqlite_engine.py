"""SQLite: one file, one thread that writes and one that reads, each with a connection of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import TypeVar

from storage.engines.connecting import SqliteDatabase, connect, snapshot, transaction
from storage.engines.engine import Database
from storage.engines.files import make_private, refuse_missing
from storage.errors import DamagedError, NotADatabaseError, StorageError, is_broken
from storage.migrations import migrate

T = TypeVar("T")

# After three such waits in a row the operators are told; a command beside the bot writes for far less.
BUSY_MILLISECONDS = 5_000
# A command that only looks waits for less.
BESIDE_SECONDS = 3.0


class SqliteLane:
    """One connection, on the thread it was made on."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self.db = connect(path, busy_milliseconds=BUSY_MILLISECONDS, query_only=not writes)

    def run(self, fn: Callable[[Database], T], /, *, durable: bool = False) -> T:
        """Run ``fn`` in a transaction of this lane; SQLite's errors are raised as ``StorageError``."""
        with_our_errors = told(self._path, _durably if durable else _in_transaction if self._writes else _in_snapshot)
        return with_our_errors(self.db, fn)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()


class SqliteEngine:
    """A database in a file."""

    reading_threads = 1

    def __init__(self, path: Path) -> None:
        self.location = path

    def exists(self) -> bool:
        """Return whether there is a file."""
        return self.location.exists()

    def prepare(self, fill: Callable[[Database], object]) -> None:
        """Create the file, readable by its owner alone, and bring its schema to today's; then run ``fill``."""
        make_private(self.location)
        try:
            db = connect(self.location, busy_milliseconds=BUSY_MILLISECONDS)
            try:
                migrate(db, self.location)
                _in_transaction(db, fill)
            finally:
                db.close()
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error):
                raise NotADatabaseError(self.location) from error
            raise StorageError(self.location, f"{self.location} cannot be opened: {error}.") from error

    def writing(self) -> SqliteLane:
        """Return the lane that writes."""
        return SqliteLane(self.location, writes=True)

    def reading(self) -> SqliteLane:
        """Return the lane that reads."""
        return SqliteLane(self.location, writes=False)

    async def changes(self) -> AsyncGenerator[str, None]:
        """Yield nothing: only one bot may run on a file."""
        await asyncio.get_running_loop().create_future()
        yield ""

    def beside(self, fn: Callable[[Database], T], /) -> T:
        """Run ``fn`` in a snapshot on a read-only connection of its own."""
        path = self.location
        try:
            refuse_missing(path)
            db = SqliteDatabase(
                sqlite3.connect(_read_only(path), uri=True, timeout=BESIDE_SECONDS, isolation_level=None)
            )
            try:
                with db.one_moment():
                    return fn(db)
            finally:
                db.close()
        except sqlite3.OperationalError as error:
            if str(error).startswith(("no such table", "no such column")):
                raise StorageError(
                    path, f"{path} was written by an older overnight; 'overnight run' updates it."
                ) from error
            raise StorageError(path, f"{path} cannot be read: {error}.") from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise StorageError(path, f"{path} cannot be read: {error}.") from error


def _read_only(path: Path) -> str:
    """Return the SQLite URI that opens a file for reading only.

    Reading a file that has no write-ahead log would create one and leave it behind under our user: a bot that runs as
    another user could not open it. Nobody has such a file open, so it is opened as immutable.
    """
    alone = not path.with_name(path.name + "-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _in_transaction(db: SqliteDatabase, fn: Callable[[Database], T]) -> T:
    with transaction(db):
        return fn(db)


def _in_snapshot(db: SqliteDatabase, fn: Callable[[Database], T]) -> T:
    with snapshot(db):
        return fn(db)


def _durably(db: SqliteDatabase, fn: Callable[[Database], T]) -> T:
    """Run ``fn`` in a transaction that is synced to the disk and checkpointed as far as readers allow.

    Otherwise a write-ahead log lost in a power cut would take every mark since the last thousand pages with it.
    """
    db.conn.execute("PRAGMA synchronous=FULL")
    try:
        result = _in_transaction(db, fn)
        db.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        db.conn.execute("PRAGMA synchronous=NORMAL")
    return result


Runs = Callable[[SqliteDatabase, Callable[[Database], T]], T]


def told(path: Path, run: Runs[T]) -> Runs[T]:
    """Return ``run`` with SQLite's errors (full disk, damaged file) raised as ``StorageError``; bugs pass."""

    def telling(db: SqliteDatabase, fn: Callable[[Database], T]) -> T:
        try:
            return run(db, fn)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise
        except sqlite3.DatabaseError as error:
            if is_broken(error):
                raise DamagedError(path, str(error)) from error
            raise StorageError(path, f"{path} cannot be used: {error}.") from error

    return telling

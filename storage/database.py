"""Opening the database, and the threads that use it.

A ``sqlite_utils.Database`` belongs to the thread that made it, and an ``await`` inside its ``atomic()`` would let
another task's write join the transaction. So every function of this package takes a ``Database`` first, does not
await, and is run here: writes one after another on one thread, each in a transaction; reads on another thread, each in
a snapshot. What can run in neither (backups, checks of the file) opens the file itself: ``storage.backup``,
``storage.verify``.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from storage.engines.connecting import connect, snapshot, transaction
from storage.engines.files import make_private
from storage.errors import DamagedError, NotADatabaseError, StorageError, is_broken
from storage.migrations import migrate
from storage.readings import current_figures

P = ParamSpec("P")
T = TypeVar("T")

# After three such waits in a row the operators are told; a command beside the bot writes for far less.
BUSY_MILLISECONDS = 5_000
WRITING, READING = "write", "read"


class Store:
    """The open database. It never hands out its ``Database``: callers pass a function of ``storage`` and arguments."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing = _Lane(path, WRITING)
        try:
            self._reading = _Lane(path, READING)
        except BaseException:
            self._writing.close()
            raise

    async def write(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn(db, …)`` as one transaction on the writing thread: all of it is committed or none."""
        return await asyncio.wrap_future(self._writing.submit(_in_transaction(fn), *args, **kwargs))

    async def write_durably(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``write``, but return only when the data would survive a power cut: in the file itself, not the log."""
        return await asyncio.wrap_future(self._writing.submit(_durable(fn), *args, **kwargs))

    async def read(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn(db, …)`` in one snapshot on the reading thread, which waits for no write and cannot write.

        Two reads see two moments, so everything one answer needs is read by one ``fn``.
        """
        return await asyncio.wrap_future(self._reading.submit(_in_snapshot(fn), *args, **kwargs))

    def write_now(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``write``, for a caller without an event loop (the command line)."""
        return self._writing.submit(_in_transaction(fn), *args, **kwargs).result()

    def read_now(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``read``, for a caller without an event loop."""
        return self._reading.submit(_in_snapshot(fn), *args, **kwargs).result()

    def close(self) -> None:
        """Wait for running calls, then end both threads and close their connections."""
        self._writing.close()
        self._reading.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Lane:
    """One thread with one connection of its own."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"storage-{name}")
        self._db = self._pool.submit(_connect, path, query_only=name == READING).result()

    def submit(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._pool.submit(_with_our_errors(self._path, fn), self._db, *args, **kwargs)

    def close(self) -> None:
        self._pool.submit(self._db.close).result()
        self._pool.shutdown()


def open_store(path: Path) -> Store:
    """Open (or create) the database at ``path`` and migrate its schema. Only the owner can read a file created here.

    Raises ``NotADatabaseError``, ``NewerSchemaError``, or ``StorageError`` where the file cannot be opened.
    """
    make_private(path)
    try:
        db = _connect(path)
        try:
            migrate(db, path)
            if current_figures.is_unfilled(db):
                _in_transaction(current_figures.fill)(db)
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise NotADatabaseError(path) from error
        raise StorageError(path, f"{path} cannot be opened: {error}.") from error
    return Store(path)


def _connect(path: Path, *, query_only: bool = False) -> Database:
    return connect(path, busy_milliseconds=BUSY_MILLISECONDS, query_only=query_only)


def path_of(db: Database) -> Path:
    """Return the file a connection is open on."""
    (_, _, name) = db.execute("PRAGMA database_list").fetchone()
    return Path(name)


def _in_transaction(fn: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """Return ``fn`` wrapped in a transaction."""

    def run(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with transaction(db):
            return fn(db, *args, **kwargs)

    return run


def _in_snapshot(fn: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """Return ``fn`` wrapped in a snapshot, which ends even if ``fn`` raises."""

    def run(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with snapshot(db):
            return fn(db, *args, **kwargs)

    return run


def _durable(fn: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """Return ``fn`` wrapped in a transaction that is synced to the disk and checkpointed as far as readers allow.

    Otherwise a write-ahead log lost in a power cut would take every mark since the last thousand pages with it.
    """

    def run(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        db.conn.execute("PRAGMA synchronous=FULL")
        try:
            result = _in_transaction(fn)(db, *args, **kwargs)
            db.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            db.conn.execute("PRAGMA synchronous=NORMAL")
        return result

    return run


def _with_our_errors(path: Path, fn: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """Return ``fn`` with SQLite's errors (full disk, damaged file) raised as ``StorageError``; bugs pass."""

    def run(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return fn(db, *args, **kwargs)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise
        except sqlite3.DatabaseError as error:
            if is_broken(error):
                raise DamagedError(path, str(error)) from error
            raise StorageError(path, f"{path} cannot be used: {error}.") from error

    return run

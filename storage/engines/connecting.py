"""The store's connection to SQLite: its settings, and cursors that are closed with their transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlite_utils import Database

from storage.engines import tables
from storage.engines.engine import Table


class Connection(sqlite3.Connection):
    """A connection that tracks its cursors, so that they can be closed with their transaction.

    A SELECT that was not read to its end keeps its snapshot open, even after ROLLBACK. The exception that interrupted
    it refers to its cursor; for as long as anything held that exception, all later reads would see the old snapshot and
    the log could not be checkpointed into the file. All rows here are queried through ``execute``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def execute(self, *args: Any) -> sqlite3.Cursor:
        made = super().execute(*args)
        if made.description is not None:  # it gives rows, which may not all be read
            self._cursors.add(made)
        return made

    def end_statements(self) -> None:
        """Close every open cursor; reading on from one raises ``ProgrammingError``."""
        for one in list(self._cursors):
            one.close()
        self._cursors.clear()


class SqliteDatabase(Database):
    """A database in a file, with what only SQLite can tell of it (see ``storage.engines.engine.Database``)."""

    @property
    def location(self) -> Path:
        """Return the file."""
        (_, _, name) = self.execute("PRAGMA database_list").fetchone()
        return Path(name)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> int:
        """Run one statement for each row of values; return how many rows of the table that concerned."""
        return self.conn.executemany(sql, rows).rowcount

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Open a snapshot: all reads within see one moment, whatever others write meanwhile."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.conn.rollback()

    def is_fault(self, error: Exception) -> bool:
        """Return whether an error is one of SQLite's."""
        return isinstance(error, sqlite3.DatabaseError)

    def milliseconds(self) -> int:
        """Return the machine's time: all who use the file are on it."""
        return time.time_ns() // 1_000_000

    def size(self) -> int:
        """Return the bytes of the file, without its log."""
        (pages,) = self.execute("PRAGMA page_count").fetchone()
        (page_size,) = self.execute("PRAGMA page_size").fetchone()
        return int(pages * page_size)

    def schema_tables(self) -> list[Table]:
        """Return every table of the schema, by name, without SQLite's own."""
        return tables.tables(self)

    def check_links_at_the_end(self) -> None:
        """Defer foreign key checks to the end of the transaction."""
        self.execute("PRAGMA defer_foreign_keys=ON")

    def broken_links(self) -> list[str]:
        """Return a sentence for each row whose foreign key leads nowhere: SQLite checks them only where told to."""
        rows = self.execute("PRAGMA foreign_key_check").fetchall()
        return [f"{table}: row {row} names no row of {parent}" for table, row, parent, _ in rows]


def connect(path: Path, *, busy_milliseconds: int, query_only: bool = False) -> SqliteDatabase:
    """Return a connection for a thread of the store; ``query_only`` refuses writes. Raises ``sqlite3.DatabaseError``.

    sqlite-utils leaves foreign keys off and the journal mode on delete. ``synchronous=NORMAL`` is enough in WAL mode: a
    power cut can lose the last commits but corrupts nothing, and the lost posts are still on the channel's page.
    """
    db = SqliteDatabase(sqlite3.connect(path, isolation_level=None, factory=Connection))
    try:
        db.execute("PRAGMA journal_mode=WAL").fetchall()
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute(f"PRAGMA busy_timeout={busy_milliseconds}").fetchall()
        if query_only:
            db.execute("PRAGMA query_only=ON")
    except BaseException:
        db.close()  # nobody else could: the caller never sees it
        raise
    return db


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Open a snapshot: all reads within see the database as of the first SELECT, whatever is written meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        _end_statements(db)
        db.conn.rollback()


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Open a transaction: all writes within are committed, or none if it raises.

    IMMEDIATE, because a deferred BEGIN fails at its first write when another connection wrote since its first SELECT.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        _end_statements(db)
        db.conn.commit()
    except BaseException:
        _end_statements(db)
        db.conn.rollback()
        raise


def _end_statements(db: Database) -> None:
    assert isinstance(db.conn, Connection), "made by connect"
    db.conn.end_statements()

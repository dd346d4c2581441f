"""The store's connection to SQLite: its settings, and cursors that are closed with their transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from weakref import WeakSet

from sqlite_utils import Database

# The first argument of a function that ``Store.write`` or ``Store.read`` runs. Other packages only pass it on to
# functions of ``storage``: SQL stays here.
Transaction: TypeAlias = Database
Snapshot: TypeAlias = Database


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


def connect(path: Path, *, busy_milliseconds: int, query_only: bool = False) -> Database:
    """Return a connection for a thread of the store; ``query_only`` refuses writes. Raises ``sqlite3.DatabaseError``.

    sqlite-utils leaves foreign keys off and the journal mode on delete. ``synchronous=NORMAL`` is enough in WAL mode: a
    power cut can lose the last commits but corrupts nothing, and the lost posts are still on the channel's page.
    """
    db = Database(sqlite3.connect(path, isolation_level=None, factory=Connection))
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

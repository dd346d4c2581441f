"""A connection to SQLite as the store uses it: settings we rely on, and no statement that outlives its transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from weakref import WeakSet

from sqlite_utils import Database

# What a function is handed that ``Store.write`` runs, and one that ``Store.read`` runs. Other packages pass it on to
# functions of ``storage`` and ask nothing of it themselves: SQL stays here.
Transaction: TypeAlias = Database
Snapshot: TypeAlias = Database


class Connection(sqlite3.Connection):
    """A connection that knows its cursors, so that they can be ended with their transaction.

    A SELECT that was not read to its end keeps the moment it began at, even after ROLLBACK. The error that broke it off
    holds its cursor; as long as somebody kept that error, all later reads would be of that moment, and what is written
    could not be carried from the log into the file. ``execute`` is the only way by which rows are asked for here.
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
        """Close every cursor that is still there; whoever reads on from one gets ``ProgrammingError``."""
        for one in list(self._cursors):
            one.close()
        self._cursors.clear()


def connect(path: Path, *, busy_milliseconds: int, query_only: bool = False) -> Database:
    """A connection for a lane of the store; ``query_only`` refuses every write. Raises ``sqlite3.DatabaseError``.

    sqlite-utils leaves foreign keys off and the journal on delete. ``synchronous=NORMAL`` is enough in WAL mode: a
    power cut can lose the last commits but never corrupt, and what was lost is on the channel's page still.
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
    """Everything that is read within is of one moment, that of the first SELECT, whatever is written meanwhile."""
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        _end_statements(db)
        db.conn.rollback()


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Everything that is written within is kept, or nothing where it raises.

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

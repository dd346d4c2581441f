"""A database in memory, for answers about another time; nothing of it is ever written to a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.engines.connecting import Connection
from storage.migrations import migrate


@contextmanager
def in_memory() -> Iterator[Database]:
    """Yield an empty database with today's schema; only the calling thread may use it."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None, factory=Connection))
    try:
        db.execute("PRAGMA foreign_keys=ON")
        migrate(db, Path(":memory:"))
        yield db
    finally:
        db.close()

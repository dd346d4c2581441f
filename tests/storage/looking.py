"""The file of a store that a test opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage import Store
from storage.engines.connecting import SqliteDatabase
from storage.engines.engine import Database


def file_of(store: Store) -> Path:
    """Return the path a test's database has, whichever engine keeps it."""
    assert isinstance(store.location, Path), "tests name databases by paths"
    return store.location


def sqlite_of(db: Database) -> sqlite3.Connection:
    """Return SQLite's own connection, for tests of what only SQLite can tell."""
    assert isinstance(db, SqliteDatabase)
    return db.conn

"""Reading the database of a running bot from another process: nothing is written, created or blocked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from storage.engines.sqlite import one_moment
from storage.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 3.0


def read_beside(path: Path, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``fn(db, …)`` in a snapshot on a read-only connection of its own and close it; safe on any thread.

    Raises ``StorageError`` where there is no database or it cannot be read.
    """
    try:
        if not path.is_file():
            raise StorageError(path, f"There is no database at {path}.")
        connection = sqlite3.connect(_address(path), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            db = Database(connection)
            with one_moment(db):
                return fn(db, *args, **kwargs)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if str(error).startswith(("no such table", "no such column")):
            raise StorageError(
                path, f"{path} was written by an older overnight; 'overnight run' updates it."
            ) from error
        raise StorageError(path, f"{path} cannot be read: {error}.") from error
    except (sqlite3.DatabaseError, OSError) as error:
        raise StorageError(path, f"{path} cannot be read: {error}.") from error


def _address(path: Path) -> str:
    """Return the SQLite URI that opens a file for reading only.

    Reading a file that has no write-ahead log would create one and leave it behind under our user: a bot that runs as
    another user could not open it. Nobody has such a file open, so it is opened as immutable.
    """
    alone = not path.with_name(path.name + "-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"

"""Which engine a database is of. What only PostgreSQL needs is imported only where it is asked for."""

from __future__ import annotations

from pathlib import Path

from storage.engines.engine import Engine
from storage.engines.sqlite_engine import SqliteEngine
from storage.errors import StorageError
from storage.location import Location

LACKING = "PostgreSQL needs what 'pip install overnight[fleet]' brings; it is not installed here."


def engine_of(location: Location) -> Engine:
    """Return the engine for a database. Raises ``StorageError`` where its driver is not installed."""
    if isinstance(location, Path):
        return SqliteEngine(location)
    try:
        from storage.engines.postgres.engine import PostgresEngine  # noqa: PLC0415 - the default stays light
    except ImportError as error:
        raise StorageError(location, f"{location} cannot be used: {LACKING}") from error
    return PostgresEngine(location)

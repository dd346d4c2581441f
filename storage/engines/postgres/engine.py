"""PostgreSQL: a server that many replicas use at a time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict

from storage.engines.engine import Database
from storage.engines.postgres import schema
from storage.engines.postgres.connection import connect
from storage.engines.postgres.errors import telling
from storage.engines.postgres.lanes import PostgresLane
from storage.engines.postgres.listening import changes
from storage.engines.postgres.looking import PATIENT
from storage.errors import StorageError
from storage.location import PostgresAddress

T = TypeVar("T")

READING_THREADS = 4
# A migration may take as long as it has to, and others wait for it.
MIGRATING = PATIENT | {"lock_timeout": "0"}


class PostgresEngine:
    """A database of a PostgreSQL server."""

    reading_threads = READING_THREADS

    def __init__(self, location: PostgresAddress) -> None:
        """Raises ``StorageError`` for an address that libpq cannot read; libpq's message may hold a password."""
        try:
            conninfo_to_dict(location.url)
        except psycopg.Error:
            raise StorageError(
                location, "OVERNIGHT_DATABASE is no address that PostgreSQL's library can read."
            ) from None
        self.location = location

    def exists(self) -> bool:
        """Return whether the server has this database, with our tables in it. Raises ``StorageError``."""
        return bool(self.beside(schema.steps))

    def prepare(self, fill: Callable[[Database], object]) -> None:
        """Bring the schema to today's, one replica after another, and run ``fill``. The database itself must exist."""
        with telling(self.location):
            db = connect(self.location, read_only=False, settings=MIGRATING)
            try:
                # a snapshot that is taken before the wait for another replica would not see what that one did
                db.conn.set_isolation_level(psycopg.IsolationLevel.READ_COMMITTED)
                schema.migrate(db)
                db.conn.commit()
                fill(db)
                db.conn.commit()
            finally:
                db.conn.close()

    def writing(self) -> PostgresLane:
        """Return the lane that writes."""
        return PostgresLane(self.location, read_only=False)

    def reading(self) -> PostgresLane:
        """Return the lane that reads."""
        return PostgresLane(self.location, read_only=True)

    def changes(self) -> AsyncGenerator[str, None]:
        """Yield the tables that commits change; on a connection of its own."""
        return changes(self.location)

    def beside(self, fn: Callable[[Database], T], /) -> T:
        """Run ``fn`` in a snapshot on a read-only connection of its own."""
        with telling(self.location):
            db = connect(self.location, read_only=True)
            try:
                return fn(db)
            except psycopg.errors.UndefinedTable:
                db.conn.rollback()
                if not schema.steps(db):
                    raise StorageError(
                        self.location, f"{self.location} is empty; 'overnight run' makes its tables."
                    ) from None
                raise
            finally:
                db.conn.close()

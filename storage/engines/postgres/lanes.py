"""A lane on PostgreSQL: each of its threads has a connection of its own, made when it is first needed or was lost.

psycopg's pool would lend connections to threads that come and go; here each thread is there for good.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg

from storage.engines.engine import Database
from storage.engines.postgres.connection import PostgresDatabase, connect
from storage.engines.postgres.errors import telling
from storage.errors import StorageError
from storage.location import PostgresAddress

T = TypeVar("T")

# Another transaction came between, or each waited for the other: the same again may work.
COLLISIONS = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)
# So often a transaction is run, with rests of 2 ms, 4 ms … between, a quarter of a second at most.
MOST_TRIES = 20
FIRST_REST, LONGEST_REST = 0.002, 0.25
# So often it is run once more on a new connection, where a new one can be made at once.
MOST_LOSSES = 3
# Another transaction made or deleted a row that this one had not seen: the same again works, or is a fault of ours.
CROSSED = (psycopg.errors.UniqueViolation, psycopg.errors.ForeignKeyViolation)
# A process that was stopped, or had too much else to do, may be silent for so long the next time, in place of what
# ``connection.WRITING`` says.
PATIENTLY = "SET LOCAL idle_in_transaction_session_timeout = '60s'"


class _Lost(Exception):
    """The connection was lost before anything was committed, as ``error`` says."""

    def __init__(self, error: psycopg.Error) -> None:
        super().__init__(str(error))
        self.error = error


class PostgresLane:
    """Transactions, or snapshots where it is ``read_only``."""

    def __init__(self, location: PostgresAddress, *, read_only: bool) -> None:
        self._location = location
        self._read_only = read_only
        self._mine = threading.local()
        self._all: set[PostgresDatabase] = set()

    def run(self, fn: Callable[[Database], T], /, *, durable: bool = False) -> T:
        """Run ``fn`` in a transaction; again, where another came between or the connection was lost before its end.

        Every commit is durable here: each connection asks for it.

        Raises ``StorageError``. Where the connection is lost during the commit, nobody can know whether it was done.
        """
        with telling(self._location):
            losses, crossed, patiently = 0, False, False
            for number in range(MOST_TRIES):
                try:
                    return self._once(fn, patiently=patiently)
                except COLLISIONS:
                    time.sleep(random.uniform(0.5, 1) * min(FIRST_REST * 2**number, LONGEST_REST))  # nosec B311
                except CROSSED:
                    if crossed:
                        raise
                    crossed = True
                except _Lost as lost:
                    losses += 1
                    patiently = patiently or isinstance(lost.error, psycopg.errors.IdleInTransactionSessionTimeout)
                    if losses > MOST_LOSSES:
                        raise lost.error from None
        raise StorageError(self._location, f"{self._location} cannot be used: others write to the same rows all along.")

    def close(self) -> None:
        """Close the connections of all threads."""
        for db in self._all:
            db.conn.close()

    def _once(self, fn: Callable[[Database], T], *, patiently: bool) -> T:
        db: PostgresDatabase = getattr(self._mine, "db", None) or self._connected()
        committing = False
        try:
            if patiently:
                db.execute(PATIENTLY)
            result = fn(db)
            committing = not self._read_only
            if committing:
                db.conn.commit()
            else:
                db.conn.rollback()
        except BaseException as error:
            self._undo(db)
            # restarted since this connection was used last, or this process was stopped for a while
            if isinstance(error, psycopg.Error) and db.conn.closed and not committing:
                raise _Lost(error) from error
            raise
        return result

    def _connected(self) -> PostgresDatabase:
        db = connect(self._location, read_only=self._read_only)
        self._mine.db = db
        self._all.add(db)
        return db

    def _undo(self, db: PostgresDatabase) -> None:
        with contextlib.suppress(psycopg.Error):
            db.conn.rollback()
        if db.conn.closed:
            self._mine.db = None
            self._all.discard(db)

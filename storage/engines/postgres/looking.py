"""Reading a PostgreSQL database from end to end: as long as it takes, row by row, changing nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.engines.postgres.connection import PostgresDatabase, connect
from storage.engines.postgres.errors import telling
from storage.location import PostgresAddress

# On a connection on which something takes minutes, or that waits for us meanwhile.
PATIENT = dict.fromkeys(("statement_timeout", "idle_in_transaction_session_timeout"), "0")

_PARTS = """SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v') AND attnum > 0
            AND NOT attisdropped
    UNION ALL SELECT mine.relname, its.relname FROM pg_index JOIN pg_class AS mine ON mine.oid = indrelid
        JOIN pg_class AS its ON its.oid = indexrelid WHERE mine.relnamespace = current_schema()::regnamespace"""


@contextmanager
def patient_connection(location: PostgresAddress, *, read_only: bool) -> Iterator[PostgresDatabase]:
    """Yield a connection that may take its time; at the end what was not committed is undone.

    Raises ``StorageError`` where the server cannot be reached.
    """
    with telling(location):
        db = connect(location, read_only=read_only, settings=PATIENT)
    try:
        yield db
    finally:
        db.conn.close()


def lines(db: PostgresDatabase, query: str) -> Iterator[bytes]:
    """Yield the rows of a query in COPY's text format, holding one at a time. Raises ``psycopg.Error``."""
    with db.conn.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT".encode()) as copy:
        yield from map(bytes, copy)


def unreadable(db: PostgresDatabase, table: str) -> str | None:
    """Return why some row of a table cannot be read, None where all can."""
    try:
        for _ in lines(db, f'SELECT * FROM "{table}"'):  # nosec B608: a name of the schema
            pass
    except psycopg.Error as error:
        db.conn.rollback()
        return error.diag.message_primary or str(error)
    return None


def parts(db: PostgresDatabase) -> dict[str, frozenset[str]]:
    """Return the names of the columns and indexes of each table and view."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, name in db.execute(_PARTS):
        found[table].add(name)
    return {table: frozenset(names) for table, names in found.items()}

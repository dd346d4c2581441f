"""The store's connection to PostgreSQL: its settings, how values go in and out, and what only it can tell."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.types.numeric import Int8Dumper

from storage.engines.engine import Table
from storage.engines.postgres import tables
from storage.engines.postgres.statements import as_psycopg, as_server, as_values
from storage.location import PostgresAddress

# Of a transaction that is run again psycopg would tell that its pipeline was ended; what is wrong is raised anyway.
logging.getLogger("psycopg").setLevel(logging.ERROR)

CONNECT_SECONDS = 5
# A statement with more than these is not kept by psycopg once it was read.
MANY_VALUES = 50
# A host that is gone is noticed within about ten seconds, not after the two hours that systems wait by themselves.
ALIVE: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# Told to the server for each connection. Our queries are small: compiling one takes longer than running it.
SETTINGS = {"client_encoding": "UTF8", "jit": "off", "lock_timeout": "10s", "statement_timeout": "120s"}
# A commit that a crash of the server takes back would have a message claimed and sent again: where the server does not
# wait for the disk, our connections do. A setting that waits for more than that (``remote_apply``) stays.
_WAIT_FOR_THE_DISK = """set_config('synchronous_commit', CASE current_setting('synchronous_commit')
    WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)"""
# A process that is frozen within a transaction must not keep others from the rows it locked. Who only reads locks none,
# and may think for minutes between two of its statements.
WRITING = {"idle_in_transaction_session_timeout": "3s"}
READING = {"idle_in_transaction_session_timeout": "30min"}


class _WholeNumber(Int8Dumper):
    """Every number is a BIGINT, as all our columns are; psycopg's choice by size would prepare a statement anew."""

    def dump(self, obj: int) -> Buffer | None:
        if not -(2**63) <= obj < 2**63:
            raise OverflowError("Python int too large to convert to a BIGINT")  # as SQLite does
        return super().dump(obj)


class _Flag(Dumper):
    """True and False are 1 and 0: our columns hold numbers."""

    oid = Int8Dumper.oid

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"


class _Sum(Loader):
    """A sum of BIGINTs is NUMERIC here; it is a whole number all the same."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text or "N" in text else int(text)


class PostgresDatabase:
    """One connection, within a transaction (see ``storage.engines.engine.Database``)."""

    def __init__(self, conn: psycopg.Connection[tuple[Any, ...]], location: PostgresAddress) -> None:
        self.conn = conn
        self.location = location

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = (), /) -> psycopg.Cursor[tuple[Any, ...]]:
        """Run one statement with these values."""
        values = as_values(sql, parameters)
        if len(values) > MANY_VALUES and not isinstance(values, Mapping):
            return psycopg.RawCursor(self.conn).execute(as_server(sql).encode(), values)
        return self.conn.execute(as_psycopg(sql).encode(), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> int:
        """Run one statement for each row of values, without waiting for each; return how many rows that concerned."""
        cursor = self.conn.cursor()
        cursor.executemany(as_psycopg(sql).encode(), [as_values(sql, row) for row in rows])
        return cursor.rowcount

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
        """Do nothing: whoever has a connection is in a transaction already."""
        yield

    def is_fault(self, error: Exception) -> bool:
        """Return whether an error is one of PostgreSQL's."""
        return isinstance(error, psycopg.Error)

    def milliseconds(self) -> int:
        """Return the server's time, which is one for all replicas."""
        row = self.execute("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)").fetchone()
        assert row, "a SELECT without FROM has one row"
        return int(row[0])

    def size(self) -> int:
        """Return the bytes of the database on the server's disk."""
        row = self.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row, "a SELECT without FROM has one row"
        return int(row[0])

    def schema_tables(self) -> list[Table]:
        """Return every table of the schema, by name, without that of the migrations."""
        return tables.tables(self.conn)

    def check_links_at_the_end(self) -> None:
        """Defer foreign key checks to the end of the transaction."""
        self.execute("SET CONSTRAINTS ALL DEFERRED")

    def broken_links(self) -> list[str]:
        """Return nothing: PostgreSQL checks every reference of every transaction."""
        return []


def connect(
    location: PostgresAddress, *, read_only: bool, settings: Mapping[str, str] | None = None
) -> PostgresDatabase:
    """Return a connection whose transactions are serializable, or read one snapshot and nothing else.

    ``settings`` are set in place of those of the lane.

    Raises ``psycopg.Error`` where the server cannot be reached.
    """
    conn = psycopg.connect(location.url, connect_timeout=CONNECT_SECONDS, application_name="overnight", **ALIVE)
    try:
        told = SETTINGS | (READING if read_only else WRITING) | dict(settings or {})
        ours = ", ".join(["set_config(%s, %s, false)"] * len(told))
        conn.execute(f"SELECT {ours}, {_WAIT_FOR_THE_DISK}".encode(), _flat(told))  # nosec B608: our words
        conn.commit()
        level = psycopg.IsolationLevel.REPEATABLE_READ if read_only else psycopg.IsolationLevel.SERIALIZABLE
        conn.set_isolation_level(level)
        conn.set_read_only(read_only)
        conn.adapters.register_dumper(int, _WholeNumber)
        conn.adapters.register_dumper(bool, _Flag)
        conn.adapters.register_loader("numeric", _Sum)
    except BaseException:
        conn.close()
        raise
    return PostgresDatabase(conn, location)


def _flat(settings: dict[str, str]) -> list[str]:
    return [word for setting in settings.items() for word in setting]

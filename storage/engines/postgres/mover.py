"""Moving rows out of a PostgreSQL database, or into one, by COPY, in one transaction."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager

import psycopg

from storage.engines.lines import TableShape, from_line, key_of
from storage.engines.postgres import looking, schema
from storage.engines.postgres.connection import PostgresDatabase
from storage.engines.postgres.errors import telling
from storage.engines.postgres.looking import patient_connection
from storage.errors import StorageError
from storage.fleet.leases import live
from storage.location import PostgresAddress
from storage.schema import check_todays, shapes

# Bytes given to the driver at a time.
CHUNK = 128 * 1024


class PostgresRows:
    """The rows of a database, in a transaction that is open."""

    def __init__(self, db: PostgresDatabase) -> None:
        self._db = db

    def tables(self) -> list[str]:
        """Return the names of all tables but that of the migrations."""
        with telling(self._db.location):
            return [table.name for table in self._db.schema_tables()]

    def count(self, shape: TableShape) -> int:
        """Return how many rows a table has."""
        with telling(self._db.location):
            (count,) = self._db.execute(f"SELECT COUNT(*) FROM {shape.name}").fetchone()  # type: ignore[misc]  # nosec B608
        return int(count)

    def lines(self, shape: TableShape) -> Iterator[bytes]:
        """Yield a table's rows as lines, in the order of its key."""
        with telling(self._db.location):
            yield from looking.lines(self._db, shape.select)


class PostgresFilling(PostgresRows):
    """An empty database that is being filled."""

    def fill(self, shape: TableShape, lines: Iterable[bytes]) -> None:
        """Write these rows into a table."""
        sql = f"COPY {shape.name} ({', '.join(shape.columns)}) FROM STDIN"
        with _taking(self._db.location, shape), self._db.conn.cursor() as cursor, cursor.copy(sql.encode()) as copy:
            chunk = bytearray()
            for line in lines:
                if b"\0" in line:
                    raise StorageError(self._db.location, _unkept(shape, line))
                chunk += line
                if len(chunk) >= CHUNK:
                    copy.write(bytes(chunk))
                    chunk.clear()
            copy.write(bytes(chunk))


class PostgresMover:
    """Moves rows out of or into a PostgreSQL database."""

    def __init__(self, location: PostgresAddress) -> None:
        self._location = location

    def identity(self) -> Hashable:
        """Return the server's own number, the database and the schema."""
        with patient_connection(self._location, read_only=True) as db, telling(self._location):
            return db.execute(
                "SELECT system_identifier, current_database(), current_schema() FROM pg_control_system()"
            ).fetchone()

    @contextmanager
    def giving(self, *, alone: bool) -> Iterator[PostgresRows]:
        """Have the database read; ``alone`` with a lock that lets others read, but makes whoever writes fail."""
        with patient_connection(self._location, read_only=True) as db:
            with telling(self._location):
                self._refuse_unless_todays(db)
                if alone:
                    _refuse_if_run(db)
                    db.conn.rollback()
                    # before anything is read: what is read after it is of the moment of the first reading
                    _lock(db)
                    _refuse_if_run(db)
            yield PostgresRows(db)

    @contextmanager
    def filling(self) -> Iterator[PostgresFilling]:
        """Have the database filled in one transaction, with its schema where it has none."""
        with patient_connection(self._location, read_only=False) as db:
            with telling(self._location):
                # a snapshot that is taken before the wait for another would not see what that one did
                db.conn.set_isolation_level(psycopg.IsolationLevel.READ_COMMITTED)
                schema.migrate(db)
                check_todays(schema.shared_steps(db), self._location)
                _lock(db)
                _refuse_unless_empty(db)
            yield PostgresFilling(db)
            with telling(self._location):
                db.execute(f"ANALYZE {_names()}")
                db.conn.commit()

    def _refuse_unless_todays(self, db: PostgresDatabase) -> None:
        if not schema.shared_steps(db):
            raise StorageError(self._location, f"There is no database of overnight's at {self._location}.")
        check_todays(schema.shared_steps(db), self._location)


def _names() -> str:
    """Return the names of all our tables, as SQL."""
    return ", ".join(sorted(shape.name for shape in shapes()))


def _lock(db: PostgresDatabase) -> None:
    try:
        db.execute(f"LOCK TABLE {_names()} IN EXCLUSIVE MODE")
    except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected) as error:
        raise StorageError(db.location, f"Others are writing to {db.location}; end them first.") from error


def _refuse_if_run(db: PostgresDatabase) -> None:
    if held := live(db, db.milliseconds()):
        raise StorageError(
            db.location,
            f"A bot runs on {db.location} (it has the lease '{held[0].name}'); stop all of them first.",
        )


def _refuse_unless_empty(db: PostgresDatabase) -> None:
    for shape in shapes():
        if db.execute(f"SELECT 1 FROM {shape.name} LIMIT 1").fetchone():  # nosec B608: ours
            raise StorageError(
                db.location, f"{db.location} is not empty: it has rows in {shape.name}. Name a database without tables."
            )


def _unkept(shape: TableShape, line: bytes) -> str:
    row = from_line(shape)(line)
    column = next(column for column, value in zip(shape.columns, row, strict=True) if "\0" in str(value))
    return (
        f"{shape.name} {key_of(shape, row)}: {column} has the character U+0000, which PostgreSQL cannot keep; "
        "nothing was moved."
    )


@contextmanager
def _taking(location: PostgresAddress, shape: TableShape) -> Iterator[None]:
    """Raise what PostgreSQL has against rows as ``StorageError``: the other engine may have let them pass."""
    try:
        with telling(location):
            yield
    except (psycopg.IntegrityError, psycopg.DataError) as error:
        why = ". ".join(part for part in (error.diag.message_primary, error.diag.message_detail) if part)
        raise StorageError(location, f"{location} does not take a row of {shape.name}: {why}") from error

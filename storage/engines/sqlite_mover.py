"""Moving rows out of an SQLite file, or into a new one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Hashable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from pathlib import Path

from storage.backup import UNFINISHED, WRITTEN_SECONDS, unfinished
from storage.engines.connecting import SqliteDatabase
from storage.engines.files import companions, make_durable, refuse_missing_or_empty
from storage.engines.lines import TableShape, UnfitError, from_line, to_line
from storage.engines.locking import only_instance
from storage.engines.sqlite import BUSY_MILLISECONDS, faults, looking_into, make_one_file, told
from storage.errors import DamagedError, NewerSchemaError, StorageError
from storage.migrations import migrate
from storage.schema import check_todays, steps, unknown_steps

ROWS_AT_ONCE = 1000


class SqliteRows:
    """The rows of a file, in a transaction that is open."""

    def __init__(self, db: SqliteDatabase, path: Path) -> None:
        self._db = db
        self._path = path

    def tables(self) -> list[str]:
        """Return the names of all tables but SQLite's and those of the migrations."""
        with _telling(self._path):
            return [table.name for table in self._db.schema_tables()]

    def count(self, shape: TableShape) -> int:
        """Return how many rows a table has."""
        with _telling(self._path):
            (count,) = self._db.execute(f"SELECT COUNT(*) FROM {shape.name}").fetchone()  # nosec B608: ours
        return int(count)

    def lines(self, shape: TableShape) -> Iterator[bytes]:
        """Yield a table's rows as lines, in the order of its key."""
        line = to_line(shape)
        with _telling(self._path, shape.name):
            rows = self._db.execute(shape.select)
            while portion := rows.fetchmany(ROWS_AT_ONCE):
                yield from map(line, portion)


class SqliteFilling(SqliteRows):
    """A new file that is being filled."""

    def fill(self, shape: TableShape, lines: Iterable[bytes]) -> None:
        """Write these rows into a table."""
        marks = ", ".join("?" * len(shape.columns))
        sql = f"INSERT INTO {shape.name} ({', '.join(shape.columns)}) VALUES ({marks})"  # nosec B608: ours
        rows = map(from_line(shape), lines)
        while portion := list(islice(rows, ROWS_AT_ONCE)):
            with _writing(self._path):
                self._db.executemany(sql, portion)


class SqliteMover:
    """Moves rows out of or into a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def identity(self) -> Hashable:
        """Return the file itself, whatever its name, or where it would be."""
        real = self._path.resolve()
        if not real.exists():
            return real
        found = real.stat()
        return found.st_dev, found.st_ino

    @contextmanager
    def giving(self, *, alone: bool) -> Iterator[SqliteRows]:
        """Have the file read; ``alone`` with its lock, and with SQLite's own against programs that do not know that."""
        path = self._path
        refuse_missing_or_empty(path)
        with ExitStack() as stack:
            if alone:
                stack.enter_context(only_instance(path))
                db = stack.enter_context(closing(_locked(path)))
            else:
                db = stack.enter_context(looking_into(path))
                stack.enter_context(db.one_moment())
            with _telling(path):
                _refuse_unless_whole(db, path)
            yield SqliteRows(db, path)

    @contextmanager
    def filling(self) -> Iterator[SqliteFilling]:
        """Have a file filled under another name; it gets its own when it is complete and on the disk."""
        path = self._path.resolve()
        if not path.parent.is_dir():
            raise StorageError(path, f"There is no folder {path.parent}.")
        with only_instance(path):
            _refuse_unless_empty(path)
            with unfinished(path) as copy:
                _remove_abandoned(path, copy)
                with closing(SqliteDatabase(sqlite3.connect(copy, isolation_level=None))) as db:
                    with _writing(path):
                        _begin(db, copy)
                    yield SqliteFilling(db, path)
                    with _writing(path):
                        db.execute("COMMIT")
                make_durable(copy)
                _refuse_unless_empty(path)
                for one in companions(path):
                    one.unlink(missing_ok=True)
                copy.replace(path)
                make_durable(path.parent)


def _locked(path: Path) -> SqliteDatabase:
    """Return a connection that keeps all others from writing until it is closed, and writes nothing itself."""
    if not os.access(path, os.W_OK):
        raise StorageError(
            path, f"Only who may write to {path} can keep others from writing to it; run this as its owner."
        )
    with _telling(path):
        db = SqliteDatabase(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None))
        try:
            db.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}").fetchall()
            db.execute("BEGIN IMMEDIATE")
            db.execute("PRAGMA query_only=ON")
        except BaseException:
            db.close()
            raise
    return db


def _refuse_unless_whole(db: SqliteDatabase, path: Path) -> None:
    if found := faults(db, thorough=True):
        raise DamagedError(path, found[0])
    check_todays(steps(db), path)


def _refuse_unless_empty(path: Path) -> None:
    """Raise ``StorageError`` unless a file is missing, or has none of our rows and nobody has it open."""
    if path.is_dir():
        raise StorageError(path, f"{path} is a folder.")
    log = companions(path)[0]
    if not path.exists() and log.exists() and log.stat().st_size:
        raise StorageError(path, f"{path} is missing, but {log} is there: it belongs to a database of that name.")
    if not path.exists() or not path.stat().st_size:
        return
    with looking_into(path) as db, db.one_moment():
        if unknown := unknown_steps(steps(db)):
            raise NewerSchemaError(path, unknown)
        for table in db.schema_tables():
            if db.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone():  # nosec B608: a name of the schema
                raise StorageError(
                    path, f"{path} is not empty: it has rows in {table.name}. Name a file that does not exist yet."
                )
    make_one_file(path)


def _remove_abandoned(path: Path, copy: Path) -> None:
    """Delete what an earlier move into this file left behind when it was killed."""
    before = copy.stat().st_mtime - WRITTEN_SECONDS
    for one in path.parent.iterdir():
        if one.name.startswith(f".{path.name}.") and one.name.endswith(UNFINISHED) and one.stat().st_mtime < before:
            one.unlink(missing_ok=True)


def _begin(db: SqliteDatabase, copy: Path) -> None:
    """Create the schema and begin; without a journal, since a file that is not finished is thrown away."""
    db.execute("PRAGMA journal_mode=OFF").fetchall()
    db.execute("PRAGMA synchronous=OFF")
    migrate(db, copy)
    db.execute("BEGIN")


@contextmanager
def _telling(path: Path, table: str = "") -> Iterator[None]:
    """Raise what reading a file, or a table of it, raises as ``StorageError``."""
    try:
        yield
    except UnfitError as error:
        raise DamagedError(path, str(error)) from error
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:  # Python's own, which could not decode a value; its message goes on with that
            raise DamagedError(path, f"{table}: {str(error).partition(' with text')[0]}") from error
        if code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StorageError(path, f"Another program is writing to {path}; end it first.") from error
        raise told(path, error) from error
    except sqlite3.DatabaseError as error:
        raise told(path, error) from error


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raise what writing a new file raises as ``StorageError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StorageError(path, f"{path} cannot be written: {error}.") from error

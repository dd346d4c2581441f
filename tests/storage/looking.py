"""Looks at the database of a test past the store, whichever engine keeps it, and stands in its way."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from storage import Store
from storage.engines import choosing
from storage.engines.connecting import SqliteDatabase
from storage.engines.engine import Database
from storage.engines.postgres.connection import PostgresDatabase
from storage.location import PostgresAddress

# How either engine says that a transaction may not write.
READ_ONLY = "(attempt to write a readonly database|cannot execute [A-Z]+ in a read-only transaction)"


def file_of(store: Store) -> Path:
    """Return the path a test's database has, whichever engine keeps it."""
    assert isinstance(store.location, Path), "tests name databases by paths"
    return store.location


def sqlite_of(db: Database) -> sqlite3.Connection:
    """Return SQLite's own connection, for tests of what only SQLite can tell."""
    assert isinstance(db, SqliteDatabase)
    return db.conn


def kinds(db: Database) -> dict[str, dict[str, str]]:
    """Return the columns of every table of the schema with their types."""
    if isinstance(db, SqliteDatabase):
        return {table.name: {row[1]: row[2] for row in db.execute(f"PRAGMA table_info('{table.name}')").fetchall()}
                for table in db.schema_tables()}  # fmt: skip
    rows = db.execute(
        "SELECT table_name, column_name, upper(data_type) FROM information_schema.columns ORDER BY 1, 2"
    ).fetchall()
    found = {(table, column): kind for table, column, kind in rows}
    return {table.name: {column: found[table.name, column] for column in table.columns} for table in db.schema_tables()}


def allowed(db: Database, table: str, column: str) -> str | None:
    """Return the first value that the table's CHECK allows in a column of words, None where it allows any."""
    if isinstance(db, SqliteDatabase):
        text = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        found = re.search(rf"\b{column} IN \('(\w+)'", text)
    else:
        rows = db.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = CAST(? AS regclass) ORDER BY 1",
            (table,),
        ).fetchall()
        found = re.search(rf"\b{column} = ANY \(ARRAY\['(\w+)'", " ".join(text for (text,) in rows))
    return found[1] if found else None


def contents(db: Database, leave_out: Iterable[str] = ()) -> list[str]:
    """Return every row of every table but those named, each as a line that begins with its table."""
    return sorted(
        f"{table.name}: {row!r}"
        for table in db.schema_tables()
        if table.name not in leave_out
        for row in rows_of(db, table.name)
    )


def rows_of(db: Database, table: str) -> list[tuple[Any, ...]]:
    """Return every row of a table, sorted."""
    return sorted(map(tuple, db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()), key=repr)


def views(db: Database) -> list[str]:
    """Return the names of the schema's views."""
    if isinstance(db, SqliteDatabase):
        told = "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name"
    else:
        told = (
            "SELECT table_name FROM information_schema.views WHERE table_schema = current_schema() ORDER BY table_name"
        )
    return [name for (name,) in db.execute(told).fetchall()]


def add_step(db: Database, step: str) -> None:
    """Note a migration as taken."""
    if isinstance(db, SqliteDatabase):
        values = "migration_set, name, applied_at) VALUES ('overnight', ?, '2027-01-01'"
        db.execute(f"INSERT INTO _sqlite_migrations ({values})", (step,))
    else:
        db.execute("INSERT INTO overnight_migrations (name, applied_at) VALUES (?, 0)", (step,))


def forget_step(db: Database, step: str) -> None:
    """Have a database take a migration again, whose work the test has undone or is about to undo.

    What tells other replicas is taken away as well, for it refers to columns: the next start makes it anew.
    """
    if isinstance(db, SqliteDatabase):
        db.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (step,))
        return
    tells = db.execute(
        "SELECT tgname, CAST(tgrelid AS regclass) FROM pg_trigger WHERE tgname LIKE 'overnight_%' ORDER BY tgname"
    )
    for trigger, table in tells.fetchall():
        db.execute(f"DROP TRIGGER {trigger} ON {table}")
    db.execute("DELETE FROM overnight_migrations WHERE name IN (?, 'p001_telling')", (step,))


class Watched:
    """A database whose statements are told before each is run."""

    def __init__(self, db: Database, look: Callable[[str], None]) -> None:
        self._db = db
        self._look = look

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = (), /) -> Any:
        self._look(sql)
        return self._db.execute(sql, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


def refuse_writes(db: Database) -> None:
    """Have the connection that writes refuse to, as on a disk that may only be read."""
    if isinstance(db, PostgresDatabase):
        db.conn.set_read_only(True)
    else:
        db.execute("PRAGMA query_only=ON")


def wait_for_nobody(db: Database) -> None:
    """Have the connection that writes fail at once where another program writes."""
    if isinstance(db, PostgresDatabase):
        db.execute("SET lock_timeout = '10ms'")
    else:
        db.execute("PRAGMA busy_timeout=10").fetchall()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Have another program write to a database meanwhile, all of it."""
    place, tables = choosing.engine_of(path).beside(lambda db: (db.location, [one.name for one in db.schema_tables()]))
    if isinstance(place, PostgresAddress):
        with psycopg.connect(place.url) as another:
            another.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
            yield
    else:
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            yield

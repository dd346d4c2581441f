"""What this code knows of the schema, compared with what a database has; nothing is changed."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from graphlib import TopologicalSorter

from sqlite_utils import Database

from storage.engines import tables
from storage.engines.lines import KINDS, TableShape
from storage.errors import NewerSchemaError, StorageError
from storage.location import Location
from storage.migrations import overnight

Names = frozenset[str]


def steps(db: Database) -> list[str]:
    """Return the migrations that were applied to a file; none where it is not a database of ours."""
    return [step.name for step in overnight.applied(db)]


def todays() -> tuple[list[str], dict[str, Names]]:
    """Return the migrations this code knows and the schema they give: the columns and indexes of each table or view."""
    db = Database(memory=True)
    try:
        overnight.apply(db)
        return steps(db), parts(db)
    finally:
        db.close()


@cache
def shapes() -> tuple[TableShape, ...]:
    """Return every table of today's schema, each behind those that its rows refer to, else by name."""
    db = Database(memory=True)
    try:
        overnight.apply(db)
        links = {table.name: {parent for parent, _ in table.links.values()} for table in tables.tables(db)}
        ordered = TopologicalSorter({name: sorted(links[name]) for name in sorted(links)}).static_order()
        keys = {table.name: table.keys[0] for table in tables.tables(db)}
        return tuple(_shape(db, name, keys[name]) for name in ordered)
    finally:
        db.close()


def _shape(db: Database, name: str, key: tuple[str, ...]) -> TableShape:
    columns = db.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
    return TableShape(name, tuple(column for column, _ in columns), tuple(KINDS[kind] for _, kind in columns), key)


def unknown_steps(taken: Collection[str]) -> list[str]:
    """Return those of these migrations that this code does not know."""
    known = {step.name for step in overnight._migrations}
    return [name for name in taken if name not in known]


def check_todays(taken: Collection[str], location: Location) -> None:
    """Raise ``StorageError`` where a database with these migrations is not of today's schema."""
    check_not_newer(taken, location)
    if len(set(taken)) < len(list(overnight._migrations)):
        raise StorageError(
            location, f"{location} was written by an older overnight; start the bot on it once, which updates it."
        )


def parts(db: Database) -> dict[str, Names]:
    """Return the names of the columns and indexes of each table and view, without the indexes of its keys."""
    found: dict[str, set[str]] = {}
    rows = db.execute(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE type <> 'trigger' AND substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    for kind, name, table in rows:
        names = found.setdefault(table, set())
        if kind == "index":
            names.add(name)
        else:
            names |= {row[1] for row in db.execute(f"PRAGMA table_info('{name}')").fetchall()}
    return {table: frozenset(names) for table, names in found.items() if not table.startswith(("sqlite_", "_sqlite_"))}


def check_not_newer(taken: Collection[str], location: Location) -> None:
    """Raise ``StorageError`` where a database with these migrations is not ours, or a newer overnight's."""
    if not taken:
        raise StorageError(location, f"{location} is a database, but not one of overnight's.")
    if unknown := unknown_steps(taken):
        raise NewerSchemaError(location, unknown)

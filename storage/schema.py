"""Which steps of the schema's history a file has, held against those this code knows; nothing is changed."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from storage.errors import NewerSchemaError, StorageError
from storage.migrations import overnight

Names = frozenset[str]


def steps(db: Database) -> list[str]:
    """The steps that were taken in a file; none where it is no database of ours."""
    return [step.name for step in overnight.applied(db)]


def todays() -> tuple[list[str], dict[str, Names]]:
    """The steps this code knows, and the columns by table or view, the indexes under their table, that come of them."""
    db = Database(memory=True)
    try:
        overnight.apply(db)
        return steps(db), parts(db)
    finally:
        db.close()


def parts(db: Database) -> dict[str, Names]:
    """The names of the columns and indexes of each table and view."""
    found: dict[str, set[str]] = {}
    rows = db.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE type <> 'trigger'").fetchall()
    for kind, name, table in rows:
        names = found.setdefault(table, set())
        if kind == "index":
            names.add(name)
        else:
            names |= {row[1] for row in db.execute(f"PRAGMA table_info('{name}')").fetchall()}
    return {table: frozenset(names) for table, names in found.items() if not table.startswith(("sqlite_", "_sqlite_"))}


def check_not_newer(db: Database, path: Path) -> None:
    """Raises ``StorageError`` where a file is no database of ours, or one of a newer overnight."""
    taken, (known, _) = steps(db), todays()
    if not taken:
        raise StorageError(path, f"{path} is a database, but none of overnight's.")
    unknown = [name for name in taken if name not in known]
    if unknown:
        raise NewerSchemaError(path, unknown)

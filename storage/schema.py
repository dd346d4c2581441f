"""Compare the migrations a file has with those this code knows; nothing is changed."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from storage.errors import NewerSchemaError, StorageError
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


def parts(db: Database) -> dict[str, Names]:
    """Return the names of the columns and indexes of each table and view."""
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
    """Raise ``StorageError`` where a file is not a database of ours, or was written by a newer overnight."""
    taken, (known, _) = steps(db), todays()
    if not taken:
        raise StorageError(path, f"{path} is a database, but not one of overnight's.")
    unknown = [name for name in taken if name not in known]
    if unknown:
        raise NewerSchemaError(path, unknown)

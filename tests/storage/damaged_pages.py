"""Overwrite a page of a database file, and read back every row that answers are made of."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

PAGE = 4096


def pages_of(path: Path) -> int:
    return path.stat().st_size // PAGE


def overwrite(path: Path, page: int, dice: random.Random) -> None:
    """Overwrite a page with random bytes; the first page is 0."""
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(dice.randbytes(PAGE))


Rows = list[tuple[object, ...]]


def answers(path: Path) -> dict[str, Rows | None]:
    """Return the rows of every table, None for a table that cannot be read, and nothing if none can."""
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: _rows(db, name) for name in tables}
    except sqlite3.DatabaseError:
        return {}
    finally:
        db.close()


def kept_rows(path: Path) -> dict[str, Rows | None]:
    """Return the rows of every table except the one with the times of the migrations."""
    return {name: rows for name, rows in answers(path).items() if name != "_sqlite_migrations"}


def _rows(db: sqlite3.Connection, table: str) -> Rows | None:
    try:
        return sorted(db.execute(f"SELECT * FROM {table}"), key=repr)
    except sqlite3.DatabaseError:
        return None

"""Overwriting a page of a database file, and reading back all that people's answers are made of."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

PAGE = 4096


def pages_of(path: Path) -> int:
    return path.stat().st_size // PAGE


def overwrite(path: Path, page: int, dice: random.Random) -> None:
    """Put random bytes in the place of a page; the first is 0."""
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(dice.randbytes(PAGE))


def answers(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """Every row of every table; None where not all can be read."""
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}
    except sqlite3.DatabaseError:
        return None
    finally:
        db.close()

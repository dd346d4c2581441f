"""Databases that are moved, in files of SQLite's whatever engine the tests run on, and what is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.sqlite_engine import SqliteEngine
from tests.storage.filled_database import fill

T = TypeVar("T")

# Whatever a text may be made of but U+0000: what COPY escapes, what looks like its marks, letters of every width.
HARD_TEXTS = (
    "",
    "\\N",
    "\\.",
    "a\tb\nc\r\nd\be\ff\vg\\h",
    "\\x41",
    "'%s' ?1 :name",
    "«Їжак» 🇺🇦 \U0010ffff \u200b",
    "\x01\x1b\x7f",
)


def in_file(path: Path, fn: Callable[[Database], T]) -> T:
    """Run a function in a transaction on a file, which is made where it is missing."""
    with open_engine(SqliteEngine(path)) as store:
        return store.write_now(fn)


def full(path: Path) -> Path:
    """Make a file with posts, readings, chats, what they were shown, pages and texts that are hard to keep."""
    in_file(path, fill)
    in_file(path, fill_with_the_hard)
    return path


def fill_with_the_hard(db: Database) -> None:
    """Write what a driver could change: texts, bytes, the largest numbers, and NULL."""
    for number, text in enumerate(HARD_TEXTS):
        db.execute("INSERT INTO told_operator VALUES (?, ?)", (text or "-", 2**63 - 1 - number))
        db.execute("INSERT INTO notices VALUES (?, ?, ?, 'draft')", (f"n{number}", text, -(2**63) + number))
        packed = bytes(range(256)) if number else b""
        db.execute("INSERT INTO unread_pages VALUES (?, ?, 1, ?, 5)", (f"c{number}", text, packed))
    db.execute("INSERT INTO channels VALUES ('with', -1, ''), ('without', NULL, NULL)")


def change(path: Path, *statements: str) -> None:
    """Change a file beside everything of ours."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in statements:
            db.execute(statement)
    finally:
        db.close()


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    """Return a table's rows as SQLite's own driver gives them, by their first column."""
    db = sqlite3.connect(path)
    try:
        return db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    finally:
        db.close()


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, without locks, which stay."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith("-lock")}


def names_in(folder: Path) -> list[str]:
    """Return the names of what a folder holds, without locks."""
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith("-lock"))

"""A database of every state of the schema, killed at every statement of its migration, ends as one left in peace.

Run by ``make trust``. The rows are made of the schema itself, so a table that is new is filled without a word here.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from storage import open_store
from storage.migrations import overnight

ROWS = 3
CHOICES = re.compile(r"\b(\w+)\s+IN\s*\(('[^)]*')\)")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the machine has one: a kill loses nothing there either, and a commit costs nothing."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as made:
        yield Path(made)


def test_a_migration_killed_at_any_statement_ends_like_an_undisturbed_one(folder: Path) -> None:
    names = [step.name for step in overnight._migrations]
    kills = rows = 0
    for number in range(1, len(names)):
        old = folder / f"{names[number - 1]}.db"
        rows += old_state(old, names[number])
        wanted = migrated(shutil.copy(old, folder / "wanted.db"))
        kills += kill_everywhere(old, folder / "killed.db", wanted)
    print(f"\n{kills} kills in the migrations of {len(names) - 1} states ({rows} rows): each ended as if undisturbed")
    assert kills > 100


def old_state(path: Path, before: str) -> int:
    """A database from before a step, with some rows in every table; how many."""
    db = Database(sqlite3.connect(path, isolation_level=None))
    overnight.apply(db, stop_before=before)
    filled = sum(fill(db, table) for table in db.table_names() if not table.startswith(("_", "sqlite")))
    db.close()
    return filled


def fill(db: Database, table: str) -> int:
    """Some rows of a table: the n-th row has n where a number stands, its column's name and n where a text does."""
    sql = db[table].schema
    choices = {name: re.findall(r"'([^']*)'", words) for name, words in CHOICES.findall(sql)}
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    for number in range(1, ROWS + 1):
        values = [value_of(column[1], column[2], choices, number) for column in columns]
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def value_of(name: str, kind: str, choices: dict[str, list[str]], number: int) -> Any:
    if name in choices:
        return choices[name][number % len(choices[name])]
    if kind.upper() in {"TEXT", ""}:
        return f"{name}{number}"
    return 1 if name.startswith("is_") else number


def kill_everywhere(old: Path, killed: Path, wanted: list[str]) -> int:
    """Kill the migration at its first statement, its second, … ; how many there were."""
    for number in count(1):
        for end in ("", "-wal", "-shm"):
            Path(f"{killed}{end}").unlink(missing_ok=True)
        shutil.copy(old, killed)
        child = os.fork()
        if not child:
            migrate_and_die(killed, at_statement=number)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return number - 1
        assert migrated(killed) == wanted, f"{old.stem}, killed at statement {number}"
    raise AssertionError("count() has no end")


def migrate_and_die(path: Path, at_statement: int) -> None:
    """For a child process: migrate, and be killed as a statement begins; exits with 0 where there are fewer."""
    begun, connect = count(1), sqlite3.connect

    def on_statement(_: str) -> None:
        if next(begun) == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.set_trace_callback(on_statement)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]  # its overloads, all in one
    status = 1
    try:
        open_store(path)
        status = 0
    finally:
        os._exit(status)


def migrated(path: Path | str, dump: Callable[[sqlite3.Connection], Any] = sqlite3.Connection.iterdump) -> list[str]:
    """All that a database holds once it is of today's schema, but for when each step was taken."""
    open_store(Path(path)).close()
    with closing(sqlite3.connect(path)) as db:
        return [re.sub(r"'\d{4}-\d\d-\d\dT?[ \d:.+]*'", "''", line) for line in dump(db)]

"""Rows that a test looks at come in an order that it asks for.

SQLite gives them in the order of its index, PostgreSQL in whichever they lie on the disk: after an update that is
another one, though not in each run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg

from storage.engines.postgres.connection import PostgresDatabase

TESTS = str(Path(__file__).parents[1])

execute = PostgresDatabase.execute


class Unordered:
    """A cursor that refuses to give several rows."""

    def __init__(self, cursor: psycopg.Cursor[tuple[Any, ...]], sql: str) -> None:
        self._cursor, self._sql = cursor, sql

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the row there is. Raises ``AssertionError`` where there are several."""
        rows = self._cursor.fetchall()
        assert len(rows) <= 1, f"{len(rows)} rows in no order: {self._sql}"
        return rows


def execute_for_tests(
    db: PostgresDatabase, sql: str, parameters: Sequence[Any] | dict[str, Any] = (), /
) -> psycopg.Cursor[tuple[Any, ...]] | Unordered:
    """As ``PostgresDatabase.execute``; where a test asks, and for no order, it gets one row at most."""
    cursor = execute(db, sql, parameters)
    if not sys._getframe(1).f_code.co_filename.startswith(TESTS):
        return cursor
    return cursor if "ORDER BY" in sql or not sql.lstrip().startswith(("SELECT", "WITH")) else Unordered(cursor, sql)

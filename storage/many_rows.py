"""One statement for many rows of values: where there are thousands, one each would cost more than what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

# With thirty columns nearly what the stricter engine takes in one statement (SQLite: 32,766 values).
PORTION = 1_000


def in_portions(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield ``(VALUES …) AS given``, whose columns are column1, column2 …, and its values; for each thousand rows.

    A column that may hold nothing but NULL has to be cast: PostgreSQL takes it for text.
    """
    for start in range(0, len(rows), PORTION):
        portion = rows[start : start + PORTION]
        marks = ", ".join([f"({', '.join('?' * len(portion[0]))})"] * len(portion))
        yield f"(VALUES {marks}) AS given", list(chain.from_iterable(portion))

"""Two databases to which the same happens, and everything that can be asked of them, in a form to compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import partial
from typing import Any

from storage import Store
from storage.engines.engine import Database
from tests.storage.twins.answers import answers

# What a database has of its own clock.
BY_ITS_CLOCK = {"forgotten_at"}
# All rows are compared after so many transactions.
ROWS_COMPARED = 10
# What an engine raises where a row refers to none, or to a second one of its kind.
REFUSED = "refused by the database"


def live(one: Store, other: Store, story: Sequence[tuple[datetime, Callable[[Database, datetime], Any]]]) -> datetime:
    """Let the same happen to both, and hold that it does the same; return when it ends."""
    now = story[0][0]
    for number, (now, what) in enumerate(story, start=1):
        assert done(one, what, now) == done(other, what, now), what
        if number % ROWS_COMPARED == 0 or number == len(story):
            assert differing(one.read_now(dump), other.read_now(dump)) == [], what
    return now


def all_answers(store: Store, now: datetime) -> dict[str, Any]:
    """Return every answer of a moment, as plain values by their names."""
    return dict(plain(store.read_now(partial(answers, now=now))))


def plain(value: Any) -> Any:
    """Return an answer as plain values, in the order it has; only sets have none."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, *((one.name, plain(getattr(value, one.name))) for one in fields(value))
    if isinstance(value, Mapping):
        return [(plain(key), plain(one)) for key, one in value.items()]
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return str(value)
    assert value is None or isinstance(value, str | int | float | bytes | date | time | timedelta), type(value)
    return value


def done(store: Store, what: Callable[[Database, datetime], Any], now: datetime) -> Any:
    """Let something happen in one transaction; return what came of it."""
    try:
        return plain(store.write_now(what, now))
    except Exception as error:
        if isinstance(error, sqlite3.IntegrityError) or type(error).__mro__[1].__name__ == "IntegrityError":
            return REFUSED
        if type(error).__module__.startswith("storage."):
            return type(error).__name__
        raise


def dump(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, with its columns by name and its rows by value."""
    found = {}
    for table in db.schema_tables():
        columns = sorted(set(table.columns) - BY_ITS_CLOCK)
        named = ", ".join(f'"{column}"' for column in columns)
        rows = db.execute(f'SELECT {named} FROM "{table.name}" ORDER BY 1').fetchall()
        found[f"{table.name} ({named})"] = sorted(map(tuple, rows), key=repr)
    return found


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return what differs between two sets of answers, or of tables, by name."""
    names = dict.fromkeys([*one, *other])
    return [(name, one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)]

"""Our SQL as psycopg takes it: values by name, and columns that compare and check as SQLite's do.

The text of every statement is written once, for both engines; only its form is changed here, never its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

# What is quoted is skipped; ``::`` is no name.
_MARK = re.compile(r"""'(?:[^']|'')*' | "[^"]*" | %  | \?(?P<number>\d+)? | (?<![:\w]):(?P<name>[a-z_]+)""", re.VERBOSE)
_DEFINES = re.compile(r"\s*(CREATE TABLE|ALTER TABLE)\b")
# Text is compared byte by byte, as SQLite does it, whatever language the server speaks.
_TEXT = re.compile(r"\bTEXT\b")
_BLOB = re.compile(r"\bBLOB\b")
# References can be checked at the end of a transaction.
_LINK = re.compile(r"(REFERENCES \w+ \([\w, ]+\)(?: ON DELETE CASCADE)?)")
_REINDEX = re.compile(r"\s*REINDEX (\w+)")
# SQLite knows lists without a member, PostgreSQL arrays without one.
_NOT_IN_NOTHING, _IN_NOTHING = re.compile(r"\bNOT IN \(\)"), re.compile(r"\bIN \(\)")


@lru_cache(maxsize=2048)
def as_psycopg(sql: str) -> str:
    """Return a statement with ``?`` as ``%s``, ``?1`` and ``:name`` as named values, and definitions as above.

    Raises ``ValueError`` for one that has both ``?`` and ``?1``.
    """
    if len({found["number"] is None for found in _MARK.finditer(sql) if found[0].startswith("?")}) > 1:
        raise ValueError("a statement numbers all its values or none")
    return _MARK.sub(_mark, _changed(sql))


@lru_cache(maxsize=64)
def as_server(sql: str) -> str:
    """Return a statement whose values are all ``?`` with ``$1``, ``$2`` … in their places, as the server takes it.

    psycopg reads a statement with many values anew each time, which takes longer than the server does with it.
    """
    numbers = count(1)
    return _MARK.sub(lambda found: f"${next(numbers)}" if found[0] == "?" else found[0], _changed(sql))


def _changed(sql: str) -> str:
    if _DEFINES.match(sql):
        sql = _LINK.sub(r"\1 DEFERRABLE", _BLOB.sub("BYTEA", _TEXT.sub('TEXT COLLATE "C"', sql)))
    sql = _REINDEX.sub(r"REINDEX TABLE \1", sql)
    return _IN_NOTHING.sub("= ANY('{}')", _NOT_IN_NOTHING.sub("<> ALL('{}')", sql))


def as_values(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    """Return the values of a statement: by their names where it numbers them, and without NUL, which SQLite keeps in
    text and PostgreSQL does not.
    """
    if isinstance(values, Mapping):
        return {name: _without_nul(value) for name, value in values.items()}
    kept = [_without_nul(value) for value in values]
    return {f"p{number}": value for number, value in enumerate(kept, 1)} if "?1" in sql else kept


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def _mark(found: re.Match[str]) -> str:
    word = found[0]
    if word == "%":
        return "%%"
    if word.startswith("?"):
        return f"%(p{found['number']})s" if found["number"] else "%s"
    if word.startswith(":"):
        return f"%({found['name']})s"
    return word.replace("%", "%%")

"""Rows as lines, the same whichever engine they come from: PostgreSQL's COPY text format.

A line has a row's values with a tab between: ``\\N`` for NULL, a number in decimal digits, a text in UTF-8 with its
backslashes and seven control characters escaped, bytes as ``\\x`` and their digits. So two databases can be compared by
the hashes of their lines, and anybody can make the same hash with psql and sha256sum.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

# What COPY escapes.
_LETTERS = {b"\\": b"\\", b"\b": b"b", b"\t": b"t", b"\n": b"n", b"\v": b"v", b"\f": b"f", b"\r": b"r"}
_CHARACTERS = {letter: character for character, letter in _LETTERS.items()}
_SPECIAL = re.compile(rb"[\\\x08-\x0d]")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_NULL = b"\\N"

Row: TypeAlias = Sequence[Any]


class ColumnKind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TEXT = "text"
    BYTES = "bytes"


# The types of our migrations. SQLite keeps BYTEA as it is given, bytes as bytes.
KINDS = {
    "BIGINT": ColumnKind.NUMBER,
    "TEXT": ColumnKind.TEXT,
    "BLOB": ColumnKind.BYTES,
    "BYTEA": ColumnKind.BYTES,
}


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of the schema: its columns, what each holds, and those of its primary key."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    key: tuple[str, ...]

    @property
    def select(self) -> str:
        """Return the SQL for all its rows in order."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} ORDER BY {', '.join(self.key)}"  # nosec B608: ours


class UnfitError(ValueError):
    """A value is not of its column's kind; the message says which and of what row."""


def to_line(shape: TableShape) -> Callable[[Row], bytes]:
    """Return what makes a line of a row. It raises ``UnfitError`` for a value that is not of its column's kind."""
    writes = [_WRITE[kind] for kind in shape.kinds]

    def line(row: Row) -> bytes:
        try:
            return b"\t".join([_NULL if value is None else write(value) for write, value in zip(writes, row)]) + b"\n"  # noqa: B905
        except TypeError:
            raise UnfitError(_unfit(shape, row)) from None

    return line


def from_line(shape: TableShape) -> Callable[[bytes], tuple[Any, ...]]:
    """Return what makes a row of a line."""
    reads = [_READ[kind] for kind in shape.kinds]

    def row(line: bytes) -> tuple[Any, ...]:
        fields = line[:-1].split(b"\t")
        return tuple([None if field == _NULL else read(field) for read, field in zip(reads, fields, strict=True)])

    return row


def key_of(shape: TableShape, row: Row) -> str:
    """Return the primary key of a row for people: ``kpszsu/79455/1``."""
    return "/".join(str(value) for column, value in zip(shape.columns, row, strict=True) if column in shape.key)


def _unfit(shape: TableShape, row: Row) -> str:
    for column, kind, value in zip(shape.columns, shape.kinds, row, strict=True):
        if value is not None and type(value) is not _TYPES[kind]:
            return f"{shape.name} {key_of(shape, row)}: {column} holds no {_CALLED[kind]}"
    raise AssertionError("only such values are refused")


def _number(value: Any) -> bytes:
    if type(value) is not int:
        raise TypeError
    return b"%d" % value


def _text(value: Any) -> bytes:
    if type(value) is not str:
        raise TypeError
    told = value.encode()
    return _SPECIAL.sub(_escape, told) if _SPECIAL.search(told) else told


def _escape(special: re.Match[bytes]) -> bytes:
    return b"\\" + _LETTERS[special[0]]


def _bytes(value: Any) -> bytes:
    if type(value) is not bytes:
        raise TypeError
    return b"\\\\x" + binascii.hexlify(value)


def _read_text(field: bytes) -> str:
    return (_ESCAPED.sub(_meant, field) if b"\\" in field else field).decode()


def _meant(escape: re.Match[bytes]) -> bytes:
    return _CHARACTERS[escape[1]]


def _read_bytes(field: bytes) -> bytes:
    return binascii.unhexlify(field.removeprefix(b"\\\\x"))


_WRITE: dict[ColumnKind, Callable[[Any], bytes]] = {
    ColumnKind.NUMBER: _number,
    ColumnKind.TEXT: _text,
    ColumnKind.BYTES: _bytes,
}
_READ: dict[ColumnKind, Callable[[bytes], Any]] = {
    ColumnKind.NUMBER: int,
    ColumnKind.TEXT: _read_text,
    ColumnKind.BYTES: _read_bytes,
}
_TYPES = {ColumnKind.NUMBER: int, ColumnKind.TEXT: str, ColumnKind.BYTES: bytes}
_CALLED = {ColumnKind.NUMBER: "number", ColumnKind.TEXT: "text", ColumnKind.BYTES: "bytes"}

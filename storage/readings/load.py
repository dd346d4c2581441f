"""Loading stored readings: many at once, one query per table.

The highest revision of a post that was read is current; the others stay, to show what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from parsers.records import (
    IMPLAUSIBLE,
    IMPLAUSIBLE_NIGHT,
    Doubt,
    Held,
    Line,
    Nights,
    NotAReport,
    Reading,
    Scope,
    Unreadable,
)
from storage.engines.engine import Database
from storage.readings.rows import LINE_COLUMNS, PLACE_COLUMNS, TALLY_COLUMNS, Row, line_of, tally_of

# Three variables per key, and SQLite's oldest limit is 999 variables in a query.
KEYS_A_QUERY = 300

_HEAD = (
    "reading", "reason", "judged_scope", "night", "ends_on", "reader_version", "reader", "claimed_night", "held",
    "is_beside",
    *TALLY_COLUMNS,
)  # fmt: skip
_TABLES = {
    "readings": (_HEAD, ""),
    "lines": (LINE_COLUMNS, " ORDER BY position"),
    "places": (PLACE_COLUMNS, " ORDER BY role, position"),
    "doubts": (("told_by", "code", "detail"), " ORDER BY told_by, position"),
}


# Doubts about a held number: of the post itself, and once more of the neighbours.
IMPLAUSIBLE_CODES = frozenset({IMPLAUSIBLE, IMPLAUSIBLE_NIGHT})
RELEASED_CODES = IMPLAUSIBLE_CODES | {"outlier"}


class Key(NamedTuple):
    """One version of a post's text."""

    channel: str
    message_id: int
    revision: int


class ShownVersion(NamedTuple):
    """One version of a post as a chat was shown it: ``figures`` is the fingerprint of its figures then.

    It is None if an older bot showed the version without computing it: then what the version states now counts.
    """

    channel: str
    message_id: int
    revision: int
    figures: str | None


@dataclass(frozen=True, slots=True)
class StoredReading:
    """The stored reading of one revision.

    ``scope`` and ``judged`` are the verdict by its neighbours; ``scope`` is the post's own before that, and None where
    there is no tally. ``held`` is why a tally is shown to nobody. ``claimed_night`` is the night it would speak for,
    even if it is held, or ``beside`` another tally that tells that night. ``reader`` is the fingerprint of the reader
    that read it, None for readings from before fingerprints were stored.
    """

    key: Key
    reading: Reading
    scope: Scope | None
    judged: tuple[Doubt, ...]
    nights: Nights
    reader_version: int
    held: Held | None = None
    beside: bool = False
    claimed_night: date | None = None
    reader: str | None = None

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """Return the neighbours' doubts, without those about a number that the operator has released."""
        if self.held or not any(doubt.code in IMPLAUSIBLE_CODES for doubt in self.judged):
            return self.judged
        return tuple(doubt for doubt in self.judged if doubt.code not in RELEASED_CODES)


def load_all(db: Database, keys: Sequence[Key]) -> dict[Key, StoredReading]:
    """Return the readings of the given revisions, in the order of ``keys``; those not read yet are left out."""
    found: dict[Key, StoredReading] = {}
    for start in range(0, len(keys), KEYS_A_QUERY):
        found |= _load_some(db, keys[start : start + KEYS_A_QUERY])
    return found


def rows_of(db: Database, statement: str, keys: Sequence[Key]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that joins ``picked (channel, message_id, revision)``, the given keys."""
    marks = ", ".join(["(?, ?, ?)"] * len(keys))
    values = [value for key in keys for value in key]
    return db.execute(f"WITH picked (channel, message_id, revision) AS (VALUES {marks}) {statement}", values).fetchall()


def _load_some(db: Database, keys: Sequence[Key]) -> dict[Key, StoredReading]:
    heads = {key: dict(zip(_HEAD, values, strict=True)) for key, values in _rows(db, "readings", keys)}
    lines: defaultdict[Key, list[Line]] = defaultdict(list)
    places: defaultdict[Key, list[Row]] = defaultdict(list)
    doubts: defaultdict[tuple[Key, str], list[Doubt]] = defaultdict(list)
    for key, values in _rows(db, "lines", keys):
        lines[key].append(line_of(values))
    for key, values in _rows(db, "places", keys):
        places[key].append(dict(zip(PLACE_COLUMNS, values, strict=True)))
    for key, (told_by, code, detail) in _rows(db, "doubts", keys):
        doubts[key, told_by].append(Doubt(code, detail))
    return {
        key: StoredReading(
            key=key,
            reading=_reading_of(heads[key], lines[key], places[key], doubts[key, "post"]),
            scope=_scope_of(heads[key]),
            judged=tuple(doubts[key, "neighbours"]),
            nights=Nights(day_of(heads[key]["night"]), day_of(heads[key]["ends_on"])),
            reader_version=heads[key]["reader_version"],
            held=Held(heads[key]["held"]) if heads[key]["held"] else None,
            beside=bool(heads[key]["is_beside"]),
            claimed_night=day_of(heads[key]["claimed_night"]),
            reader=heads[key]["reader"],
        )
        for key in keys
        if key in heads
    }


def _rows(db: Database, table: str, keys: Sequence[Key]) -> Iterator[tuple[Key, list[Any]]]:
    """Yield a table's rows of the given revisions: each row's key and the values of the columns in ``_TABLES``."""
    columns, order = _TABLES[table]
    statement = f"SELECT picked.*, {', '.join(columns)} FROM picked NATURAL JOIN {table}{order}"  # nosec B608
    for channel, message_id, revision, *values in rows_of(db, statement, keys):
        yield Key(channel, message_id, revision), values


def _reading_of(head: Row, lines: Sequence[Line], places: Sequence[Row], doubts: Sequence[Doubt]) -> Reading:
    tally = tally_of(head, lines, places, doubts) if head["format"] is not None else None
    if head["reading"] == "unreadable" and not head["held"]:
        return Unreadable(head["reason"], tally)
    return tally or NotAReport()


def _scope_of(head: Row) -> Scope | None:
    scope = head["judged_scope"] or head["scope"]
    return Scope(scope) if scope else None


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

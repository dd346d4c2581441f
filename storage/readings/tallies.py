"""Writing the readings of revisions, and the queries for the part of the bot that reads posts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from parsers.records import Decision, Doubt, Held, Nights, Reading, Scope, Tally, Unreadable, Verdict
from storage.engines.engine import Database
from storage.posts.revisions import chunks
from storage.readings import current_figures, decisions
from storage.readings.load import Key, StoredReading, load_all
from storage.readings.rows import Row, line_row, place_rows, reading_row

__all__ = [
    "Key",
    "StoredReading",
    "UnreadReport",
    "between",
    "current",
    "load",
    "load_all",
    "save",
    "unread",
]


@dataclass(frozen=True, slots=True)
class UnreadReport:
    """A current revision for the operator to look at: refused for ``reason``, or read with ``doubts``."""

    key: Key
    posted_at: datetime
    reason: str | None
    doubts: tuple[Doubt, ...]


def save(
    db: Database,
    channel: str,
    message_id: int,
    revision: int,
    reading: Reading,
    *,
    reader_version: int,
    reader: str | None,
    nights: Nights,
    judged: Verdict | None,
) -> None:
    """Save the reading of a stored revision in place of the one before.

    ``reader`` is the fingerprint of the reader that read it, None where it is not known.
    ``nights`` of a post without a tally is ``Nights(None, None)``. A report that could not be read completely is no
    night, and neither is a tally that its neighbours show to be less than national, whatever its window says. A tally
    that is held back is saved completely but counts as a report that could not be read: no view counts it.
    """
    key = {"channel": channel, "message_id": message_id, "revision": revision}
    held = _held(db, Key(channel, message_id, revision), reading, judged)
    tally = reading.partial if isinstance(reading, Unreadable) else reading if isinstance(reading, Tally) else None
    row = {
        **key,
        "reader_version": reader_version,
        "reader": reader,
        **reading_row(reading),
        **({"reading": "unreadable", "reason": held.value} if held else {}),
        "held": held.value if held else None,
        "judged_scope": judged.scope.value if judged and tally and judged.scope is not tally.scope else None,
        **_calendar_row(_claimed_night(reading, nights, judged), nights, judged, held),
        "figures": current_figures.keep(db, reading, held),
    }
    db.execute("DELETE FROM readings WHERE channel = ? AND message_id = ? AND revision = ?", tuple(key.values()))
    _insert(db, "readings", [row])
    if tally:
        _insert_parts(db, key, tally, judged)
    current_figures.renew(db, channel, message_id)


def _held(db: Database, key: Key, reading: Reading, judged: Verdict | None) -> Held | None:
    """Return why a tally is shown to nobody; the operator's decision comes first."""
    if not isinstance(reading, Tally):
        return None
    decision = decisions.decision_of(db, key)
    if decision is not None:
        return Held.DROPPED if decision is Decision.DROPPED else None
    return Held.IMPLAUSIBLE if judged and judged.held else None


def _claimed_night(reading: Reading, nights: Nights, judged: Verdict | None) -> str | None:
    if not isinstance(reading, Tally) or nights.night is None:
        return None
    scope = judged.scope if judged else reading.scope
    return nights.night.isoformat() if scope is Scope.NATIONAL else None


def _calendar_row(claimed: str | None, nights: Nights, judged: Verdict | None, held: Held | None) -> Row:
    """Return a reading's place in the calendar: the night it claims, the night it tells, the day it ends on."""
    beside = bool(claimed and judged and judged.beside)
    return {
        "claimed_night": claimed,
        "is_beside": int(beside),
        "night": None if held or beside else claimed,
        "ends_on": nights.ends_on.isoformat() if nights.ends_on else None,
    }


def _insert_parts(db: Database, key: Row, tally: Tally, judged: Verdict | None) -> None:
    """Insert the lines, places and doubts of a reading; ``key`` are the key columns of each row."""
    _insert(db, "lines", [{**key, "position": n, **line_row(line)} for n, line in enumerate(tally.lines)])
    _insert(db, "places", [{**key, **place} for place in place_rows(tally)])
    told = _doubt_rows("post", tally.doubts) + _doubt_rows("neighbours", judged.doubts if judged else ())
    _insert(db, "doubts", [{**key, **doubt} for doubt in told])


def _doubt_rows(told_by: str, doubts: Sequence[Doubt]) -> list[Row]:
    return [
        {"told_by": told_by, "position": position, "code": doubt.code, "detail": doubt.detail}
        for position, doubt in enumerate(doubts)
    ]


def _insert(db: Database, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    columns, marks = ", ".join(rows[0]), ", ".join("?" * len(rows[0]))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # nosec B608
    db.executemany(statement, [tuple(row.values()) for row in rows])


def load(db: Database, channel: str, message_id: int, revision: int) -> Reading | None:
    """Return the reading of a revision; None where it was not read yet."""
    key = Key(channel, message_id, revision)
    kept = load_all(db, [key]).get(key)
    return kept.reading if kept else None


def current(db: Database, channel: str, ids: Collection[int]) -> list[StoredReading]:
    """Return the readings of the current revisions of the given posts that state a tally, including held ones."""
    found: list[Key] = []
    for some, marks in chunks(ids):
        found += [
            Key(*values)
            for values in db.execute(
                f"""SELECT channel, message_id, revision FROM current_readings
                    WHERE channel = ? AND message_id IN ({marks}) AND (reading = 'tally' OR held IS NOT NULL)
                    ORDER BY message_id""",  # nosec B608
                (channel, *some),
            ).fetchall()
        ]
    return list(load_all(db, found).values()) if found else []


def between(db: Database, channel: str, first: date, last: date) -> list[StoredReading]:
    """Return the current tallies of a channel whose windows end on the given days, in the order of their posts.

    Those that are held back are included.
    """
    found = db.execute(
        """SELECT channel, message_id, revision FROM current_readings
            WHERE channel = ? AND ends_on BETWEEN ? AND ? AND (reading = 'tally' OR held IS NOT NULL)
            ORDER BY message_id""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return list(load_all(db, [Key(*values) for values in found]).values())


def unread(db: Database, limit: int) -> list[UnreadReport]:
    """Return up to ``limit`` current revisions that were refused or have a doubt, newest posts first.

    Doubts that the operator has decided about are left out.
    """
    found = db.execute(
        """SELECT channel, message_id, revision, published_at
            FROM (SELECT channel, message_id, revision FROM readings WHERE reading = 'unreadable'
                UNION SELECT channel, message_id, revision FROM doubts
                    WHERE code NOT IN ('implausible', 'implausible_night')) AS suspects
            JOIN current_readings USING (channel, message_id, revision) JOIN posts USING (channel, message_id)
            WHERE held IS NULL OR held <> 'dropped'
            ORDER BY published_at DESC, channel, message_id LIMIT ?""",
        (limit,),
    ).fetchall()
    kept = load_all(db, [Key(*values[:3]) for values in found])
    return [_unread(kept[Key(*key)], posted) for *key, posted in found]


def _unread(kept: StoredReading, posted: int) -> UnreadReport:
    own = kept.reading.doubts if isinstance(kept.reading, Tally) else ()
    reason = kept.reading.reason if isinstance(kept.reading, Unreadable) else kept.held and kept.held.value
    return UnreadReport(kept.key, datetime.fromtimestamp(posted, UTC), reason, own + kept.open_doubts)

"""What was known at a moment, as rows: posts, versions, readings and decisions that were not known yet are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.as_of.times import FirstSeen, known_times
from storage.engines.engine import Database
from storage.posts.revisions import chunks
from storage.readings.load import KEYS_A_QUERY, Key, rows_of

# The tables with a row for each version that was read.
PARTS = ("readings", "lines", "places", "doubts")


@dataclass(frozen=True, slots=True)
class TableRows:
    """TableRows of one table with the names of their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class PastReading:
    """How a version was read at the moment, by a reader that has been replaced since; ``packed`` is its reading."""

    key: Key
    reader_version: int
    reader: str | None
    packed: str


@dataclass(frozen=True, slots=True)
class KnownThen:
    """What was known at a moment. ``judged_anew`` are the versions whose verdict is not the stored one, ``days`` those
    on which, by channel, a report ends that is another now than it was then.
    """

    tables: dict[str, TableRows]
    past: list[PastReading]
    judged_anew: set[Key]
    days: dict[str, set[date]]


@dataclass(slots=True)
class _Versions:
    """The versions of the posts: those that were known, each post's current one, and those that are new since."""

    known: list[Key] = field(default_factory=list)
    current: list[Key] = field(default_factory=list)
    later: list[Key] = field(default_factory=list)
    superseded: set[Key] = field(default_factory=set)


def known_then(db: Database, moment: datetime) -> KnownThen:
    """Return what was known at a moment of all channels: reports, and each channel's newest post."""
    at = int(moment.timestamp())
    posts = _posts(db, at)
    versions = _versions(db, posts, at)
    past, otherwise = _past(db, versions, at), _decided_later(db, at)
    anew = {one.key for one in past} | (versions.superseded | otherwise) & set(versions.current)
    tables = {
        "channels": _rows(db, "SELECT * FROM channels"),
        "cursors": _rows(db, "SELECT * FROM cursors"),
        "gaps": _emptied(_rows(db, "SELECT * FROM gaps WHERE opened_at <= ?", at), "closed_at", at),
        "posts": _emptied(posts, "missed_since", at),
        "revisions": _of(db, "revisions", versions.known),
        **{table: _of(db, table, versions.known) for table in PARTS},
        "decisions": _rows(db, "SELECT * FROM decisions WHERE decided_at <= ?", at),
    }
    return KnownThen(tables, past, anew, _days(db, at, [*versions.later, *anew]))


def _posts(db: Database, at: int) -> TableRows:
    """Return the posts published until then that are or were reports, and each channel's newest."""
    return _rows(
        db,
        """WITH followed (channel) AS (SELECT channel FROM cursors UNION SELECT channel FROM current_figures)
            SELECT posts.* FROM current_figures CROSS JOIN posts WHERE posts.channel = current_figures.channel
                AND posts.message_id = current_figures.message_id AND published_at <= ?
            UNION SELECT posts.* FROM followed JOIN posts ON posts.channel = followed.channel
                AND posts.message_id = (SELECT message_id FROM posts AS newest
                    WHERE newest.channel = followed.channel AND newest.published_at <= ?
                    ORDER BY newest.published_at DESC, newest.message_id DESC LIMIT 1)""",
        at,
        at,
    )


def _versions(db: Database, posts: TableRows, at: int) -> _Versions:
    found = _Versions()
    by_name = [dict(zip(posts.columns, row, strict=True)) for row in posts.rows]
    for channel in sorted({post["channel"] for post in by_name}):
        own = {post["message_id"]: post for post in by_name if post["channel"] == channel}
        for message_id, seen in _seen(db, channel, own).items():
            post = own[message_id]
            times = known_times(post["published_at"], post["unmarked_at"], seen)
            keys = [Key(channel, message_id, number) for number in range(1, len(seen) + 1)]
            known = [key for key, time in zip(keys, times, strict=True) if time.since <= at]
            found.known += known
            found.current += known[-1:]
            found.later += keys[len(known) :]
            found.superseded |= set(known[-1:]) if len(known) < len(keys) else set()
    return found


def _seen(db: Database, channel: str, ids: Iterable[int]) -> dict[int, list[FirstSeen]]:
    found: dict[int, list[FirstSeen]] = {}
    for some, marks in chunks(ids):
        for message_id, observed_at, transports in db.execute(
            f"""SELECT message_id, observed_at, transports FROM revisions
                WHERE channel = ? AND message_id IN ({marks}) ORDER BY message_id, revision""",  # nosec B608: marks
            (channel, *some),
        ).fetchall():
            found.setdefault(message_id, []).append(FirstSeen(observed_at, frozenset(transports.split())))
    return found


def _past(db: Database, versions: _Versions, at: int) -> list[PastReading]:
    """Return how the known versions were read then, where another reader reads them otherwise since."""
    found: dict[Key, PastReading] = {}
    known = set(versions.known)
    for *key, reader_version, reader, packed in db.execute(
        """SELECT channel, message_id, revision, reader_version, reader, packed
            FROM past_readings JOIN revisions USING (channel, message_id, sha256) WHERE until > ?
            ORDER BY until, channel, message_id, revision""",
        (at,),
    ).fetchall():
        if Key(*key) in known:
            found.setdefault(Key(*key), PastReading(Key(*key), reader_version, reader, packed))
    return list(found.values())


def _decided_later(db: Database, at: int) -> set[Key]:
    rows = db.execute(
        """SELECT channel, message_id, revision FROM decisions JOIN revisions USING (channel, message_id, sha256)
            WHERE decided_at > ?""",
        (at,),
    ).fetchall()
    return {Key(*row) for row in rows}


def _days(db: Database, at: int, keys: Sequence[Key]) -> dict[str, set[date]]:
    """Return the days, by channel, on which reports of these versions end, and of posts that were published later."""
    rows = db.execute(
        """SELECT DISTINCT posts.channel, ends_on FROM current_figures CROSS JOIN posts CROSS JOIN readings
            WHERE posts.channel = current_figures.channel AND posts.message_id = current_figures.message_id
                AND readings.channel = posts.channel AND readings.message_id = posts.message_id
                AND published_at > ? AND ends_on IS NOT NULL""",
        (at,),
    ).fetchall()
    for some in _portions(keys):
        rows += rows_of(db, "SELECT channel, ends_on FROM picked NATURAL JOIN readings WHERE ends_on IS NOT NULL", some)
    found: dict[str, set[date]] = {}
    for channel, ends_on in rows:
        found.setdefault(channel, set()).add(date.fromisoformat(ends_on))
    return found


def _of(db: Database, table: str, keys: Sequence[Key]) -> TableRows:
    """Return the rows of a table that belong to these versions."""
    columns: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = []
    for some in _portions(keys) or [[]]:
        marks = ", ".join(["(?, ?, ?)"] * len(some)) or "('', 0, 0)"
        values = [value for key in some for value in key]
        found = _rows(
            db,
            f"""WITH picked (channel, message_id, revision) AS (VALUES {marks})
                SELECT {table}.* FROM picked JOIN {table} USING (channel, message_id, revision)""",  # nosec B608: ours
            *values,
        )
        columns, rows = found.columns, rows + found.rows
    return TableRows(columns, rows)


def _portions(keys: Sequence[Key]) -> list[Sequence[Key]]:
    return [keys[start : start + KEYS_A_QUERY] for start in range(0, len(keys), KEYS_A_QUERY)]


def _rows(db: Database, statement: str, *values: Any) -> TableRows:
    cursor = db.execute(statement, values)
    return TableRows(tuple(column[0] for column in cursor.description), cursor.fetchall())


def _emptied(found: TableRows, column: str, after: int) -> TableRows:
    """Return the rows with a time that had not come yet left empty."""
    place = found.columns.index(column)
    rows = [(*row[:place], None, *row[place + 1 :]) if (row[place] or 0) > after else row for row in found.rows]
    return TableRows(found.columns, rows)

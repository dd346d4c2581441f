"""Gaps: ranges of a channel's message ids that we know we have not seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.engines.engine import Database


@dataclass(frozen=True, slots=True)
class Gap:
    """The unseen ids ``from_id`` to ``to_id``, both included. ``closed_at`` is None until all were seen."""

    channel: str
    from_id: int
    to_id: int
    opened_at: datetime
    tries: int
    tried_at: datetime | None
    closed_at: datetime | None


def gaps(db: Database, channel: str | None = None, *, closed: bool = False) -> tuple[Gap, ...]:
    """Return the open gaps of one channel or of all, newest first; with ``closed``, the filled ones too."""
    which = ["channel = ?"] * (channel is not None) + ["closed_at IS NULL"] * (not closed)
    rows = db.execute(
        f"""SELECT channel, from_id, to_id, opened_at, tries, tried_at, closed_at FROM gaps
            WHERE {" AND ".join(which) or "1 = 1"} ORDER BY channel, from_id DESC""",  # nosec B608: our words
        () if channel is None else (channel,),
    ).fetchall()
    return tuple(
        Gap(name, first, last, _moment(opened), tries, tried_at and _moment(tried_at), end and _moment(end))
        for name, first, last, opened, tries, tried_at, end in rows
    )


def open_gap(db: Database, channel: str, from_id: int, to_id: int, at: datetime) -> None:
    """Record that these ids were not seen."""
    _put(db, channel, from_id, to_id, int(at.timestamp()))


def keep_open(db: Database, channel: str, ids: Collection[int], at: datetime) -> None:
    """Record that these posts were not seen; a gap that contains one already keeps its tries."""
    for one in sorted(ids):
        held = db.execute(
            "SELECT 1 FROM gaps WHERE channel = ?1 AND closed_at IS NULL AND from_id <= ?2 AND to_id >= ?2",
            (channel, one),
        ).fetchone()
        if not held:
            open_gap(db, channel, one, one, at)


def tried(db: Database, channel: str, from_id: int, at: datetime) -> None:
    """Count a request made to fill the gap, whatever its result."""
    db.execute(
        "UPDATE gaps SET tries = tries + 1, tried_at = ? WHERE channel = ? AND from_id = ? AND closed_at IS NULL",
        (int(at.timestamp()), channel, from_id),
    )


def shrink(
    db: Database, channel: str, lowest: int, highest: int, at: datetime, *, unseen: Collection[int] = ()
) -> None:
    """Remove the ids from ``lowest`` to ``highest``, except ``unseen``, from every open gap.

    A gap with no ids left is closed. A gap that shrank starts counting its tries again.
    """
    for first, last in _between(lowest, highest, unseen):
        _take_out(db, channel, first, last, at)


def _between(lowest: int, highest: int, unseen: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges that remain of a range without some ids, lowest first."""
    start = lowest
    for one in sorted(one for one in unseen if lowest <= one <= highest):
        if start < one:
            yield start, one - 1
        start = one + 1
    if start <= highest:
        yield start, highest


def _take_out(db: Database, channel: str, lowest: int, highest: int, at: datetime) -> None:
    rows = db.execute(
        """SELECT from_id, to_id, opened_at FROM gaps
            WHERE channel = ? AND closed_at IS NULL AND from_id <= ? AND to_id >= ? ORDER BY from_id""",
        (channel, highest, lowest),
    ).fetchall()
    for from_id, to_id, opened_at in rows:
        key = (channel, from_id)
        if lowest <= from_id and highest >= to_id:
            db.execute("UPDATE gaps SET closed_at = ? WHERE channel = ? AND from_id = ?", (int(at.timestamp()), *key))
            continue
        db.execute("DELETE FROM gaps WHERE channel = ? AND from_id = ?", key)
        if from_id < lowest:
            _put(db, channel, from_id, lowest - 1, opened_at)
        if to_id > highest:
            _put(db, channel, highest + 1, to_id, opened_at)


def _put(db: Database, channel: str, from_id: int, to_id: int, opened_at: int) -> None:
    db.execute(
        """INSERT INTO gaps (channel, from_id, to_id, opened_at, tries) VALUES (?, ?, ?, ?, 0)
            ON CONFLICT (channel, from_id) DO UPDATE SET to_id = excluded.to_id, opened_at = excluded.opened_at,
                tries = 0, tried_at = NULL, closed_at = NULL""",
        (channel, from_id, to_id, opened_at),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

"""The state of the bot's long tasks as it last recorded them, for commands that run beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.engines.engine import Database

# The task that publishes the open record.
PUBLISH = "publish"
# A task that no replica has recorded for this long is none any more: a channel that is not followed now.
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeptPulse:
    """The state of a long task at ``written_at``; ``beat_at`` is when it last made progress (None: never)."""

    task: str
    beat_at: datetime | None
    failures: int
    restarts: int
    error: str | None
    written_at: datetime


def keep(db: Database, pulses: Sequence[KeptPulse]) -> None:
    """Record these states in place of all earlier ones."""
    db.execute("DELETE FROM pulses")
    for one in pulses:
        db.execute(
            "INSERT INTO pulses (task, beat_at, failures, restarts, error, written_at) VALUES (?, ?, ?, ?, ?, ?)",
            _row(one),
        )


def keep_own(db: Database, pulses: Sequence[KeptPulse], now: datetime) -> None:
    """Record these states beside those of other replicas; what none has recorded for a day is deleted."""
    for one in pulses:
        db.execute(
            """INSERT INTO pulses (task, beat_at, failures, restarts, error, written_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (task) DO UPDATE SET beat_at = excluded.beat_at, failures = excluded.failures,
                    restarts = excluded.restarts, error = excluded.error, written_at = excluded.written_at""",
            _row(one),
        )
    db.execute("DELETE FROM pulses WHERE written_at < ?", (int((now - FORGOTTEN).timestamp()),))


def kept(db: Database) -> list[KeptPulse]:
    """Return the recorded states, ordered by the name of the task."""
    rows = db.execute(
        "SELECT task, beat_at, failures, restarts, error, written_at FROM pulses ORDER BY task"
    ).fetchall()
    return [
        KeptPulse(task, beat_at and _moment(beat_at), failures, restarts, error, _moment(written_at))
        for task, beat_at, failures, restarts, error, written_at in rows
    ]


def _row(one: KeptPulse) -> tuple[object, ...]:
    beat_at = one.beat_at and int(one.beat_at.timestamp())
    return (one.task, beat_at, one.failures, one.restarts, one.error, int(one.written_at.timestamp()))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

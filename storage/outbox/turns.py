"""Whose turn it is: the order in which deliveries are begun, and when the next one may be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from storage.engines.engine import Database

# An alarm is sent even while the operator has halted sending.
MAY_GO = "(rank = 0 OR NOT EXISTS (SELECT 1 FROM halts))"
# A chat gets one message at a time, and the parts of a long message in order.
IN_TURN = """chat_id NOT IN (SELECT chat_id FROM deliveries WHERE state = 'sending')
    AND (after IS NULL OR NOT EXISTS (SELECT 1 FROM deliveries AS first WHERE first.key = deliveries.after
        AND first.state IN ('pending', 'sending', 'doubtful')))"""


def next_new(db: Database, now: datetime, without: Collection[str]) -> str | None:
    """Return the key of the next new delivery, alarms first; from the index alone, so that a damaged row is harmless.

    ``+not_before`` makes SQLite use the index of the order, whatever its statistics suggest.
    """
    row = db.execute(
        f"""SELECT key FROM deliveries WHERE state = 'pending' AND +not_before <= ? AND {MAY_GO} AND {IN_TURN}
            {_except(without)} ORDER BY rank, due_at, turn, key LIMIT 1""",  # nosec B608: ours
        (_seconds(now), *without),
    ).fetchone()
    return row[0] if row else None


def next_copy(db: Database, now: datetime, without: Collection[str]) -> str | None:
    """Return the key of the next delivery that may have arrived already."""
    row = db.execute(
        f"""SELECT key FROM deliveries WHERE state = 'doubtful' AND not_before <= ? AND {MAY_GO} AND {IN_TURN}
            {_except(without)} ORDER BY not_before, key LIMIT 1""",  # nosec B608: ours
        (_seconds(now), *without),
    ).fetchone()
    return row[0] if row else None


def next_at(db: Database) -> datetime | None:
    """Return when the next delivery may be sent; None where nothing is open or sending is halted."""
    # one query a state: each has an index of its own, and a week of ended rows is not walked
    found = [
        db.execute(
            f"SELECT MIN(not_before) FROM deliveries WHERE state = '{state}' AND {MAY_GO} AND {IN_TURN}"  # nosec B608
        ).fetchone()[0]
        for state in ("pending", "doubtful")
    ]
    first = min((one for one in found if one is not None), default=None)
    return None if first is None else datetime.fromtimestamp(first, UTC)


def _except(without: Collection[str]) -> str:
    return f"AND key NOT IN ({', '.join('?' * len(without))})" if without else ""


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())

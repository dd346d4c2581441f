"""The readers that run on this database, in the order in which they came: only the newest of them reads again.

While a program is replaced by its next version both run for a while, each with its reader. If both read again what the
other has read, neither would ever end.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.engines.engine import Database

# A reader that was not seen for this long does not run any more. It is told each minute.
SEEN_WITHIN = timedelta(minutes=10)


def record(db: Database, fingerprint: str, now: datetime) -> None:
    """Record that a reader runs at ``now``; when it was first seen stays, however long it was away."""
    seconds = int(now.timestamp())
    db.execute(
        """INSERT INTO seen_readers (fingerprint, first_seen_at, last_seen_at) VALUES (?, ?, ?)
            ON CONFLICT (fingerprint) DO UPDATE SET last_seen_at = excluded.last_seen_at
            WHERE seen_readers.last_seen_at < excluded.last_seen_at""",
        (fingerprint, seconds, seconds),
    )


def running(db: Database, now: datetime) -> list[str]:
    """Return the fingerprints of the readers that run, newest first: the one that was first seen last."""
    rows = db.execute(
        """SELECT fingerprint FROM seen_readers WHERE last_seen_at >= ?
            ORDER BY first_seen_at DESC, fingerprint DESC""",
        (int((now - SEEN_WITHIN).timestamp()),),
    ).fetchall()
    return [row[0] for row in rows]

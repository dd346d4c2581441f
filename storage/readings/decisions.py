"""What the operator decided about versions of posts: kept by their very words, so that an edit is judged anew.

A version may be numbered anew by a sighting that comes late, and is read again by every better reader: neither touches
what was decided about its words.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from parsers.records import Decision
from storage.readings.load import Key


def decision_of(db: Database, key: Key) -> Decision | None:
    """What was decided about the words of a version; None where nothing was."""
    row = db.execute(
        """SELECT decision FROM revisions JOIN decisions USING (channel, message_id, sha256)
            WHERE channel = ? AND message_id = ? AND revision = ?""",
        tuple(key),
    ).fetchone()
    return Decision(row[0]) if row else None


def decide(db: Database, key: Key, decision: Decision | None, now: datetime) -> None:
    """Keep what is decided about the words of a stored version, in place of what was; None: nothing is."""
    db.execute(
        """DELETE FROM decisions WHERE channel = ?1 AND message_id = ?2 AND sha256 = (SELECT sha256 FROM revisions
            WHERE channel = ?1 AND message_id = ?2 AND revision = ?3)""",
        tuple(key),
    )
    if decision is not None:
        db.execute(
            """INSERT INTO decisions (channel, message_id, sha256, decision, decided_at)
                SELECT channel, message_id, sha256, ?, ? FROM revisions
                WHERE channel = ? AND message_id = ? AND revision = ?""",
            (decision.value, int(now.timestamp()), *key),
        )

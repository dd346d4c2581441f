"""The operator's decisions about versions of posts, stored by the text itself, so that an edit is judged again.

A late sighting can renumber a version, and every better reader reads it again: neither changes what was decided about
its text.
"""

from __future__ import annotations

from datetime import datetime

from parsers.records import Decision
from storage.engines.engine import Database
from storage.readings.load import Key


def decision_of(db: Database, key: Key) -> Decision | None:
    """Return the decision about the text of a version; None where there is none."""
    row = db.execute(
        """SELECT decision FROM revisions JOIN decisions USING (channel, message_id, sha256)
            WHERE channel = ? AND message_id = ? AND revision = ?""",
        tuple(key),
    ).fetchone()
    return Decision(row[0]) if row else None


def decide(db: Database, key: Key, decision: Decision | None, now: datetime) -> None:
    """Save a decision about the text of a stored version, replacing an earlier one; None deletes it."""
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

"""The newest version of a post."""

from __future__ import annotations

from storage.engines.engine import Database
from storage.readings.load import Key


def current_key(db: Database, channel: str, message_id: int) -> Key | None:
    """Return the key of the newest version of a post; None where the post is not stored."""
    (revision,) = db.execute(
        "SELECT MAX(revision) FROM revisions WHERE channel = ? AND message_id = ?", (channel, message_id)
    ).fetchone()
    return None if revision is None else Key(channel, message_id, int(revision))

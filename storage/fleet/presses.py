"""Buttons that were pressed a moment ago, in whichever program: a double tap may reach two of them."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from storage.engines.engine import Database

# They are deleted after this long.
KEPT = timedelta(minutes=1)


def press_once(db: Database, chat_id: int, button: str, now: datetime, within: timedelta) -> bool:
    """Record that a button of a message is pressed; return False where anyone pressed it ``within`` a moment before.

    ``button`` names the message and what the button asks for; only its fingerprint is kept, since it may name a chat.
    """
    what = hashlib.sha256(button.encode()).hexdigest()[:32]
    row = db.execute(
        """INSERT INTO presses (chat_id, what, pressed_at) VALUES (?, ?, ?) ON CONFLICT (chat_id, what)
            DO UPDATE SET pressed_at = excluded.pressed_at WHERE presses.pressed_at <= ? RETURNING chat_id""",
        (chat_id, what, _milliseconds(now), _milliseconds(now - within)),
    ).fetchone()
    return row is not None


def prune(db: Database, now: datetime) -> None:
    """Delete the presses that nobody compares with any more."""
    db.execute("DELETE FROM presses WHERE pressed_at < ?", (_milliseconds(now - KEPT),))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

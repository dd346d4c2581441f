"""A topic of a chat that takes no messages any more: what went there goes to the chat's general topic."""

from __future__ import annotations

from sqlite_utils import Database

BY_TOPIC = ("subscriptions", "watches", "shown")


def leave(db: Database, chat_id: int, thread_id: int) -> None:
    """Send what goes to a topic to the general one from now on, what is owed already too."""
    for table in BY_TOPIC:
        db.execute(
            f"UPDATE {table} SET thread_id = NULL WHERE chat_id = ? AND thread_id = ?",  # nosec B608: our names
            (chat_id, thread_id),
        )
    db.execute(
        """UPDATE deliveries SET thread_id = NULL
            WHERE chat_id = ? AND thread_id = ? AND state IN ('pending', 'sending', 'doubtful')""",
        (chat_id, thread_id),
    )

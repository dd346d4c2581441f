"""A topic of a chat that takes no messages any more: what went there goes to the chat's general topic."""

from __future__ import annotations

from sqlite_utils import Database

from storage.chats.chat_rows import columns_of_chats

THREAD = "thread_id"
# Whose rows are of use after they are done, and keep where they went.
OUTBOX = "deliveries"


def leave(db: Database, chat_id: int, thread_id: int) -> None:
    """Send what goes to a topic to the general one from now on, what is owed already too."""
    for one in columns_of_chats(db):
        if THREAD in one.table.columns and one.table.name != OUTBOX:
            db.execute(
                f'UPDATE "{one.table.name}" SET thread_id = NULL WHERE "{one.column}" = ? AND thread_id = ?',  # nosec B608
                (chat_id, thread_id),
            )
    db.execute(
        """UPDATE deliveries SET thread_id = NULL
            WHERE chat_id = ? AND thread_id = ? AND state IN ('pending', 'sending', 'doubtful')""",
        (chat_id, thread_id),
    )

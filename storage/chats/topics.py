"""Topics that accept no messages any more: their messages go to the chat's general topic."""

from __future__ import annotations

from storage.chats.chat_rows import columns_of_chats
from storage.engines.engine import Database

THREAD = "thread_id"
# The rows of these tables are used after they are done and keep the topic they went to.
OUTBOX = "deliveries"


def leave(db: Database, chat_id: int, thread_id: int) -> None:
    """Redirect what goes to a topic to the general one, including what is owed already."""
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

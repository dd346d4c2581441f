"""The lengths that chats chose when there were two."""

from __future__ import annotations

from pathlib import Path

from storage.chats import chats
from storage.chats.chats import Length
from storage.database import open_store
from storage.engines.engine import Database
from tests.storage.builders import at
from tests.storage.looking import forget_step


def as_before(db: Database) -> None:
    """Turn a database into one of an older version, with a chat of each length."""
    forget_step(db, "m019_morning")
    for column in ("chats.length", "chats.tells_late_side", "chats.with_picture", "deliveries.answers"):
        table, _, name = column.partition(".")
        db.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    db.execute("ALTER TABLE chats ADD COLUMN length TEXT CHECK (length IN ('short', 'full'))")
    since = int(at("2026-09-22 06:00").timestamp())
    for chat_id, length in ((1, "short"), (2, "full"), (3, None)):
        db.execute(
            "INSERT INTO chats (chat_id, state, since, length) VALUES (?, 'active', ?, ?)", (chat_id, since, length)
        )


def test_what_was_called_full_is_the_usual_length_now(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with open_store(path) as store:
        store.write_now(as_before)
    with open_store(path) as store:
        kept = [store.read_now(chats.chat, chat_id) for chat_id in (1, 2, 3)]
        assert [one.length for one in kept if one] == [Length.SHORT, Length.USUAL, None]

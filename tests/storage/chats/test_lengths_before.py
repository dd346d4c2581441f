"""The lengths that chats chose when there were two."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from storage.chats import chats
from storage.chats.chats import Length
from storage.database import open_store
from storage.migrations import overnight
from tests.storage.builders import at


def test_what_was_called_full_is_the_usual_length_now(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    db = Database(path)
    overnight.apply(db, stop_before="m019_morning")
    since = int(at("2026-09-22 06:00").timestamp())
    for chat_id, length in ((1, "short"), (2, "full"), (3, None)):
        db.execute(
            "INSERT INTO chats (chat_id, state, since, length) VALUES (?, 'active', ?, ?)", (chat_id, since, length)
        )
    db.conn.commit()
    db.close()
    with open_store(path) as store:
        kept = [store.read_now(chats.chat, chat_id) for chat_id in (1, 2, 3)]
        assert [one.length for one in kept if one] == [Length.SHORT, Length.USUAL, None]

"""The lengths that chats chose when there were two."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.chats import chats
from storage.chats.chats import Length
from storage.database import open_store
from storage.engines.engine import Database
from storage.migrations import overnight
from tests.storage.builders import at


def add_chats(db: Database) -> None:
    since = int(at("2026-09-22 06:00").timestamp())
    for chat_id, length in ((1, "short"), (2, "full"), (3, None)):
        db.execute(
            "INSERT INTO chats (chat_id, state, since, length) VALUES (?, 'active', ?, ?)", (chat_id, since, length)
        )


def test_what_was_called_full_is_the_usual_length_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "overnight.db"
    with monkeypatch.context() as older:
        older.setattr(overnight, "_migrations", [one for one in overnight._migrations if one.name < "m019_morning"])
        with open_store(path) as store:
            store.write_now(add_chats)
    with open_store(path) as store:
        kept = [store.read_now(chats.chat, chat_id) for chat_id in (1, 2, 3)]
        assert [one.length for one in kept if one] == [Length.SHORT, Length.USUAL, None]

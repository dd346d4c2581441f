"""What the program's own database says at the end, and what a fresh reading makes of the posts in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from parsers import READER
from storage import open_store
from storage.readings import reprocess

PORTION = 500
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was owed."""

    key: str
    kind: str
    chat: int
    state: str
    reason: str | None
    edits: str | None
    message_id: int | None


def rows(path: Path) -> list[Row]:
    """Everything that is in the outbox."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute(
            "SELECT key, kind, chat_id, state, reason, edits, sent_message_id FROM deliveries ORDER BY key"
        ).fetchall()
    return [Row(*row) for row in found]


def read_otherwise(path: Path) -> list[str]:
    """The posts that a fresh reading reads otherwise than they are stored; the database is changed thereby."""
    with open_store(path) as store:
        after, found = reprocess.BEFORE_ALL, list[str]()
        while stored := store.read_now(reprocess.texts, PORTION, after):
            made = reprocess.read_again(READER, stored)
            changes = store.write_now(reprocess.keep, READER, stored, made, NOW)
            after = stored[-1].key
            found += [f"{one.after.key}" for one in changes]
    return found


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy beside a database."""
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(copy)) as other:
        db.backup(other)
    yield copy
    copy.unlink()

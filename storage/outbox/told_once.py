"""What the operator was told, by subject, so that it is told only once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage.engines.engine import Database


def untold(db: Database, about: Collection[str]) -> set[str]:
    """Return the subjects that the operator was not told about yet."""
    return {one for one in about if not _is_told(db, one)}


def _is_told(db: Database, about: str) -> bool:
    return db.execute("SELECT 1 FROM told_operator WHERE about = ?", (about,)).fetchone() is not None


def mark_told(db: Database, about: str, now: datetime) -> None:
    """Record that the operator was told, or is about to be."""
    db.execute(
        "INSERT INTO told_operator (about, told_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (about, int(now.timestamp()))
    )

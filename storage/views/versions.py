"""Every version of a post, word for word, and which of them is held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parsers.records import Held
from storage.engines.engine import Database
from storage.views.readings import moment


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its number, its text (None where it was shown without), when it was first seen, and why its figures
    are shown to nobody, which stand in its text, too.
    """

    revision: int
    text: str | None
    seen_at: datetime
    held: Held | None = None


def versions_view(db: Database, channel: str, message_id: int) -> tuple[VersionView, ...]:
    """Return the versions of a post, oldest first; none where it is not stored."""
    rows = db.execute(
        """SELECT revision, text, observed_at, held
             FROM revisions LEFT JOIN readings USING (channel, message_id, revision)
            WHERE channel = ? AND message_id = ? ORDER BY revision""",
        (channel, message_id),
    ).fetchall()
    return tuple(
        VersionView(revision, text, moment(seen), Held(held) if held else None) for revision, text, seen, held in rows
    )

"""Every version of a post, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.views.readings import moment


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its number, its text (None where it was shown without), when it was first seen."""

    revision: int
    text: str | None
    seen_at: datetime


def versions_view(db: Database, channel: str, message_id: int) -> tuple[VersionView, ...]:
    """The versions of a post, the first first; none where it is not kept."""
    rows = db.execute(
        """SELECT revision, text, observed_at FROM revisions WHERE channel = ? AND message_id = ?
            ORDER BY revision""",
        (channel, message_id),
    ).fetchall()
    return tuple(VersionView(revision, text, moment(seen)) for revision, text, seen in rows)

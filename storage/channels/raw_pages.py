"""The newest page of each channel that could not be parsed, for fixing the parser."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.engines.engine import Database

# A usual page of 120 kB compresses to a fifth; longer pages are cut.
PACKED_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page as received, why it was not parsed (a slug), and when it came; ``length`` is its length before a cut."""

    html: str
    reason: str
    fetched_at: datetime
    length: int


def keep(db: Database, channel: str, page: UnreadPage) -> None:
    """Save a page in place of the channel's earlier one; of a page that is too large, only the beginning."""
    html = page.html
    while len(packed := zlib.compress(html.encode())) > PACKED_BYTES:
        html = html[: len(html) // 2]
    db.execute(
        """INSERT INTO unread_pages (channel, reason, fetched_at, packed, length) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (channel) DO UPDATE SET reason = excluded.reason, fetched_at = excluded.fetched_at,
                packed = excluded.packed, length = excluded.length""",
        (channel, page.reason, int(page.fetched_at.timestamp()), packed, page.length),
    )


def newest(db: Database, channel: str) -> UnreadPage | None:
    """Return the saved page of a channel; None where all pages could be parsed."""
    row = db.execute(
        "SELECT packed, reason, fetched_at, length FROM unread_pages WHERE channel = ?", (channel,)
    ).fetchone()
    if row is None:
        return None
    packed, reason, fetched_at, length = row
    return UnreadPage(zlib.decompress(packed).decode(), reason, datetime.fromtimestamp(fetched_at, UTC), length)

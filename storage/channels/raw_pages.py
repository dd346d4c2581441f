"""The newest page of each channel that could not be read, for whoever mends the reading of pages."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

# A usual page of 120 kB packs to a fifth; what does not fit is cut.
PACKED_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page as it came, why it was not read (a slug), and when it came; ``length`` is what it had before a cut."""

    html: str
    reason: str
    fetched_at: datetime
    length: int


def keep(db: Database, channel: str, page: UnreadPage) -> None:
    """Keep a page in place of an earlier one of the channel; of one too large only its beginning."""
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
    """The page that is kept of the channel; None where all could be read."""
    row = db.execute(
        "SELECT packed, reason, fetched_at, length FROM unread_pages WHERE channel = ?", (channel,)
    ).fetchone()
    if row is None:
        return None
    packed, reason, fetched_at, length = row
    return UnreadPage(zlib.decompress(packed).decode(), reason, datetime.fromtimestamp(fetched_at, UTC), length)

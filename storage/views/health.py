"""The bot's health for its operator: how up to date each channel is, and what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from storage.channels.cursors import Freshness, freshness
from storage.engines.engine import Database
from storage.fleet.leases import holders
from storage.outbox.deliveries import counts
from storage.outbox.notices import sending_halted_at
from storage.pulses import PUBLISH

__all__ = ["Freshness", "HealthView", "health_view"]


@dataclass(frozen=True, slots=True)
class HealthView:
    """``queue`` counts the deliveries by state; ``waiting_since`` is when the oldest that is due was owed.

    ``halted_at`` is when the operator stopped sending; ``size`` the database's bytes; ``published_at`` is when the
    running bot last published the open record, None where it never did. ``holders`` says, where the bot runs as several
    replicas, which of them does what one alone does.
    """

    channels: tuple[Freshness, ...]
    queue: dict[str, int]
    waiting_since: datetime | None
    halted_at: datetime | None
    size: int
    published_at: datetime | None = None
    holders: Mapping[str, str] = field(default_factory=dict)


def health_view(db: Database, channels: Sequence[str], now: datetime) -> HealthView:
    """Return the bot's health as of ``now``."""
    (oldest,) = db.execute(
        "SELECT MIN(owed_at) FROM deliveries WHERE state = 'pending' AND not_before <= ?", (int(now.timestamp()),)
    ).fetchone()
    (published,) = db.execute("SELECT MAX(beat_at) FROM pulses WHERE task = ?", (PUBLISH,)).fetchone()
    return HealthView(
        channels=tuple(freshness(db, channel) for channel in channels),
        queue=counts(db),
        waiting_since=None if oldest is None else datetime.fromtimestamp(oldest, UTC),
        halted_at=sending_halted_at(db),
        size=db.size(),
        published_at=None if published is None else datetime.fromtimestamp(published, UTC),
        holders=holders(db),
    )

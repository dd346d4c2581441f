"""The state of a running bot as the database tells it: its tasks, its channels, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.engines.engine import Database
from storage.outbox import flood_waits
from storage.pulses import KeptPulse, kept
from storage.views.health import HealthView, health_view


@dataclass(frozen=True, slots=True)
class RunningView:
    """The state of a running bot. ``pulses`` are its tasks as it last recorded them; none where it never ran.

    ``waits_until`` is when Telegram accepts messages again, None where it does now.
    """

    pulses: tuple[KeptPulse, ...]
    health: HealthView
    waits_until: datetime | None


def running_view(db: Database, channels: Sequence[str], now: datetime) -> RunningView:
    """Return the state of the bot as of ``now``."""
    waits = flood_waits.kept(db, now)
    return RunningView(tuple(kept(db)), health_view(db, channels, now), waits.get(flood_waits.ALL_CHATS))

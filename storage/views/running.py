"""What the database tells of a running bot: how its tasks are, its channels, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.pulses import KeptPulse, kept
from storage.views.health import HealthView, health_view


@dataclass(frozen=True, slots=True)
class RunningView:
    """``pulses`` are as the bot last told them; none where it never ran."""

    pulses: tuple[KeptPulse, ...]
    health: HealthView


def running_view(db: Database, channels: Sequence[str], now: datetime) -> RunningView:
    """What is known of the bot as of ``now``."""
    return RunningView(tuple(kept(db)), health_view(db, channels, now))

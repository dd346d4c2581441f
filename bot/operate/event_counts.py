"""Counts of events since the start, in memory; they name nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from storage.posts.intake import Intake


@dataclass(slots=True)
class EventCounts:
    """Counts that only grow: ``posts`` and ``edits`` by channel, ``readings`` by channel and outcome (``tally`` or
    ``unreadable``), ``requests`` by preview host, ``updates`` from Telegram, ``sends`` by outcome.
    """

    posts: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    sends: Counter[str] = field(default_factory=Counter)
    updates: int = 0

    def took_in(self, channel: str, intake: Intake) -> None:
        """Count posts of a channel that came in by any way."""
        self.posts[channel] += intake.new
        self.edits[channel] += intake.edited
        self.readings[channel, "tally"] += intake.tallies
        self.readings[channel, "unreadable"] += intake.unreadable

    def handled_update(self) -> None:
        """Count an update from Telegram."""
        self.updates += 1

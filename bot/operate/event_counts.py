"""What happened since the start, counted in memory; nobody is named in it."""

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
        """Posts of a channel came in, by whatever way."""
        self.posts[channel] += intake.new
        self.edits[channel] += intake.edited
        self.readings[channel, "tally"] += intake.tallies
        self.readings[channel, "unreadable"] += intake.unreadable

    def handled_update(self) -> None:
        """An update came from Telegram."""
        self.updates += 1

"""The description that a file carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.views.readings import Source

CLAIMS = (
    "Counts that Ukraine's Air Force and Russia's Defence Ministry state in their reports on Telegram, read from the "
    "posts word by word. They are the parties' own claims, not verified, and are never to be added across the sides."
)
SAMPLES = "These are samples: the texts are made up in the shape of the channels' posts, from real figures."


@dataclass(frozen=True, slots=True)
class About:
    """Describes a file: the tallies of ``channels`` that end from ``first`` to ``last``, written at ``made_at``.

    ``real_from`` is the first number of a post that is not made up, in the demo; None where all posts are real.
    """

    channels: tuple[str, ...]
    first: date
    last: date
    made_at: datetime
    real_from: int | None = None

    @property
    def description(self) -> str:
        return CLAIMS if self.real_from is None else f"{SAMPLES} {CLAIMS}"

    @property
    def name(self) -> str:
        """Return ``overnight-2026-09-01-2026-09-22``, to which a form's ending is added."""
        made_up = "" if self.real_from is None else "samples-"
        return f"overnight-{made_up}{self.first}-{self.last}"

    def address(self, source: Source) -> str | None:
        """Return the address of a post; None where its number is made up."""
        if self.real_from is not None and source.message_id < self.real_from:
            return None
        return f"https://t.me/{source.channel}/{source.message_id}"

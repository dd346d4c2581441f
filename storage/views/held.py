"""What waits for the operator's decision: reports that are held back, and nights that two reports tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.records import NIGHT_TOLD_TWICE, Decision, Doubt, Held, Tally
from storage.engines.engine import Database
from storage.readings.decisions import decision_of
from storage.readings.load import IMPLAUSIBLE_CODES, Key, StoredReading, load_all
from storage.views.readings import moment

DECIDABLE = IMPLAUSIBLE_CODES | {NIGHT_TOLD_TWICE}
# How many digits of a fingerprint tell one version of a post from another.
FINGERPRINT = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """The current version of a post that states a tally, for the operator to decide about.

    ``words`` is the beginning of its text's fingerprint. ``held`` is why nobody is shown it, ``beside`` whether another
    post tells its night; ``why`` are the doubts that the operator can settle.
    """

    key: Key
    words: str
    posted_at: datetime
    held: Held | None
    beside: bool
    decision: Decision | None
    why: tuple[Doubt, ...]

    @property
    def waits(self) -> bool:
        """Return whether the operator has something to decide."""
        return self.decision is None and (self.held is not None or (self.beside and bool(self.why)))

    @property
    def can_be_released(self) -> bool:
        return self.held is not None or self.beside

    @property
    def can_be_dropped(self) -> bool:
        return self.held is not Held.DROPPED and (bool(self.why) or self.decision is not None)

    def takes(self, decision: Decision | None) -> bool:
        """Return whether there is anything to release, to drop, or to take back (None)."""
        if decision is None:
            return self.decision is not None
        return self.can_be_released if decision is Decision.RELEASED else self.can_be_dropped


def judged_post(db: Database, channel: str, message_id: int) -> Judged | None:
    """Return the current version of a post; None where it is not stored or states no tally."""
    row = db.execute(
        "SELECT revision FROM current_readings WHERE channel = ? AND message_id = ?", (channel, message_id)
    ).fetchone()
    found = _judged(db, [Key(channel, message_id, row[0])]) if row else []
    return found[0] if found else None


def waiting_posts(db: Database, limit: int) -> list[Judged]:
    """Return up to ``limit`` posts that wait for the operator, newest first."""
    rows = db.execute(
        """SELECT channel, message_id, revision FROM
            (SELECT channel, message_id, revision FROM readings WHERE held = 'implausible'
                UNION SELECT channel, message_id, revision FROM readings WHERE is_beside = 1) AS candidates
            JOIN current_readings USING (channel, message_id, revision) JOIN posts USING (channel, message_id)
            ORDER BY published_at DESC, channel, message_id LIMIT ?""",
        (limit,),
    ).fetchall()
    return [one for one in _judged(db, [Key(*row) for row in rows]) if one.waits]


def _judged(db: Database, keys: Sequence[Key]) -> list[Judged]:
    return [_one(db, kept) for kept in load_all(db, keys).values() if isinstance(kept.reading, Tally)]


def _one(db: Database, kept: StoredReading) -> Judged:
    sha256, published = db.execute(
        """SELECT sha256, published_at FROM revisions JOIN posts USING (channel, message_id)
            WHERE channel = ? AND message_id = ? AND revision = ?""",
        tuple(kept.key),
    ).fetchone()
    return Judged(
        key=kept.key,
        words=str(sha256)[:FINGERPRINT],
        posted_at=moment(published),
        held=kept.held,
        beside=kept.beside,
        decision=decision_of(db, kept.key),
        why=tuple(doubt for doubt in kept.judged if doubt.code in DECIDABLE),
    )

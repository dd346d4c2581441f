"""What to do about a digest that is owed: send it, wait for a late side, say that nothing came, or let it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.digest_schedule import ASAP_LASTS

# A side that is late is waited for as long as this once the other one is there.
LATE_SIDE = timedelta(minutes=15)
# With neither side there, this long after the time wished for (or after the morning began) a note says so.
NOTE_AFTER = timedelta(minutes=15)
NOTE_AFTER_ASAP = timedelta(hours=5)
# Later than this a digest of the morning is of no use any more.
TOO_LATE = timedelta(hours=6)


# A digest that could have gone out so long ago says that it is late.
LATE = timedelta(minutes=20)


class DigestStep(StrEnum):
    """What comes next for a digest that is owed."""

    WAIT = "wait"
    SEND = "send"
    NOTE = "note"
    SKIP = "skip"


def step(owed_at: datetime, now: datetime, *, asap: bool, first_side_at: datetime | None, complete: bool) -> DigestStep:
    """The next step. ``first_side_at`` is when the first side was read; it is ``complete`` when all of them are."""
    if now - owed_at > lasts(asap):
        return DigestStep.SKIP
    if complete:
        return DigestStep.SEND
    if first_side_at is not None:
        return DigestStep.SEND if now >= max(owed_at, first_side_at) + LATE_SIDE else DigestStep.WAIT
    return DigestStep.NOTE if now - owed_at >= (NOTE_AFTER_ASAP if asap else NOTE_AFTER) else DigestStep.WAIT


def lasts(asap: bool) -> timedelta:
    """How long after its hour a digest is owed; of one that goes as soon as it can, after the morning began."""
    return ASAP_LASTS if asap else TOO_LATE


def is_late(owed_at: datetime, now: datetime, posted: Sequence[datetime], *, complete: bool) -> bool:
    """Whether a digest could have gone out long ago: its reports were ``posted`` and nothing else was waited for."""
    if not posted:
        return False
    ready = max(owed_at, max(posted) if complete else min(posted) + LATE_SIDE)
    return now - ready > LATE

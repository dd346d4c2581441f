"""Decide about a digest that is due: send it, wait for a late side, say that nothing came, or skip it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.digest_schedule import ASAP_LASTS

# Once one side is there, the other is waited for this long.
LATE_SIDE = timedelta(minutes=15)
# With neither side there, a note says so this long after the chosen time (or after the morning began).
NOTE_AFTER = timedelta(minutes=15)
NOTE_AFTER_ASAP = timedelta(hours=5)
# Later than this a morning digest is useless.
TOO_LATE = timedelta(hours=6)


# A digest that could have been sent this long ago says that it is late.
LATE = timedelta(minutes=20)


class DigestStep(StrEnum):
    """The next step for a digest that is due."""

    WAIT = "wait"
    SEND = "send"
    NOTE = "note"
    SKIP = "skip"


def step(owed_at: datetime, now: datetime, *, asap: bool, first_side_at: datetime | None, complete: bool) -> DigestStep:
    """Return the next step. ``first_side_at`` is when the first side was read; ``complete`` means that all are."""
    if now - owed_at > lasts(asap):
        return DigestStep.SKIP
    if complete:
        return DigestStep.SEND
    if first_side_at is not None:
        return DigestStep.SEND if now >= max(owed_at, first_side_at) + LATE_SIDE else DigestStep.WAIT
    return DigestStep.NOTE if now - owed_at >= (NOTE_AFTER_ASAP if asap else NOTE_AFTER) else DigestStep.WAIT


def lasts(asap: bool) -> timedelta:
    """Return how late a digest is: since its chosen time, or for "as soon as possible" since the morning began."""
    return ASAP_LASTS if asap else TOO_LATE


def is_late(owed_at: datetime, now: datetime, posted: Sequence[datetime], *, complete: bool) -> bool:
    """Return whether a digest could have been sent long ago: its reports were ``posted``, nothing else was missing."""
    if not posted:
        return False
    ready = max(owed_at, max(posted) if complete else min(posted) + LATE_SIDE)
    return now - ready > LATE

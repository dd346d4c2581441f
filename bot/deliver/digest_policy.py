"""Decide about a digest that is due: send it, wait for a late side, say that nothing came, or skip it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.digest_schedule import ASAP_LASTS

# At a chosen hour, once one side is there, the other is waited for this long.
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


@dataclass(frozen=True, slots=True)
class Wish:
    """When a digest is wanted, and of what it may do without.

    ``owed_at`` is its chosen time, or when the morning began for "as soon as possible" (``asap``). ``main`` is the
    channel that an ``asap`` digest goes out with, the other one there or not; None where none of its channels is that
    one. ``deadline`` is when it goes out without ``main``.
    """

    owed_at: datetime
    asap: bool
    main: str | None = None
    deadline: datetime | None = None


def step(wish: Wish, now: datetime, come: Mapping[str, datetime], *, complete: bool) -> DigestStep:
    """Return the next step. ``come`` is when each side was read; ``complete`` means that all are there."""
    if now - wish.owed_at > lasts(wish.asap):
        return DigestStep.SKIP
    if come:
        return DigestStep.SEND if now >= ready_at(wish, come, complete=complete) else DigestStep.WAIT
    return DigestStep.NOTE if now - wish.owed_at >= (NOTE_AFTER_ASAP if wish.asap else NOTE_AFTER) else DigestStep.WAIT


def ready_at(wish: Wish, come: Mapping[str, datetime], *, complete: bool) -> datetime:
    """Return when a digest of the sides that have come may go out; ``come`` has one at least."""
    first, last = min(come.values()), max(come.values())
    if not wish.asap:
        return max(wish.owed_at, last) if complete else max(wish.owed_at, first) + LATE_SIDE
    if wish.main is None:
        return max(wish.owed_at, first)
    if wish.main in come:
        return max(wish.owed_at, come[wish.main])
    return max(wish.owed_at, first, wish.deadline or first)


def lasts(asap: bool) -> timedelta:
    """Return how late a digest is: since its chosen time, or for "as soon as possible" since the morning began."""
    return ASAP_LASTS if asap else TOO_LATE


def is_late(wish: Wish, now: datetime, posted: Mapping[str, datetime], *, complete: bool) -> bool:
    """Return whether a digest could have been sent long ago: its reports were ``posted``, nothing else was missing."""
    return bool(posted) and now - ready_at(wish, posted, complete=complete) > LATE

"""What the nights around and the operator make of a tally: the scope it has beside them, whether it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from parsers.records.tally import Doubt
from parsers.records.terms import Scope

# The nights a night is held against: those of so many days before it.
HISTORY = timedelta(days=90)
# A number that nobody is shown until the operator says so: beyond the bound of its kind, or beyond all nights known.
IMPLAUSIBLE = "implausible"
IMPLAUSIBLE_NIGHT = "implausible_night"
# Two reports of different shapes speak for one night.
NIGHT_TOLD_TWICE = "night_told_twice"


class Held(StrEnum):
    """Why a tally is shown to nobody: a number of it that no night came near, or the operator's word."""

    IMPLAUSIBLE = "implausible"
    DROPPED = "dropped"


class Decision(StrEnum):
    """What the operator said of a version of a post."""

    RELEASED = "released"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the neighbours of a tally tell about it: the scope it has beside them, and doubts.

    ``held`` is whether a number of it is too large to be shown unconfirmed; ``beside`` whether the night it would
    speak for is told by another tally, so that it stands as a window of its own.
    """

    scope: Scope
    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A tally that would speak for a night: its layout and its window, and how many drones it tells of.

    ``implausible`` is whether a number of it is beyond the bound of its kind.
    """

    night: date
    format: str
    start: datetime | date | None
    end: datetime | date | None
    drones: int | None
    implausible: bool = False
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the nights around make of a claim; ``doubts`` have the codes of this alone."""

    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


def as_they_stand(claims: Sequence[Claim], _known: Mapping[date, int]) -> list[Ruling]:
    """A ruling for each claim that leaves all of them as they are."""
    return [Ruling() for _ in claims]

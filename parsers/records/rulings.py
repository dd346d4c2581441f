"""What the surrounding nights and the operator make of a tally: its scope among them, and whether it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from parsers.records.tally import Doubt
from parsers.records.terms import Scope

# A night is compared with the nights of this many days before it.
HISTORY = timedelta(days=90)
# A number hidden until the operator releases it: beyond the bound of its kind, or beyond all known nights.
IMPLAUSIBLE = "implausible"
IMPLAUSIBLE_NIGHT = "implausible_night"
# Two reports of different shapes speak for one night.
NIGHT_TOLD_TWICE = "night_told_twice"


class Held(StrEnum):
    """Why a tally is not shown: one of its numbers is far beyond every other night, or the operator said so."""

    IMPLAUSIBLE = "implausible"
    DROPPED = "dropped"


class Decision(StrEnum):
    """What the operator decided about a version of a post."""

    RELEASED = "released"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the neighbours of a tally say about it: its scope among them, and doubts.

    ``held`` is whether one of its numbers is too large to be shown unconfirmed; ``beside`` whether another tally
    reports the night it would speak for, so that it is a window of its own.
    """

    scope: Scope
    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A tally that would speak for a night: its layout, its window, and how many drones it counts.

    ``implausible`` is whether one of its numbers is beyond the bound of its kind.
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
    """What the surrounding nights make of a claim; ``doubts`` have only the codes of this check."""

    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


def as_they_stand(claims: Sequence[Claim], _known: Mapping[date, int]) -> list[Ruling]:
    """Return a ruling for each claim that changes none of them."""
    return [Ruling() for _ in claims]

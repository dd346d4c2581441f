"""Figures of the same reports as somebody else's table has them, to be compared with ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

Edge = datetime | date


class OutsideField(StrEnum):
    """What is compared: one figure of a report, or its period.

    Tables define their totals differently, and like is compared with like: some add loitering munitions (Banderol) to
    the drones, as ``ALL_DRONES_…`` do.
    """

    WINDOW = "window"
    DRONES_LAUNCHED = "drones_launched"
    DRONES_DOWN = "drones_down"
    DRONES_LOST = "drones_lost"
    ALL_DRONES_LAUNCHED = "drones_and_loitering_munitions_launched"
    ALL_DRONES_DOWN = "drones_and_loitering_munitions_down"
    MISSILES_LAUNCHED = "missiles_launched"
    MISSILES_DOWN = "missiles_down"
    HIT_SITES = "hit_sites"
    DEBRIS_SITES = "debris_sites"


class Cause(StrEnum):
    """Why two figures differ, as a person found who looked: whose mistake it is, if it is one."""

    READER = "reader"  # ours
    TABLE = "table"
    DEFINITION = "definition"  # both are right, of different things
    POST_EDITED = "post_edited"  # both are right, of different versions of the post
    OPEN = "open"  # nobody has looked, or looking did not settle it


class FigureRange(NamedTuple):
    """A number as a table has it, from ``low`` to ``high``; the two are equal where it is exact."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.is_exact else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose table it is: ``slug`` is its name in files and in the database, the others are shown."""

    slug: str
    title: str
    author: str
    licence: str
    address: str


@dataclass(frozen=True, slots=True)
class OutsideReport:
    """One report as a table has it, of the channel whose claim it repeats.

    ``message_id`` is the post's number where the table tells it. ``start`` and ``end`` are moments in UTC, or dates
    where it tells no hours; both None where it tells no period. ``night`` is the date of the night it speaks for.
    A figure that is hidden, unknown or missing is left out of ``figures``.
    """

    channel: str
    message_id: int | None = None
    start: Edge | None = None
    end: Edge | None = None
    night: date | None = None
    figures: Mapping[OutsideField, FigureRange] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Return the name of the report in a file of verdicts: its post, else its night, else its period."""
        if self.message_id is not None:
            return f"{self.channel}/{self.message_id}"
        return f"{self.channel} {self.night.isoformat() if self.night else period(self.start, self.end)}"


@dataclass(frozen=True, slots=True)
class OutsideTable:
    """What was read of a table; ``skipped`` says, row by row, what could not be used."""

    credit: Credit
    reports: tuple[OutsideReport, ...]
    skipped: tuple[str, ...] = ()


class TableVerdict(NamedTuple):
    """What was found about one disagreement: it holds only for the two figures that the person saw.

    ``table`` is the slug of the table's credit, ``place`` the report's there; ``ours`` and ``theirs`` are the figures
    as they are shown, ``why`` is one sentence.
    """

    table: str
    place: str
    field: OutsideField
    ours: str
    theirs: str
    cause: Cause
    why: str


def period(start: Edge | None, end: Edge | None) -> str:
    """Return a period as text, minutes in UTC: ``2026-08-18T15:00Z/2026-08-19T05:30Z``; dates stay dates."""
    return f"{_edge(start)}/{_edge(end)}"


def _edge(edge: Edge | None) -> str:
    if edge is None:
        return ""
    return f"{edge:%Y-%m-%dT%H:%MZ}" if isinstance(edge, datetime) else edge.isoformat()

"""Corrects dates that a post clearly mistyped, if the time of posting or the other edge proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from parsers.records import Doubt
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.edges import Edge

ONE_DAY = timedelta(days=1)
NOON = 12
MOST_DAYS_BEFORE_POST = 3
MISTYPED = "date_mended"


@dataclass(slots=True)
class Edges:
    """The two edges on the local calendar; either may lack its hour.

    ``told_end`` says that the end is stated as an end, not as «станом на»; ``open`` that no end is stated and the
    post's own time replaces it; ``no_start`` that only an end is stated; ``undated`` that only the time of posting
    dates it. ``beside`` are edges of other windows.
    """

    start_day: date
    start_hour: Hour | None
    end_day: date
    end_hour: Hour | None
    used: list[Edge | Atom]
    told_end: bool = False
    open: bool = False
    no_start: bool = False
    undated: bool = False
    beside: list[Edge] = field(default_factory=list)


def mend(edges: Edges, local: datetime | None) -> tuple[Doubt, ...]:
    """Correct a date that the time of posting proves mistyped, in place; return a doubt with the original.

    Seen: «5 січня 2023 року» for 2024, «(із 21.00 15 листопада)» for the 14th, «(із 19.00 2 червня)» for 2 August, «24
    квітня» for 24 March (@kpszsu, January 2024 to March 2026).
    """
    doubts = []
    meant = _meant_end(edges.end_day, local.date()) if local else None
    if meant:
        doubts.append(Doubt(MISTYPED, f"{edges.end_day} read as {meant}"))
        edges.start_day = _moved(edges.start_day, meant - edges.end_day, meant)
        edges.end_day = meant
    start = _meant_start(edges)
    if start:
        doubts.append(Doubt(MISTYPED, f"{edges.start_day} read as {start}"))
        edges.start_day = start
    return tuple(doubts)


def _meant_end(end: date, posted: date) -> date | None:
    """Return the day of posting or the one before it, if ``end`` differs only in its month, or in its year in January.

    None otherwise: last year's date in any later month is a memory of last year, not a slip.
    """
    if _fits_post(end, posted):
        return None
    for meant in (posted, posted - ONE_DAY):
        old_year = (end.month, end.day) == (meant.month, meant.day) and meant.month == 1
        if old_year or (end.year == meant.year and end.day == meant.day):
            return meant
    return None


def _meant_start(edges: Edges) -> date | None:
    """Return the day before the end, or of the end, if the start is after the end or in another month; else None."""
    days = (edges.end_day - edges.start_day).days
    backwards = days < 0 or (days == 0 and edges.start_hour and edges.end_hour and edges.end_hour < edges.start_hour)
    meant = edges.end_day - ONE_DAY if edges.start_hour and edges.start_hour.hour >= NOON else edges.end_day
    other_month = days > 2 and edges.start_day.day in {edges.end_day.day, (edges.end_day - ONE_DAY).day}
    return meant if backwards or other_month else None


def _moved(start: date, by: timedelta, end: date) -> date:
    """Return the start of a corrected window: moved with its end, unless it was right already."""
    return start if 0 <= (end - start).days <= 1 else start + by


def _fits_post(day: date, posted: date) -> bool:
    return -1 <= (posted - day).days <= MOST_DAYS_BEFORE_POST

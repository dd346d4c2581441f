"""Dates, hours and the window of a report, in both languages.

Three steps over the tokens: *atoms* (an hour, a date, a word that gives one its role), *edges* (the hours and dates
that stand together under one role) and the *window* that the edges and the claimant's calendar make.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.moments import Atom, Day, Hour, atoms
from parsers.records import Words
from parsers.tables.windows import FILLERS, Period, Role
from parsers.text import Token

_FILLERS = frozenset(FILLERS)
_REACH = 5


@dataclass(slots=True)
class Edge:
    """Hours and dates that stand together, and what they are the edge of (None where no word says so)."""

    role: Role | None
    first: int
    after: int
    hour: Hour | None = None
    day: Day | None = None
    to_hour: Hour | None = None


@dataclass(slots=True)
class Told:
    """All that a text says of time: its edges, its periods, and which tokens they took up."""

    edges: list[Edge] = field(default_factory=list)
    periods: list[Atom] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def edge(self, *roles: Role | None) -> Edge | None:
        """The first edge of one of these roles."""
        return next((edge for edge in self.edges if edge.role in roles), None)

    def period(self, *wanted: Period) -> Atom | None:
        """The first of these periods that the text tells."""
        return next((atom for atom in self.periods if atom.what in wanted), None)


def told(found: Sequence[Token], start: int = 0, end: int | None = None) -> Told:
    """What ``found[start:end]`` says of time."""
    result = Told()
    opened: tuple[Role, int] | None = None
    for atom in atoms(found, start, len(found) if end is None else end):
        if isinstance(atom.what, Period):
            result.periods.append(atom)
            if opened and opened[0] is Role.AT:
                opened = None  # «в утренние часы 31 июля»: the word belongs to the period
        elif atom.what is Role.CLOCK:
            _extend(result.edges, atom)
        elif isinstance(atom.what, Role):
            opened = (atom.what, atom.first) if _keeps(atom, opened, result) else opened
        else:
            result.taken.update(range(atom.first, atom.after))
            _place(atom, opened, result, found)
            opened = None
    _lend_months(result.edges)
    _set_sums_aside(result)
    return result


_OF_OTHER_DAYS = frozenset({Period.LONG, Period.ONCE})


def without(times: Told, apart: set[int], lead: int) -> Told:
    """What a text says of its own time: no hours of sentences ``apart``, which tell of another night.

    Weeks and months make a post no report where its lead, up to token ``lead``, tells them; behind it they compare.
    """
    return Told(
        [edge for edge in times.edges if edge.first not in apart],
        [
            one
            for one in times.periods
            if one.first not in apart and (one.first < lead or one.what not in _OF_OTHER_DAYS)
        ],
        times.taken,
    )


def _extend(edges: list[Edge], atom: Atom) -> None:
    """«С 21.00 по московскому времени 6.05»: the words go with their hour, so that its date is right behind."""
    if edges and edges[-1].after == atom.first:
        edges[-1].after = atom.after


def _keeps(atom: Atom, opened: tuple[Role, int] | None, result: Told) -> bool:
    """Whether a role word opens an edge: «о 22.00» after «25 травня» only carries on the edge before it."""
    last = result.edges[-1] if result.edges else None
    carries_on = atom.what is Role.AT and last and last.hour is None and atom.first - last.after <= 1
    return not carries_on and not (atom.what is Role.AT and opened and atom.first - opened[1] <= 2)


def _place(atom: Atom, opened: tuple[Role, int] | None, result: Told, found: Sequence[Token]) -> None:
    """Put an hour or a date where it belongs: into the edge just before it, or into a new one."""
    last = result.edges[-1] if result.edges else None
    near = last is not None and _only_fillers(found, last.after, atom.first)
    if last and opened is None and near and _joins(last, atom.what):
        if isinstance(atom.what, Hour):
            last.hour = atom.what
        elif isinstance(atom.what, Day):
            last.day = atom.what
        last.after = atom.after
        return
    if last and opened is None and isinstance(atom.what, Hour) and _dash_between(found, last.after, atom.first):
        last.role, last.to_hour, last.after = last.role or Role.START, atom.what, atom.after
        return
    role, first = opened if opened and atom.first - opened[1] <= _REACH else (None, atom.first)
    hour = atom.what if isinstance(atom.what, Hour) else None
    day = atom.what if isinstance(atom.what, Day) else None
    result.edges.append(Edge(role, first, atom.after, hour, day))


def _joins(last: Edge, what: object) -> bool:
    return last.hour is None if isinstance(what, Hour) else last.day is None


def _only_fillers(found: Sequence[Token], start: int, end: int) -> bool:
    return end - start <= _REACH and all(found[i].text in _FILLERS for i in range(start, end))


def _dash_between(found: Sequence[Token], start: int, end: int) -> bool:
    return end - start == 1 and found[start].text == "-"


def _lend_months(edges: list[Edge]) -> None:
    """«Із 20-ї години 17-го по 04 годину 18 листопада»: a date without a month takes that of the next one."""
    for edge, later in pairwise(edges):
        if edge.day and edge.day.month is None and later.day:
            edge.day = Day(edge.day.year or later.day.year, later.day.month, edge.day.day)


def _set_sums_aside(result: Told) -> None:
    """«З 18.00 23 березня по 18.00 24 березня (за умовну добу)»: hours of a sum, not of the report (24 March 2026)."""
    for period in result.periods:
        if period.what is Period.SUM:
            for edge in [edge for edge in result.edges if edge.after <= period.first][-2:]:
                edge.role = Role.ASIDE


def words_of(found: Sequence[Token], edges: Sequence[Edge | Atom]) -> Words:
    """The characters from the first to the last of these."""
    first, after = min(edge.first for edge in edges), max(edge.after for edge in edges)
    return (found[first].start, found[after - 1].end)

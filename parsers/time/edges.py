"""Dates, hours and the window of a report, in both languages.

Three steps over the tokens: *atoms* (an hour, a date, a word that gives one its role), *edges* (the hours and dates
that share one role) and the *window* that the edges make on the claimant's calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.records import Words
from parsers.text.tokens import Token
from parsers.time.atoms import Ago, Atom, Weekday, atoms
from parsers.time.clock import Hour, Lasting, UnreadHour
from parsers.time.printed_dates import Day
from parsers.vocabulary.windows import FILLERS, EdgeRole, Period

_FILLERS = frozenset(FILLERS)
_NIGHTS = frozenset({EdgeRole.NIGHT, EdgeRole.NIGHT_FROM})
_OPEN = frozenset({None, EdgeRole.AT})  # «в период 18.00–20.00 мск»: two hours are not a moment
_REACH = 5


@dataclass(slots=True)
class Edge:
    """Hours and dates that belong together, and the edge they form (``role`` is None if no word says so)."""

    role: EdgeRole | None
    first: int
    after: int
    hour: Hour | None = None
    day: Day | None = None
    to_hour: Hour | None = None
    to_day: Day | None = None
    weekday: int | None = None
    ago: int | None = None
    unread: bool = False

    @property
    def timed(self) -> bool:
        """Whether a time of day is stated, even one that cannot be read."""
        return self.hour is not None or self.unread

    @property
    def dated(self) -> bool:
        """Whether a date is stated, or at least a day of the week, or «вчора»."""
        return self.day is not None or self.weekday is not None or self.ago is not None


@dataclass(slots=True)
class ToldWindow:
    """Everything a text says about time: its edges, its periods, and the tokens they use."""

    edges: list[Edge] = field(default_factory=list)
    periods: list[Atom] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def edge(self, *roles: EdgeRole | None) -> Edge | None:
        """Return the first edge with one of these roles, or None."""
        return next((edge for edge in self.edges if edge.role in roles), None)

    def period(self, *wanted: Period) -> Atom | None:
        """Return the first of these periods in the text, or None."""
        return next((atom for atom in self.periods if atom.what in wanted), None)


def told(tokens: Sequence[Token], start: int = 0, end: int | None = None) -> ToldWindow:
    """Return what ``tokens[start:end]`` says about time."""
    result = ToldWindow()
    opened: tuple[EdgeRole, int] | None = None
    for atom in atoms(tokens, start, len(tokens) if end is None else end):
        if isinstance(atom.what, Period):
            result.periods.append(atom)
            if opened and opened[0] is EdgeRole.AT:
                opened = None  # «в утренние часы 31 июля»: the word belongs to the period
        elif atom.what is EdgeRole.CLOCK:
            _extend(result.edges, atom)
        elif isinstance(atom.what, Lasting):
            result.taken.update(range(atom.first, atom.after))
            opened = None
        elif isinstance(atom.what, EdgeRole):
            opened = (atom.what, atom.first) if _keeps(atom, opened, result) else opened
        else:
            result.taken.update(range(atom.first, atom.after))
            _place(atom, opened, result, tokens)
            opened = None
    _lend_months(result.edges)
    _set_sums_aside(result)
    return result


_BETWEEN, _ANDS = frozenset({"між", "поміж", "между"}), frozenset({"та", "і", "й", "и"})
_OF_OTHER_DAYS = frozenset({Period.LONG, Period.ONCE})


def without(times: ToldWindow, apart: set[int], lead: int) -> ToldWindow:
    """Return what a text says about its own time, without the hours of tokens ``apart``, which belong to another night.

    Weeks and months make a post no report if its lead, up to token ``lead``, states them; after it they compare.
    """
    return ToldWindow(
        [edge for edge in times.edges if edge.first not in apart],
        [
            one
            for one in times.periods
            if one.first not in apart and (one.first < lead or one.what not in _OF_OTHER_DAYS)
        ],
        times.taken,
    )


def _extend(edges: list[Edge], atom: Atom) -> None:
    """Extend an edge over the words for its clock, so that its date follows directly.

    «С 21.00 по московскому времени 6.05».
    """
    if edges and edges[-1].after == atom.first:
        edges[-1].after = atom.after


def _keeps(atom: Atom, opened: tuple[EdgeRole, int] | None, result: ToldWindow) -> bool:
    """Return whether a role word opens an edge: «о 22.00» after «25 травня» only continues the edge before it."""
    last = result.edges[-1] if result.edges else None
    carries_on = atom.what is EdgeRole.AT and last and not last.timed and atom.first - last.after <= 1
    return not carries_on and not (atom.what is EdgeRole.AT and opened and atom.first - opened[1] <= 2)


def _place(atom: Atom, opened: tuple[EdgeRole, int] | None, result: ToldWindow, tokens: Sequence[Token]) -> None:
    """Add an hour or a date to the edge just before it, or to a new one."""
    last = result.edges[-1] if result.edges else None
    if last and opened is None and _goes_with(tokens, last, atom):
        _put(last, atom.what)
        last.after = atom.after
        return
    if last and opened is None and _ends_with(tokens, last, atom):
        last.role, last.after = EdgeRole.START if last.role in _OPEN else last.role, atom.after
        if isinstance(atom.what, Hour):
            last.to_hour = atom.what
        elif isinstance(atom.what, Day):
            last.to_day = atom.what
        return
    role, first = opened if opened and atom.first - opened[1] <= _REACH else (None, atom.first)
    edge = Edge(role, first, atom.after)
    _put(edge, atom.what)
    result.edges.append(edge)


def _put(edge: Edge, what: object) -> None:
    if isinstance(what, Hour):
        edge.hour = what
    elif isinstance(what, Day):
        edge.day = what
    elif isinstance(what, Weekday):
        edge.weekday = what.weekday
    elif isinstance(what, Ago):
        edge.ago = what.days
    elif isinstance(what, UnreadHour):
        edge.unread = True


def _goes_with(tokens: Sequence[Token], last: Edge, atom: Atom) -> bool:
    """Return whether an hour or a date completes the edge before it, with only fillers between."""
    return last.to_hour is None and _only_fillers(tokens, last, atom.first) and _joins(last, atom.what)


def _ends_with(tokens: Sequence[Token], last: Edge, atom: Atom) -> bool:
    """Return whether an hour or a date is the other end of the edge before it: «18:00 24.11 – 08:00 25.11»."""
    if isinstance(atom.what, Hour) and last.to_hour is None and last.timed:
        joined = _dash_between(tokens, last.after, atom.first) or _is_between(tokens, last, atom.first)
        return joined or (last.to_day is not None and last.after == atom.first)
    if isinstance(atom.what, Day) and last.to_day is None and last.timed:
        goes_on = last.to_hour is not None and _only_fillers(tokens, last, atom.first)
        return goes_on or (last.day is not None and _dash_between(tokens, last.after, atom.first))
    return False


def _joins(last: Edge, what: object) -> bool:
    if isinstance(what, Weekday):
        return last.weekday is None
    if isinstance(what, Ago):
        return last.ago is None
    return last.day is None if isinstance(what, Day) else not last.timed


def _only_fillers(tokens: Sequence[Token], last: Edge, end: int) -> bool:
    """Return whether only fillers come after an edge.

    A bracket after a night opens the hours of that night.
    """
    between = [token.text for token in tokens[last.after : end]]
    of_a_night = last.role in _NIGHTS or (last.dated and last.day is None)
    return len(between) <= _REACH and _FILLERS.issuperset(between) and not (of_a_night and "(" in between)


def _dash_between(tokens: Sequence[Token], start: int, end: int) -> bool:
    closed = start < end and tokens[start].text == ")"  # «20.00 (30.11) – 8.00 (01.12)»
    return end - start - closed == 1 and tokens[end - 1].text == "-"


def _is_between(tokens: Sequence[Token], last: Edge, end: int) -> bool:
    """Return whether the other end follows «та»: «Між 08:30 та 18:00», «между 20.00 мск 4 декабря и 8.00 мск»."""
    words = [token.text for token in tokens[last.after : end]]
    joined = not _ANDS.isdisjoint(words) and (_FILLERS | _ANDS).issuperset(words)
    return tokens[last.first].text in _BETWEEN and joined


def _lend_months(edges: list[Edge]) -> None:
    """Give a date without a month that of the next one, in place.

    «Із 20-ї години 17-го по 04 годину 18 листопада».
    """
    for edge, later in pairwise(edges):
        if edge.day and edge.day.month is None and later.day:
            edge.day = Day(edge.day.year or later.day.year, later.day.month, edge.day.day)


def _set_sums_aside(result: ToldWindow) -> None:
    """Set aside the hours of a sum, which are not those of the report, in place.

    «З 18.00 23 березня по 18.00 24 березня (за умовну добу)» (24 March 2026).
    """
    for period in result.periods:
        if period.what is Period.SUM:
            for edge in [edge for edge in result.edges if edge.after <= period.first][-2:]:
                edge.role = EdgeRole.ASIDE


def words_of(tokens: Sequence[Token], edges: Sequence[Edge | Atom]) -> Words:
    """Return the range of characters from the first to the last of these."""
    first, after = min(edge.first for edge in edges), max(edge.after for edge in edges)
    return (tokens[first].start, tokens[after - 1].end)

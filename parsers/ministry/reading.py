"""A reading of a ministry's post from what it counts and what it tells of time."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.events import Event, Mark, Said
from parsers.ministry.joined import joined
from parsers.ministry.lines import Stated, state
from parsers.ministry.walk import Walk
from parsers.ministry.words import CREWED, DUTY, SORT
from parsers.records import Doubt, Kind, NotAReport, Outcome, Post, Reading, Scope, Tally, Unreadable
from parsers.slips import misspelt
from parsers.tables.ministry import AIR_DEFENCE, COUNTED, DRONES, SHOOTERS, STOPPED, Sort
from parsers.tables.windows import Role
from parsers.text import Token, flat
from parsers.times import Told, told
from parsers.windows import Framed, frame

NO_TALLIES = (Sort.NOT_A_TALLY, Sort.DIGEST)


def has(found: Sequence[Token], *rows: Sequence[str]) -> bool:
    """Whether the folded text has a stem of each row, anywhere: a cheap look before the walk."""
    text = flat(found)
    return all(any(stem in text for stem in row) for row in rows)


def is_report(found: Sequence[Token]) -> bool:
    """Whether a post is of air defence on duty, and neither a running total nor one crew's work."""
    if not has(found, COUNTED, STOPPED, SHOOTERS) or sort_of(found) in NO_TALLIES:
        return False
    return next(iter(DUTY.search(joined(found))), None) is not None


def places_stopped_drones(found: Sequence[Token]) -> bool:
    """Whether a post that is no known report still counts drones as stopped over a region: the sign of a new layout."""
    if not has(found, DRONES, STOPPED) or sort_of(found) in NO_TALLIES:
        return False
    events = _events(found)
    counted = any(
        isinstance(event.what, Said) and event.what.amount and event.what.kind is Kind.DRONE for event in events
    )
    return counted and any(event.mark is Mark.PLACE for event in events) and bool(state(events).regions)


def digests_stopped_drones(found: Sequence[Token]) -> bool:
    """Whether a digest or a statement about one sector counts drones that air defence stopped."""
    if not has(found, DRONES, STOPPED, AIR_DEFENCE) or sort_of(found) is not Sort.DIGEST:
        return False
    stopped = (line for line in state(_events(found)).lines if line.outcome is not Outcome.LAUNCHED)
    return any(line.kind is Kind.DRONE and line.number is not None for line in stopped)


def _events(found: Sequence[Token]) -> list[Event]:
    found = joined(found)
    return list(Walk(found, told(found).taken).events())


def sort_of(found: Sequence[Token]) -> Sort | None:
    """What a post says it is, first of all that it is no tally; None where it says nothing of the kind."""
    sorts = [hit.row for _, hit in SORT.search(found)]
    return next((sort for sort in sorts if sort in NO_TALLIES), sorts[0] if sorts else None)


def read_counts(post: Post, channel: Channel, found: Sequence[Token], format: str, scope: Scope) -> Reading:
    """The reading of a post whose layout is known.

    Unreadable with ``unknown_region`` where a region of the list is in no row of the table, with ``no_date`` where
    the window cannot be dated, with ``unknown_format`` where it counts weapons and no line comes of them; NotAReport
    where it counts nothing, or for weeks and months.
    """
    found = joined(found)
    times = told(found)
    events = list(Walk(found, times.taken).events())
    stated = state(events)
    if _is_of_days(times):
        return NotAReport()
    if not stated.lines:
        return Unreadable("unknown_format") if _looks_counted(events, stated, found) else NotAReport()
    ends = _window_ends(events, found)
    times = told(found, 0, ends) if ends < len(found) else times
    framed = frame(found, times, channel.zone, post.posted, moments=True)
    if framed.reason == "not_a_window":
        return NotAReport()
    tally = Tally(
        format=format,
        scope=scope,
        claimant=channel.claimant,
        attacker=channel.attacker,
        window=framed.window,
        lines=tuple(stated.lines),
        regions=tuple(stated.regions),
        doubts=(
            *framed.doubts,
            *stated.doubts,
            *misspelt(found),
            *(_no_time(framed) if scope is Scope.NATIONAL else ()),
        ),
    )
    reason = _reason(stated, framed.reason)
    return Unreadable(reason, tally) if reason else tally


def _is_of_days(times: Told) -> bool:
    """«С 6 по 12 июня»: the sum of a week, whose dates have no hours."""
    end = times.edge(Role.END)
    return bool(end and end.day) and not any(edge.hour for edge in times.edges)


def _looks_counted(events: Sequence[Event], stated: Stated, found: Sequence[Token]) -> bool:
    """Whether a post of which no line came still counts weapons, or tells of something stopped that is no aircraft."""
    numbered = any(isinstance(event.what, Said) and event.what.amount for event in events)
    stopped = stated.unread or bool(stated.doubts)
    return numbered or (stopped and next(iter(CREWED.search(found)), None) is None)


def _no_time(framed: Framed) -> tuple[Doubt, ...]:
    """A post may well tell no time; more often a slip hides it."""
    return () if framed.window else (Doubt("no_window", "no time is told"),)


def _reason(stated: Stated, framed: str | None) -> str | None:
    """Why it cannot be read whole. A post that tells no time at all is a tally without a window."""
    if stated.unread:
        return "unknown_format"
    if stated.unknown:
        return "unknown_region"
    return framed if framed == "no_date" else None


def _window_ends(events: Sequence[Event], found: Sequence[Token]) -> int:
    """The first token of a second total: its own, longer window is not that of the post's first count."""
    counted = False
    stop = 0
    for event in events:
        if event.mark is Mark.STOP:
            stop = event.at
        counted = counted or event.mark is Mark.COUNT
        if event.mark is Mark.TOTAL and counted:
            return stop
    return len(found)

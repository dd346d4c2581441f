"""Windows given from one hour to another, and totals split over two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parsers.records import Doubt
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.days import (
    EARLY_BY,
    MIDNIGHT,
    ONE_DAY,
    NoDateError,
    Now,
    bounds,
    crosses,
    date_of,
    day_of,
    last_passed,
    moment,
)
from parsers.time.edges import Edge
from parsers.time.lead import Lead
from parsers.time.repair import Edges
from parsers.vocabulary.windows import EdgeRole

NOON = 12
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a span: its hour and day, if stated, and the edge that states them."""

    hour: Hour | None
    day: date | None
    edge: Edge | None
    told: bool


def from_to(lead: Lead, now: Now) -> Edges | None:
    """Return the window given by its start, or None.

    «Із 14.00 12 грудня по 10.00 13 грудня», «29 вересня з 23.00 по 24.00», «с 22.00 до 23.00 мск».
    """
    start = next((edge for edge in lead.starts() if edge.hour or lead.end_of(edge)), None)
    if start and any(lead.sentence(night) < lead.sentence(start) for night in lead.nights()):
        return None  # «В течение прошедшей ночи … Также с 09.00 до 10.00 …» (@mod_russia, 2025): the night comes first
    return span(lead, start, now, lead.base(start)) if start else None


def span(lead: Lead, start: Edge, now: Now, base: Edge | None) -> Edges:
    """Return the window that begins with ``start``; ``base`` is the date stated apart from it, if there is one.

    Without an end it extends to the post, and is ``open``. Raises NoDateError if it cannot be dated.
    """
    end = _end(lead, start, now)
    stated_day = date_of(start, now.today)
    if stated_day is None and base and base.first < start.first:
        stated_day = _unless_after_the_end(date_of(base, now.today), start, end)
        if stated_day and end.day is None and _ends_a_night(lead, base, start):
            stated_day -= ONE_DAY
    start_day, end_day = _days(start.hour, stated_day, end, now)
    used: list[Edge | Atom] = [edge for edge in (base if stated_day else None, start, end.edge) if edge]
    edges = Edges(start_day, start.hour, end_day, end.hour, used, told_end=end.told)
    edges.undated = stated_day is None and end.day is None
    if end.hour is None and end.day is None:
        _leave_open(edges, now)
    return edges


def _end(lead: Lead, start: Edge, now: Now) -> _End:
    if start.to_hour:
        return _End(start.to_hour, day_of(start.to_day, now.today) if start.to_day else None, None, True)
    end = lead.end_of(start)
    if end:
        return _End(end.hour, date_of(end, now.today), end, True)
    as_of = lead.as_of()
    if as_of:
        return _End(as_of.hour, date_of(as_of, now.today), None, False)
    return _End(None, None, None, False)


def _ends_a_night(lead: Lead, base: Edge, start: Edge) -> bool:
    """Return whether a date is that of the morning: «Уночі 29 листопада (з 22:00 до 6:00)»."""
    of_a_night = any(lead.together(night, base) for night in lead.nights())
    return of_a_night and start.hour is not None and start.hour.hour >= NOON


def _unless_after_the_end(base: date | None, start: Edge, end: _End) -> date | None:
    """Return a separate date as that of the start, or None if the window would then end before it begins."""
    if base and end.day and start.hour and end.hour and moment(base, start.hour) > moment(end.day, end.hour):
        return None
    return base


def _days(start: Hour | None, stated_day: date | None, end: _End, now: Now) -> tuple[date, date]:
    """Return the days of both edges, from those that are stated."""
    over_midnight = crosses(start, end.hour)
    if stated_day:
        if end.day is None:
            return stated_day, stated_day + ONE_DAY if over_midnight else stated_day
        return (
            stated_day,
            end.day + ONE_DAY if over_midnight and end.hour == MIDNIGHT and end.day == stated_day else end.day,
        )
    if end.day is None:
        passed = end.hour or start
        if passed is None:
            raise NoDateError
        if over_midnight and passed == MIDNIGHT:
            last = last_passed(Hour(24, 0), now, start)
            return last, last + ONE_DAY
        last = last_passed(passed, now, start if end.hour else None)
        return (last - ONE_DAY if over_midnight or _is_of_the_evening_before(start, end.hour) else last), last
    last = _past_midnight(end.day, now) if over_midnight and end.hour == MIDNIGHT else end.day
    return last - ONE_DAY if over_midnight or _is_of_the_evening_before(start, end.hour) else last, last


def _is_of_the_evening_before(start: Hour | None, end: Hour | None) -> bool:
    """Return whether an unread start lies on the evening before: the window ends in the morning.

    «С вечера до 8.00 28 ноября».
    """
    return start is None and end is not None and end.hour < NOON


def _past_midnight(day: date, now: Now) -> date:
    """Return the day of the midnight that ends ``day`` if it is past, else of the one that begins it.

    «С 20.00 до 00.00 27 ноября».
    """
    ends = moment(day + ONE_DAY, MIDNIGHT)
    past = now.local is not None and ends <= now.local.replace(tzinfo=None) + EARLY_BY
    return day + ONE_DAY if past else day


def _leave_open(edges: Edges, now: Now) -> None:
    """End a window at the time of posting: a report cannot count what came later."""
    if now.local is None:
        raise NoDateError
    edges.end_day, edges.end_hour, edges.open = now.local.date(), Hour(now.local.hour, now.local.minute), True


def further(lead: Lead, edges: Edges, now: Now) -> tuple[Doubt, ...]:
    """Return a doubt about another window in the post; extend the first, in place, by one that continues it.

    «С 20.00 мск 27 ноября до полуночи … 12, с полуночи до 8.00 мск 28 ноября – ещё 33». A window within the first is a
    part of it; any other gets a doubt, since its counts are in the same reading. Parts that follow one another from the
    start of a window without an end give it theirs.
    """
    parts: list[tuple[datetime, datetime]] = []
    for start, end in _other_spans(lead, edges):
        other = _moments(lead, edges, start, now)
        edges.beside = [*edges.beside, start, end]
        own = _both(edges)
        if other and own and edges.told_end and abs(other[0] - own[1]) <= A_MINUTE:
            last = other[1]
            edges.end_day, edges.end_hour = last.date(), Hour(last.hour, last.minute)
            edges.used = [*edges.used, start, end]
        elif not (other and _within(other, edges)):
            words = f"{lead.tokens[start.first].text} … {lead.tokens[end.after - 1].text}"
            return (Doubt("second_window", f"another window is told: {words}"),)
        parts += [other] if other else []
    _end_with(edges, parts)
    return ()


def _end_with(edges: Edges, parts: list[tuple[datetime, datetime]]) -> None:
    """End a window with the last of its consecutive parts, in place.

    «У ніч на 5 грудня (з 18:00) … з 18:00 до 00:00 – 19, з 00:00 до 08:30 – 21» ends at 08:30.
    """
    if edges.end_hour is not None or edges.start_hour is None or len(parts) == 1:
        return
    reached = moment(edges.start_day, edges.start_hour)
    for first, last in parts:
        if abs(first - reached) > A_MINUTE:
            return
        reached = last
    if parts:
        edges.end_day, edges.end_hour = reached.date(), Hour(reached.hour, reached.minute)


def _other_spans(lead: Lead, edges: Edges) -> Iterator[tuple[Edge, Edge]]:
    for edge in lead.times.edges:
        behind = edge.role is EdgeRole.ASIDE and edge.hour is not None
        if edge in edges.used or not (behind or (edge.role is EdgeRole.START and edge.timed)):
            continue
        end = edge if edge.to_hour else lead.end_of(edge)
        if end and end not in edges.used and (end.timed or edge.to_hour):
            yield edge, end


def _moments(lead: Lead, edges: Edges, start: Edge, now: Now) -> tuple[datetime, datetime] | None:
    """Return when another window begins and ends; None if that is not known."""
    end = _end(lead, start, now)
    own = _both(edges)
    if start.hour is None or end.hour is None:
        return None
    if start.dated or end.day:
        try:
            return _both(span(lead, start, now, None))
        except NoDateError:
            return None
    begins, ends = bounds(edges)
    goes_on = abs(moment(ends.date(), start.hour) - ends)
    adjoins = own is not None and min(goes_on, ONE_DAY - goes_on) <= A_MINUTE
    first = ends if adjoins else moment(begins.date(), start.hour)
    first += ONE_DAY if first < begins else timedelta(0)
    last = moment(first.date(), end.hour)
    return first, last + ONE_DAY if last <= first else last


def _both(edges: Edges) -> tuple[datetime, datetime] | None:
    if edges.start_hour is None or edges.end_hour is None:
        return None
    return moment(edges.start_day, edges.start_hour), moment(edges.end_day, edges.end_hour)


def _within(other: tuple[datetime, datetime], edges: Edges) -> bool:
    start, end = bounds(edges)
    return start <= other[0] and other[1] <= end

"""Times that a text states outside its window: hours and dates that may change what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from parsers.numbers.amounts import is_numeral
from parsers.records import Doubt
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.days import MIDNIGHT, ONE_DAY, NoDateError, Now, bounds, date_of, moment
from parsers.time.edges import Edge
from parsers.time.lead import Lead
from parsers.time.repair import Edges
from parsers.vocabulary.windows import STILL_THERE, EdgeRole, Period

HOUR = "hour_left_over"
DAY = "date_left_over"
UNREAD = "hour_unread"
# A date further away is about something else: a day of the war, an anniversary.
OTHER_TIMES = timedelta(days=31)
_ENDS = frozenset({EdgeRole.END, EdgeRole.AS_OF})
DEAD_OF_NIGHT = Hour(3, 0)
_EVENING, _MORNING = ("вечер", "вечор"), ("утра", "ранку", "рання")
_STILL_THERE = tuple(STILL_THERE)


def left_over(lead: Lead, edges: Edges, now: Now) -> Iterator[Doubt]:
    """Yield a doubt for the first hour that cannot be read, and for the first hour and the first date left unused.

    In the sentences that state the window nothing may be left; elsewhere, times within the window and times in a
    sentence without a count may be.
    """
    told = dict(reversed(list(_each(lead, edges, now))))
    yield from (Doubt(code, text) for code, text in told.items())


def _each(lead: Lead, edges: Edges, now: Now) -> Iterator[tuple[str, str]]:
    own = {lead.sentence(edge) for edge in edges.used}
    for edge in lead.times.edges:
        near = lead.sentence(edge) in own
        if edge.unread and _is_a_night_in_words(lead, edges, edge):
            continue
        ended = edge.role is EdgeRole.AS_OF and edges.told_end  # «станом на ранок повітряний простір чистий»
        if edge.unread and (near or edge.role is EdgeRole.AS_OF) and edge.role is not EdgeRole.ASIDE and not ended:
            yield UNREAD, _text(lead, edge)
        if edge.role is EdgeRole.NIGHT_FROM and edge.day and _day_is_left(lead, edges, edge, near, now):
            yield DAY, _text(lead, edge)
        if edge.role in _ENDS and edge.day and edge.hour == edges.end_hour and _ends_on_another(edges, edge, now):
            yield DAY, _text(lead, edge)
        if edge in edges.used or edge in edges.beside:
            continue
        if edge.role is EdgeRole.NIGHT and (near or counts_near(lead, edge)) and _is_another_night(edges, edge, now):
            yield DAY, _text(lead, edge)
        if edge.hour and _hour_is_left(lead, edges, edge, near, now):
            yield HOUR, f"{edge.hour.hour}:{edge.hour.minute:02}"
        elif edge.dated and not edge.hour and _day_is_left(lead, edges, edge, near, now):
            yield DAY, _text(lead, edge)


def _is_a_night_in_words(lead: Lead, edges: Edges, edge: Edge) -> bool:
    """Return whether words make an edge part of a night given by its dates, without hours.

    «С вечера 3 декабря до утра 4 декабря», «з вечора … до ранку».
    """
    hourless = edges.start_hour is None and edges.end_hour is None and edges.start_day + ONE_DAY == edges.end_day
    words = [token.text for token in lead.tokens[edge.first : edge.after]]
    stems = _EVENING if edge.role is EdgeRole.START else _MORNING if edge.role is EdgeRole.END else ()
    return hourless and bool(stems) and any(word.startswith(stems) for word in words)


def _hour_is_left(lead: Lead, edges: Edges, edge: Edge, near: bool, now: Now) -> bool:
    if edge.role is EdgeRole.ASIDE:
        return _goes_on_behind(lead, edges, edge, near, now)
    if edge.role is EdgeRole.AS_OF:
        return not _is_the_end(lead, edges, edge)
    if near:
        return edge.role is not EdgeRole.AT or not _inside(edges, edge, now)
    unmade = edge.role is None and edges.end_hour is None and not edge.dated  # «стном на 08:00»
    hourless = edges.start_hour is None and edges.end_hour is None and edge.role in {EdgeRole.START, EdgeRole.END}
    return unmade or hourless or (counts_near(lead, edge) and not _inside(edges, edge, now))


def _goes_on_behind(lead: Lead, edges: Edges, edge: Edge, near: bool, now: Now) -> bool:
    """Return whether «після опівночі – ще 12» counts after the window.

    «Після 18.30 у повітрі …» counts what is still there.
    """
    if lead.times.period(Period.SUM):
        return False
    behind = (edges.told_end and _same(edge.hour, edges.end_hour)) or not _inside(edges, edge, now)
    return behind and (near or (counts_near(lead, edge) and not _is_still_there(lead, edge)))


def _same(one: Hour | None, other: Hour | None) -> bool:
    """Return whether two hours are the same on a clock: 24:00 is 0:00."""
    return one is not None and other is not None and (one.hour % 24, one.minute) == (other.hour % 24, other.minute)


def _is_the_end(lead: Lead, edges: Edges, edge: Edge) -> bool:
    """Return whether «станом на» states the end, or when something was still seen: «ще 12 в повітрі»."""
    if edge.hour == edges.end_hour or edges.told_end:
        return True
    return _is_still_there(lead, edge)


def _is_still_there(lead: Lead, edge: Edge) -> bool:
    return any(token.text.startswith(_STILL_THERE) for token in lead.words(lead.sentence(edge)))


def _day_is_left(lead: Lead, edges: Edges, edge: Edge, near: bool, now: Now) -> bool:
    try:
        day = date_of(edge, now.today)
    except NoDateError:
        return near
    first = edges.start_day if near else edges.end_day  # «протягом дня 28 листопада збито …» is not part of the night
    if day is None or first <= day <= edges.end_day:
        return False
    return near or (abs(day - edges.end_day) <= OTHER_TIMES and counts_near(lead, edge))


def _ends_on_another(edges: Edges, edge: Edge, now: Now) -> bool:
    """Return whether the hour of the end is given with another day.

    «У ніч на 29 листопада … станом на 08:00 28 листопада».
    """
    try:
        return date_of(edge, now.today) not in {edges.end_day, None} and edges.end_hour != MIDNIGHT
    except NoDateError:
        return False


def _is_another_night(edges: Edges, edge: Edge, now: Now) -> bool:
    """Return whether a night is stated that the window does not include.

    «З 8.00 до 18.00 …, а в ніч на 29 листопада – 60».
    """
    try:
        day = date_of(edge, now.today)
    except NoDateError:
        return True
    start, end = bounds(edges)
    return day is not None and not start <= moment(day, DEAD_OF_NIGHT) <= end


def _inside(edges: Edges, edge: Edge, now: Now) -> bool:
    """Return whether the window includes an hour, on any day if none is stated with it."""
    assert edge.hour
    start, end = bounds(edges)
    try:
        day = date_of(edge, now.today)
    except NoDateError:
        return False
    return any(start <= moment(one, edge.hour) <= end for one in _days(start, end, day))


def _days(start: datetime, end: datetime, stated: date | None) -> Iterator[date]:
    if stated:
        yield stated
        return
    day = start.date() - ONE_DAY  # 24:00 of the day before
    while day <= end.date() and (day - start.date()).days < OTHER_TIMES.days:
        yield day
        day += ONE_DAY


def counts_near(lead: Lead, edge: Edge | Atom) -> bool:
    """Return whether the sentence of an edge or a period counts anything."""
    return counts_in(lead, lead.sentence(edge))


def counts_in(lead: Lead, which: int) -> bool:
    """Return whether a sentence has a number that is not part of a time."""
    taken = {lead.tokens[at].start for at in lead.times.taken}
    numbers = (token for token in lead.words(which) if token.kind == "number" or is_numeral(token.text))
    return any(token.start not in taken for token in numbers)


def _text(lead: Lead, edge: Edge) -> str:
    return " ".join(token.text for token in lead.tokens[edge.first : edge.after])

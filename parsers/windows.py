"""The window of a report: what its edges and periods come to on the claimant's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parsers.mending import NOON, ONE_DAY, Edges, mend
from parsers.moments import Atom, Day, Hour, nearest
from parsers.records import Doubt, Precision, Window, Words
from parsers.tables.windows import Period, Role
from parsers.text import Token
from parsers.times import Edge, Told, words_of

EARLY = 20


@dataclass(frozen=True, slots=True)
class Framed:
    """A window, or the slug of the reason why there is none, with the doubts that arose."""

    window: Window | None
    reason: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Now:
    """When the post came, on its claimant's clock, and whether its claimant tells of single moments."""

    local: datetime | None
    moments: bool

    @property
    def today(self) -> date | None:
        return self.local.date() if self.local else None


class _NoDate(Exception):
    """A date without a year, or a period told from the day of posting, where no time of posting is known."""


def frame(
    found: Sequence[Token], times: Told, zone: ZoneInfo, posted: datetime | None, *, moments: bool = False
) -> Framed:
    """The window that a text tells.

    ``zone`` is the claimant's, in which the text states its hours; ``posted`` settles years and «прошедшей ночи».
    ``moments`` lets «около 16:30» be a window of one moment, as the ministry writes.
    Reasons: no_window (nothing is told), no_date (it cannot be dated without the time of posting), not_a_window
    (weeks, months, a memory of last year).
    """
    if times.period(Period.LONG, Period.ONCE):
        return Framed(None, "not_a_window")
    local = posted.astimezone(zone) if posted else None
    try:
        edges = _edges(times, _Now(local, moments))
    except _NoDate:
        return Framed(None, "no_date")
    if edges is None:
        return Framed(None, "no_window")
    doubts = mend(edges, local)
    words = words_of(found, edges.used)
    return Framed(_window(edges, zone, words), None, doubts)


def _edges(times: Told, now: _Now) -> Edges | None:
    """The first way of telling a window that the text uses, from the most to the least certain."""
    for way in (_two_nights, _night_of_a_date, _from_to, _period, _moment, _bare_date):
        edges = way(times, now)
        if edges:
            return edges
    return None


def _two_nights(times: Told, now: _Now) -> Edges | None:
    """«У ніч з 28 лютого на 1 березня»."""
    first = times.edge(Role.NIGHT_FROM)
    if first is None or first.day is None:
        return None
    later = next((edge for edge in times.edges if edge.first > first.first and edge.day), None)
    if later is None or later.day is None:
        return None
    last_day = _date(later.day, now.today)
    return _with_hours(times, last_day - ONE_DAY, last_day, [first, later])


def _night_of_a_date(times: Told, now: _Now) -> Edges | None:
    """«У ніч на 14 вересня (з 18:00 13 вересня) … станом на 08:00»; «уночі 11 червня»."""
    night = times.edge(Role.NIGHT)
    if night is not None and night.day is not None:
        day = _date(night.day, now.today)
        return _with_hours(times, day - ONE_DAY, day, [night])
    told = times.period(Period.NIGHT)
    base = _base(times)
    if told is None or base is None or base.day is None or base.hour or times.edge(Role.END):
        return None
    day = _date(base.day, now.today)
    return _with_hours(times, day - ONE_DAY, day, [told, base])


def _with_hours(times: Told, first: date, last: date, used: list[Edge | Atom]) -> Edges:
    """A night whose start may be told in brackets, and whose end may be told as such or as «станом на»."""
    edges = Edges(first, None, last, None, used)
    start = times.edge(Role.START)
    if start and start.hour:
        edges.start_hour = start.hour
        edges.start_day = _date(start.day, last) if start.day else first if start.hour.hour >= NOON else last
        edges.used = [*edges.used, start]
    end = times.edge(Role.END) if start else None
    as_of = times.edge(Role.AS_OF)
    if start and start.to_hour:
        edges.end_hour = start.to_hour
    elif end and end.hour:
        edges.end_hour = end.hour
        edges.end_day = _date(end.day, last) if end.day else last
        edges.used = [*edges.used, end]
    elif as_of and as_of.hour:
        edges.end_hour = as_of.hour
    return edges


def _from_to(times: Told, now: _Now) -> Edges | None:
    """«Із 14.00 12 грудня по 10.00 13 грудня», «29 вересня з 23.00 по 24.00», «с 22.00 до 23.00 мск»."""
    start = next((edge for edge in times.edges if edge.role is Role.START and edge.hour), None)
    if start is None or start.hour is None:
        return None
    end = next((edge for edge in times.edges if edge.role is Role.END and edge.hour and edge.first > start.first), None)
    as_of = times.edge(Role.AS_OF)
    end_hour = start.to_hour or (end.hour if end else as_of.hour if as_of else None)
    base = _base(times)
    used: list[Edge | Atom] = [edge for edge in (base, start, end) if edge]
    end_day = _date(end.day, now.today) if end and end.day else None
    told_start = start.day or (base.day if base else None)
    if told_start:
        start_day = _date(told_start, now.today)
        end_day = end_day or (start_day + ONE_DAY if _crosses(start.hour, end_hour) else start_day)
    else:
        end_day = end_day or _last_passed(end_hour or start.hour, now.local)
        start_day = end_day - ONE_DAY if _crosses(start.hour, end_hour) else end_day
    return Edges(start_day, start.hour, end_day, end_hour, used)


def _period(times: Told, now: _Now) -> Edges | None:
    """«В течение прошедшей ночи», «увечері 11 лютого», «за сутки»: dates alone."""
    base = _base(times)
    new_year = times.period(Period.NEW_YEAR)
    if new_year:
        day = date(_known(now.today).year, 1, 1)
        return _with_hours(times, day - ONE_DAY, day, [new_year])
    for period, days in (
        (Period.LAST_NIGHT, 1),
        (Period.NIGHT, 1),
        (Period.PAST_DAY, 1),
        (Period.DAY, 0),
        (Period.TODAY, 0),
    ):
        told = times.period(period)
        if told is None or (told.what is Period.TODAY and base is None and times.edge(Role.AT)):
            continue
        if period is Period.PAST_DAY and times.periods[0].what is not period:
            continue  # «За минулу добу авіація здійснила …» at the end of a post tells of other things
        dated = base is not None and base.day is not None and period is not Period.LAST_NIGHT
        day = _date(base.day, now.today) if dated and base and base.day else _known(now.today)
        if now.moments and period is not Period.LAST_NIGHT and (times.edge(Role.AT) or (base and base.hour)):
            return None
        used: list[Edge | Atom] = [told, base] if dated and base else [told]
        if period in {Period.LAST_NIGHT, Period.NIGHT}:
            return _with_hours(times, day - timedelta(days=days), day, used)
        return Edges(day - timedelta(days=days), None, day, None, used)
    return None


def _moment(times: Told, now: _Now) -> Edges | None:
    """«Около 6:30 мск», «23 сентября около 16:30»: one moment is both edges."""
    if not now.moments:
        return None
    at = next((edge for edge in times.edges if edge.hour and edge.role in {Role.AT, None, Role.END}), None)
    base = _base(times)
    if at is None or at.hour is None:
        return None
    used: list[Edge | Atom] = [at, base] if base and base is not at else [at]
    dated = at.day or (base.day if base else None)
    if dated:
        day = _date(dated, now.today)
    else:
        day = _known(now.today) if times.period(Period.TODAY) else _last_passed(at.hour, now.local)
    return Edges(day, at.hour, day, at.hour, used)


def _bare_date(times: Told, now: _Now) -> Edges | None:
    """«5 января пресечена попытка» (@mod_russia, January 2024): the date is all that is told.

    Where no moments are told it must stand early: «10 березня російські окупанти завдали …», «Близько 3.30 ночі 16
    травня …» (@kpszsu, 2023).
    """
    base = _base(times) or times.edge(Role.AT)
    if base is None or base.day is None or not (now.moments or base.first < EARLY):
        return None
    day = _date(base.day, now.today)
    return Edges(day, None, day, None, [base])


def _base(times: Told) -> Edge | None:
    """A date that no word makes an edge: the day that hours told elsewhere belong to."""
    return next((edge for edge in times.edges if edge.role is None and edge.day), None)


def _date(day: Day, today: date | None) -> date:
    made = nearest(day, today)
    if made is None:
        raise _NoDate
    return made


def _known(today: date | None) -> date:
    if today is None:
        raise _NoDate
    return today


def _crosses(start: Hour, end: Hour | None) -> bool:
    return end is not None and end <= start


def _last_passed(hour: Hour, local: datetime | None) -> date:
    """The last day on which this hour had passed when the post came: «с 20.00 до 23.00» posted at 00:24."""
    if local is None:
        raise _NoDate
    passed = hour.hour < 24 and time(hour.hour, hour.minute) <= local.time()
    return local.date() if passed else local.date() - ONE_DAY


def _window(edges: Edges, zone: ZoneInfo, words: Words) -> Window:
    start = _at(edges.start_day, edges.start_hour, zone)
    end = _at(edges.end_day, edges.end_hour, zone)
    exact = isinstance(start, datetime) and isinstance(end, datetime)
    return Window(start, end, Precision.MINUTE if exact else Precision.DAY, words)


def _at(day: date, hour: Hour | None, zone: ZoneInfo) -> datetime | date:
    """The moment in UTC, or the date alone where no hour is told; 24:00 is the next day's midnight."""
    if hour is None:
        return day
    if hour.hour == 24:
        day, hour = day + ONE_DAY, Hour(0, 0)
    return datetime.combine(day, time(hour.hour, hour.minute), tzinfo=zone).astimezone(UTC)

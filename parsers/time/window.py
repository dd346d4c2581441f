"""The window of a report: places its edges and periods on the claimant's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parsers.records import Doubt, Precision, Window, Words
from parsers.text.tokens import Token
from parsers.time.agreement import changes_of_clock, clock_of, disagreements
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.day_parts import counted_before, other_parts
from parsers.time.days import ONE_DAY, NoDateError, Now, date_of, day_of, known, last_passed
from parsers.time.edges import Edge, ToldWindow, words_of
from parsers.time.lead import Lead, lead_of
from parsers.time.leftovers import left_over
from parsers.time.repair import NOON, Edges, mend
from parsers.time.spans import from_to, further
from parsers.vocabulary.windows import EdgeRole, Period

EARLY = 20
_MOMENTS = frozenset({EdgeRole.AT, None, EdgeRole.END, EdgeRole.AS_OF})
# How many days before its own day the window of a period begins.
_SPANS: dict[object, int] = {
    Period.LAST_NIGHT: 1,
    Period.NIGHT: 1,
    Period.PAST_DAY: 1,
    Period.DAY: 0,
    Period.TODAY: 0,
}
_BETWEEN_MOMENTS = frozenset({"и", "і", "та", ",", "мск"})


@dataclass(frozen=True, slots=True)
class Framed:
    """A window, or the slug of the reason why there is none, with its doubts."""

    window: Window | None
    reason: str | None = None
    doubts: tuple[Doubt, ...] = ()


def frame(
    tokens: Sequence[Token], times: ToldWindow, zone: ZoneInfo, posted: datetime | None, *, moments: bool = False
) -> Framed:
    """Return the window that a text states.

    ``zone`` is the claimant's, in which the text gives its hours; ``posted`` settles years and «прошедшей ночи».
    ``moments`` allows «около 16:30» as a window of one moment, as the ministry writes. Reasons: no_window (nothing is
    stated), no_date (it cannot be dated without the time of posting), not_a_window (weeks, months, a memory of last
    year).
    """
    if times.period(Period.LONG, Period.ONCE):
        return Framed(None, "not_a_window")
    now = Now(posted.astimezone(zone) if posted else None, moments)
    lead = lead_of(tokens, times)
    try:
        edges = _edges(lead, now)
        if edges is None:
            return Framed(None, "no_window")
        doubts = [*(further(lead, edges, now) or other_parts(lead, edges)), *left_over(lead, edges, now)]
        doubts += [*(counted_before(lead, edges) if moments else ()), *mend(edges, now.local)]
    except NoDateError:
        return Framed(None, "no_date")
    clock, foreign = clock_of(lead, edges, zone)
    by_clock = Now(posted.astimezone(clock) if posted else None, moments)
    doubts += [*foreign, *disagreements(lead, edges, by_clock), *changes_of_clock(edges, clock)]
    return Framed(_window(edges, clock, words_of(tokens, edges.used)), None, tuple(doubts))


def _edges(lead: Lead, now: Now) -> Edges | None:
    """Return the edges by the first form of window that the text uses, from the most to the least certain; or None."""
    for way in (_two_nights, _night_of_a_date, from_to, _period, _moment, _bare_date):
        edges = way(lead, now)
        if edges:
            return edges
    return None


def _leads(lead: Lead, night: Edge) -> bool:
    """Return whether the text leads with a night.

    After the hours of another window, it is about something else.
    """
    return all(lead.sentence(night) <= lead.sentence(start) for start in lead.starts()[:1])


def _two_nights(lead: Lead, now: Now) -> Edges | None:
    """Return the window of a night given by both its days, or None.

    «У ніч з 28 лютого на 1 березня», «у ніч з суботи на неділю, 29 листопада», «в ночь 27–28 ноября».
    """
    first = lead.times.edge(EdgeRole.NIGHT_FROM) or lead.night_of_a_pair()
    if first is None or not first.dated or not _leads(lead, first):
        return None
    dated = (edge for edge in lead.times.edges if edge.first > first.first and edge.dated)
    later = next((edge for edge in dated if lead.together(first, edge)), None)
    last_day = date_of(later, now.today) if later else None
    if later is None or last_day is None:
        return None
    return _with_hours(lead, last_day - ONE_DAY, last_day, [first, later])


def _night_of_a_date(lead: Lead, now: Now) -> Edges | None:
    """Return the window of a night given by its date, or None.

    «У ніч на 14 вересня (з 18:00 13 вересня) … станом на 08:00»; «уночі 11 червня».
    """
    night = lead.times.edge(EdgeRole.NIGHT)
    day = date_of(night, now.today) if night and _leads(lead, night) else None
    if night is not None and day is not None:
        return _with_hours(lead, day - ONE_DAY, day, [night])
    told = lead.times.period(Period.NIGHT)
    by_day = lead.times.period(Period.DAY)
    if told and by_day and by_day.first < told.first:
        return None  # «вдень 29 листопада …, а вночі – 60»
    base = lead.base(told) if told else None
    if told is None or base is None or base.timed or lead.times.edge(EdgeRole.END):
        return None
    day = date_of(base, now.today)
    return _with_hours(lead, day - ONE_DAY, day, [told, base]) if day else None


def _with_hours(lead: Lead, first: date, last: date, used: list[Edge | Atom]) -> Edges:
    """Return a night with its start, often in brackets, and its end, stated as an end or as «станом на»."""
    edges = Edges(first, None, last, None, used)
    start = lead.start_near(used[0]) or _span_of(lead, first, last)
    if start and start.hour:
        edges.start_hour = start.hour
        edges.start_day = date_of(start, last) or (first if start.hour.hour >= NOON else last)
    end = lead.end_of(start) if start else None
    as_of = lead.as_of()
    if start and start.to_hour:
        edges.end_hour, edges.told_end = start.to_hour, True
        edges.end_day = day_of(start.to_day, last) if start.to_day else last
    elif end and end.timed:
        edges.end_hour, edges.end_day, edges.told_end = end.hour, max(last, date_of(end, last) or last), True
    elif as_of:
        edges.end_hour, edges.end_day = as_of.hour, max(last, date_of(as_of, last) or last)
    edges.used = [*used, *([start] if start else []), *([end] if end else [])]
    return edges


def _span_of(lead: Lead, first: date, last: date) -> Edge | None:
    """Return the start of a night's hours stated apart from it, with both dates, or None.

    «НІЧ НА 9 ГРУДНЯ / Період: 18:00 8 грудня – …».
    """
    for edge in lead.starts():
        end = lead.end_of(edge)
        ends = day_of(edge.to_day, last) if edge.to_day else (date_of(end, last) if end else None)
        if date_of(edge, last) == first and ends == last:
            return edge
    return None


def _period(lead: Lead, now: Now) -> Edges | None:
    """Return the window of a period in words, by dates alone, or None.

    «В течение прошедшей ночи», «увечері 11 лютого», «за сутки».
    """
    new_year = lead.times.period(Period.NEW_YEAR)
    if new_year:
        day = date(known(now).year, 1, 1)
        return _with_hours(lead, day - ONE_DAY, day, [new_year])
    for atom in sorted(lead.times.periods, key=lambda atom: (atom.what is Period.TODAY, atom.first)):
        period, days = atom.what, _SPANS.get(atom.what)
        if days is None:
            continue
        base = lead.base(atom)
        at = lead.moment_near(atom)
        if period is Period.TODAY and base is None and at:
            continue
        if period is Period.PAST_DAY and lead.times.periods[0].what is not period:
            continue  # «За минулу добу авіація здійснила …» at the end of a post is about something else
        dated = base is not None and period is not Period.LAST_NIGHT
        day = (date_of(base, now.today) if dated and base else None) or known(now)
        if now.moments and period is not Period.LAST_NIGHT and (at or (base and base.timed)):
            return None
        used: list[Edge | Atom] = [atom, base] if dated and base else [atom]
        if period in {Period.LAST_NIGHT, Period.NIGHT}:
            return _with_hours(lead, day - timedelta(days=days), day, used)
        if period is Period.PAST_DAY and dated and base and _joined(lead, atom, base):
            days = 0  # «за добу 1 жовтня» is that day; «за минулу добу» begins on the day before the post
        return Edges(day - timedelta(days=days), None, day, None, used)
    return None


def _moment(lead: Lead, now: Now) -> Edges | None:
    """Return the window of one moment, which is both edges, or None.

    «Около 6:30 мск», «23 сентября около 16:30»; «около 11.20 и 12.20» are the two edges.
    """
    if not now.moments:
        return None
    at = next((edge for edge in lead.times.edges if edge.hour and edge.role in _MOMENTS), None)
    if at is None or at.hour is None:
        return None
    base = lead.base(at)
    dated = date_of(at, now.today) or (date_of(base, now.today) if base else None)
    day = dated or (known(now) if lead.times.period(Period.TODAY) else last_passed(at.hour, now))
    used: list[Edge | Atom] = [at, base] if base and base is not at else [at]
    edges = Edges(day, at.hour, day, at.hour, used)
    last = at
    for later in lead.times.edges:
        if later.hour and edges.end_hour and later.hour > edges.end_hour and _joined(lead, last, later):
            edges.end_hour, edges.used, last = later.hour, [*edges.used, later], later
    edges.no_start = at.role in {EdgeRole.END, EdgeRole.AS_OF}
    return edges


def _joined(lead: Lead, at: Edge | Atom, later: Edge) -> bool:
    between = lead.tokens[at.after : later.first]
    return later.first >= at.after and all(token.text in _BETWEEN_MOMENTS for token in between)


def _bare_date(lead: Lead, now: Now) -> Edges | None:
    """Return the window of a date alone, or None: «5 января пресечена попытка» (@mod_russia, January 2024).

    Where a channel states no moments it must come early: «10 березня російські окупанти завдали …», «Близько 3.30 ночі
    16 травня …» (@kpszsu, 2023).
    """
    dated = (edge for edge in lead.times.edges if edge.role is None and edge.day)
    base = next(dated, None) or lead.times.edge(EdgeRole.AT)
    if base is None or base.day is None or not (now.moments or base.first < EARLY):
        return None
    day = date_of(base, now.today)
    return Edges(day, None, day, None, [base]) if day else None


def _window(edges: Edges, zone: ZoneInfo, words: Words) -> Window:
    start = None if edges.no_start else _at(edges.start_day, edges.start_hour, zone)
    end = _at(edges.end_day, edges.end_hour, zone)
    exact = isinstance(start, datetime) and isinstance(end, datetime)
    return Window(start, end, Precision.MINUTE if exact else Precision.DAY, words)


def _at(day: date, hour: Hour | None, zone: ZoneInfo) -> datetime | date:
    """Return the moment in UTC, or the date alone if no hour is stated; 24:00 is the next day's midnight."""
    if hour is None:
        return day
    if hour.hour == 24:
        day, hour = day + ONE_DAY, Hour(0, 0)
    return datetime.combine(day, time(hour.hour, hour.minute), tzinfo=zone).astimezone(UTC)

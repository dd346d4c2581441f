"""Checks a window against the time of posting, the weekdays stated, the clock, and reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parsers.records import Doubt
from parsers.text.phrases import Phrases
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.days import EARLY_BY, MIDNIGHT, ONE_DAY, NoDateError, Now, bounds, date_of, moment
from parsers.time.edges import Edge
from parsers.time.lead import Lead
from parsers.time.repair import Edges
from parsers.vocabulary.windows import CLOCKS, PARTS_TOLD, Period

LONGEST = timedelta(hours=30)
# How long after the post a window may end: nothing is reported before it is over, but old copies do not always have the
# true hour of posting, and a post with «станом на 11:00» may come earlier.
LATEST_END, LATEST_AS_OF = timedelta(minutes=90), timedelta(hours=5)
# Some of the ministry's posts at hand are newspaper quotes, dated to the morning: a window in the evening of that day
# is accepted there, but not one that has begun when the post comes.
LATEST_OF_THE_DAY = timedelta(hours=11)
# No report at hand came later than 14 hours after its window (2,100 of 2022-2026).
OLDEST_END = timedelta(hours=22)
# Before the first hour «минулої ночі» may be last night or the current one; from the second on, the coming one.
NIGHT_IS_ON, NIGHT_IS_NEAR = 3, 23
_CLOCKS: Phrases[str] = Phrases((phrase, zone) for zone, phrases in CLOCKS for phrase in phrases.split("; "))
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_DAYS = 14


def clock_of(lead: Lead, edges: Edges, zone: ZoneInfo) -> tuple[ZoneInfo, tuple[Doubt, ...]]:
    """Return the clock that the hours of a window follow, and a doubt if it is not the claimant's, or not just one."""
    first, after = min(edge.first for edge in edges.used), max(edge.after for edge in edges.used)
    last = next((begin for begin in lead.begins if begin >= after), len(lead.tokens))
    named = {hit.row for _, hit in _CLOCKS.search(lead.tokens, first, min(after + 4, last))}
    if not named - {zone.key}:
        return zone, ()
    other = ZoneInfo(next(iter(named))) if len(named) == 1 else zone
    return other, (Doubt("other_clock", f"hours told by {', '.join(sorted(named))}"),)


def disagreements(lead: Lead, edges: Edges, now: Now) -> Iterator[Doubt]:
    """Yield what speaks against a window.

    ``window_open``, ``window_backwards``, ``long_window``, ``ends_after_post``, ``long_before_post``,
    ``weekday_differs``, ``day_unsure``.
    """
    if edges.open or edges.no_start:
        yield Doubt("window_open", "no end is told" if edges.open else "no start is told")
    start, end = _moments(edges)
    if end < start:
        yield Doubt("window_backwards", f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}")
    if edges.start_hour and edges.end_hour and end - start > LONGEST:
        yield Doubt("long_window", f"{end - start}")
    if now.local:
        yield from _beside_the_post(edges, now, now.local.replace(tzinfo=None))
        yield from _unsure(lead, edges, now.local)
    yield from _weekdays(lead, edges, now)


def changes_of_clock(edges: Edges, zone: ZoneInfo) -> Iterator[Doubt]:
    """Yield a doubt for an edge at an hour that the clock shows twice or never, when summer time begins or ends."""
    for day, hour in ((edges.start_day, edges.start_hour), (edges.end_day, edges.end_hour)):
        if hour is None:
            continue
        once = moment(day, hour).replace(tzinfo=zone)
        if once.utcoffset() != once.replace(fold=1).utcoffset():
            yield Doubt("clock_change", f"{once:%Y-%m-%d %H:%M}")


def _moments(edges: Edges) -> tuple[datetime, datetime]:
    """Return both edges; a date alone begins with its day and ends with it."""
    start = moment(edges.start_day, edges.start_hour or MIDNIGHT)
    return start, moment(edges.end_day, edges.end_hour or Hour(24, 0))


def _beside_the_post(edges: Edges, now: Now, posted: datetime) -> Iterator[Doubt]:
    start, end = _moments(edges)
    if edges.end_hour is None:
        ahead = edges.end_day > posted.date()
    else:
        ahead = end - posted > _latest(edges, now, begun=start - posted < LATEST_END)
    if ahead:
        yield Doubt("ends_after_post", f"ends {end:%Y-%m-%d %H:%M}, posted {posted:%Y-%m-%d %H:%M}")
    of_a_sum = any(isinstance(one, Atom) and one.what is Period.PAST_DAY for one in edges.used)
    over = end if of_a_sum else bounds(edges)[1]
    if posted - over > OLDEST_END:
        yield Doubt("long_before_post", f"ended {over:%Y-%m-%d %H:%M}, posted {posted:%Y-%m-%d %H:%M}")


def _latest(edges: Edges, now: Now, *, begun: bool) -> timedelta:
    """Return how long after its post a window may end."""
    if edges.undated:
        return EARLY_BY
    if now.moments and not begun:
        return LATEST_OF_THE_DAY
    return LATEST_END if edges.told_end or now.moments else LATEST_AS_OF


def _unsure(lead: Lead, edges: Edges, local: datetime) -> Iterator[Doubt]:
    """Yield a doubt for a night or a part of the day without hours, if the hour of posting leaves it ambiguous.

    It fits two of them, or none has begun yet.
    """
    told = next((one for one in edges.used if isinstance(one, Atom)), None)
    if told is None or edges.end_hour is not None or edges.end_day != local.date():
        return
    words = lead.tokens[told.first : told.after]
    if told.what is Period.LAST_NIGHT:
        past = any(token.text.startswith(("прошедш", "минул", "минувш")) for token in words)
        unsure = local.hour >= NIGHT_IS_NEAR or (past and local.hour < NIGHT_IS_ON)
    else:
        first = next((hours[0] for hours, stems in PARTS_TOLD if any(_is(token.text, stems) for token in words)), 0)
        unsure = local.hour < first
    if unsure:
        text = " ".join(token.text for token in words)
        yield Doubt("day_unsure", f"«{text}» told at {local:%H:%M}")


def _is(word: str, stems: str) -> bool:
    return word.startswith(tuple(stems.split()))


def _weekdays(lead: Lead, edges: Edges, now: Now) -> Iterator[Doubt]:
    """Yield a doubt for a weekday that is not that of its date, or that no day of the window has."""
    own = {lead.sentence(edge) for edge in edges.used}
    days = {_day(edges, more).weekday() for more in range(_MOST_DAYS) if _day(edges, more) <= edges.end_day}
    for edge in lead.times.edges:
        if edge.weekday is None or lead.sentence(edge) not in own:
            continue
        if edge.weekday not in (_weekday_of(edge, now) or days):
            yield Doubt("weekday_differs", f"{_ENGLISH[edge.weekday]} is told, {_worded(edges)}")
            return


def _day(edges: Edges, more: int) -> date:
    return edges.start_day + more * ONE_DAY


def _weekday_of(edge: Edge, now: Now) -> set[int] | None:
    """Return the weekday of the date beside a weekday; None if there is none."""
    try:
        day = date_of(edge, now.today) if edge.day else None
    except NoDateError:
        return None
    return {day.weekday()} if day else None


def _worded(edges: Edges) -> str:
    return f"the window is of {edges.start_day} ({_ENGLISH[edges.start_day.weekday()]}) to {edges.end_day}"

"""A region's year → a calendar: the days it is named, the counts given, the days without a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.charts.frame import by_reports, head_of, source_line
from bot.chat.charts.requests import LANDSCAPE, ChartLook
from bot.chat.charts.scale import month_name, weekday_letters
from bot.chat.charts.sheets import CalendarSheet, Cell, Entry, Month
from bot.chat.language import N_, Language
from bot.chat.names import launch_name, place_name
from storage.views.region import Mention, RegionRole, RegionView
from storage.views.series import days

MONTHS = 12
# The roles a region is named in, most relevant first.
ROLES: tuple[tuple[frozenset[RegionRole], str], ...] = (
    (frozenset({RegionRole.TARGET}), N_("Named among the places attacked")),
    (frozenset({RegionRole.REGION, RegionRole.DOWNED_OVER}), N_("Named for drones shot down over it")),
    (frozenset({RegionRole.ORIGIN}), N_("Named as a place drones came from")),
)


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The days on which one channel names a region in one role; ``counts`` are those printed for it.

    Of several reports of a day the night's count is used, else the first: they are not added.
    """

    channel: str
    way: str
    days: frozenset[date]
    counts: dict[date, int]


def year_before(last: date) -> date:
    """The first day of the calendar's twelve months, the last of which holds ``last``."""
    month = last.year * 12 + last.month - MONTHS
    return date(month // 12, month % 12 + 1, 1)


def named(view: RegionView) -> NamedDays | None:
    """The way of being named that the picture shows: that of the most days, of several the first; None without any."""
    found = [
        _named(side.channel, way, [mention for mention in side.mentions if mention.role in roles])
        for roles, way in ROLES
        for side in view.sides
    ]
    most = max(found, key=lambda one: len(one.days), default=None)
    return most if most and most.days else None


def _named(channel: str, way: str, mentions: Sequence[Mention]) -> NamedDays:
    counts: dict[date, int] = {}
    for mention in sorted(mentions, key=lambda one: (one.night is None, one.key)):
        if mention.number is not None:
            counts.setdefault(mention.ends_on, mention.number)
    return NamedDays(channel, way, frozenset(mention.ends_on for mention in mentions), counts)


def calendar_sheet(
    words: Language, look: ChartLook, view: RegionView, shown: NamedDays, without_report: Sequence[date]
) -> CalendarSheet:
    """The drawing of a region's year. ``without_report`` are the days of which the channel has no report at all."""
    gaps = frozenset(without_report)
    reported = (view.last - view.first).days + 1 - len(gaps)
    title = words.count(
        "{place}: named on {named} of {n} day with a report",
        "{place}: named on {named} of {n} days with a report",
        reported,
        place=region_name(words, view.region),
        named=words.number(len(shown.days)),
    )
    subtitle = words.say(
        "{way}, {by_whom} · {first} – {last}",
        way=words.say(shown.way),
        by_whom=by_reports(words, shown.channel),
        first=words.month(view.first),
        last=words.day(view.last),
    )
    notes = [words.say("A place that is named was not always hit; one that is not named may have been.")]
    foot = [*notes, source_line(words, [shown.channel], view.last, look.made_by)]
    return CalendarSheet(
        kind="calendar",
        head=head_of(look, title, subtitle, foot),
        weekdays=weekday_letters(words),
        months=[_month(words, look, first, (view.last, gaps), shown) for first in _firsts(view.first)],
        legend=_legend(words, shown, bool(gaps)),
    )


def region_name(words: Language, region: str) -> str:
    """The region's name; that of a launch place where the code is no region's."""
    name = place_name(words, region)
    return launch_name(words, region) if name == region else name


def _firsts(first: date) -> Iterator[date]:
    months = (first.year * 12 + first.month - 1 + step for step in range(MONTHS))
    return (date(month // 12, month % 12 + 1, 1) for month in months)


def _month(
    words: Language, look: ChartLook, first: date, until: tuple[date, frozenset[date]], shown: NamedDays
) -> Month:
    """A month; ``until`` are the last day of the chart and the days without a report."""
    following = (first + timedelta(days=31)).replace(day=1)
    cells = []
    for day in days(first, following - timedelta(days=1)):
        text = words.number(shown.counts[day]) if day in shown.counts else ""
        week = (day.day + first.weekday() - 1) // 7
        cells.append(Cell(week=week, weekday=day.weekday(), state=state_of(day, *until, shown), text=text))
    return Month(
        name=month_name(words, first, short=look.shape == LANDSCAPE),
        count=_count(words, [cell["state"] for cell in cells]),
        cells=cells,
    )


def _count(words: Language, states: Sequence[str]) -> str:
    """On how many days of a month the region is named, out of those with a report; nothing without one."""
    named_days, others = states.count("named"), states.count("quiet")
    if not named_days + others:
        return ""
    return words.say("{named} of {days}", named=words.number(named_days), days=words.number(named_days + others))


def state_of(day: date, last: date, gaps: frozenset[date], shown: NamedDays) -> str:
    """``named``; ``gap`` without a report; ``quiet`` in a report without its name; ``ahead`` after the last day."""
    if day > last:
        return "ahead"
    if day in shown.days:
        return "named"
    return "gap" if day in gaps else "quiet"


def _legend(words: Language, shown: NamedDays, has_gaps: bool) -> list[Entry]:
    named_words = words.say("named; a number where the report gives one") if shown.counts else words.say("named")
    entries = [("named", named_words), ("quiet", words.say("report without its name"))]
    if has_gaps:
        entries.append(("gap", words.say("no report known")))
    return entries

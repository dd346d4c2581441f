"""A region's year → a calendar: the days it is named, the counts given, the days without a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.charts.frame import head_of
from bot.chat.charts.scale import weekday_letters
from bot.chat.charts.sheets import CalendarSheet, Cell, Month
from bot.chat.language import N_, Language
from bot.chat.names import launch_name, place_name
from storage.views.region import Mention, RegionRole, RegionView
from storage.views.series import days

MONTHS = 12
# The roles a region is named in, most relevant first.
ROLES: tuple[tuple[frozenset[RegionRole], str], ...] = (
    (frozenset({RegionRole.TARGET}), N_("named among the places attacked")),
    (frozenset({RegionRole.REGION, RegionRole.DOWNED_OVER}), N_("named for drones downed over it")),
    (frozenset({RegionRole.ORIGIN}), N_("named as a place drones came from")),
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
    words: Language, theme: str, view: RegionView, shown: NamedDays, without_report: Sequence[date]
) -> CalendarSheet:
    """The drawing of a region's year. ``without_report`` are the days of which the channel has no report at all."""
    gaps = frozenset(without_report)
    subtitle = words.say(
        "{way}: {named} of {reported} days with a report",
        way=words.say(shown.way),
        named=words.number(len(shown.days)),
        reported=words.number((view.last - view.first).days + 1 - len(gaps)),
    )
    months = [_month(words, first, view.last, shown, gaps) for first in _firsts(view.first)]
    notes = [words.say("A place that is named was not always hit; one that is not named may have been.")]
    return CalendarSheet(
        kind="calendar",
        head=head_of(words, theme, region_name(words, view.region), subtitle, channels=[shown.channel], notes=notes),
        weekdays=weekday_letters(words),
        months=months,
        legend=_legend(words, shown, bool(gaps)),
    )


def region_name(words: Language, region: str) -> str:
    """The region's name; that of a launch place where the code is no region's."""
    name = place_name(words, region)
    return launch_name(words, region) if name == region else name


def _firsts(first: date) -> Iterator[date]:
    months = (first.year * 12 + first.month - 1 + step for step in range(MONTHS))
    return (date(month // 12, month % 12 + 1, 1) for month in months)


def _month(words: Language, first: date, last: date, shown: NamedDays, gaps: frozenset[date]) -> Month:
    following = (first + timedelta(days=31)).replace(day=1)
    cells = []
    for day in days(first, following - timedelta(days=1)):
        text = words.number(shown.counts[day]) if day in shown.counts else ""
        week = (day.day + first.weekday() - 1) // 7
        cells.append(Cell(week=week, weekday=day.weekday(), state=state_of(day, last, shown, gaps), text=text))
    return Month(name=words.month(first), cells=cells)


def state_of(day: date, last: date, shown: NamedDays, gaps: frozenset[date]) -> str:
    """``named``; ``gap`` without a report; ``quiet`` in a report without its name; ``ahead`` after the last day."""
    if day > last:
        return "ahead"
    if day in shown.days:
        return "named"
    return "gap" if day in gaps else "quiet"


def _legend(words: Language, shown: NamedDays, has_gaps: bool) -> list[tuple[str, str]]:
    entries = [("named", words.say("named")), ("quiet", words.say("not named"))]
    if has_gaps:
        entries.append(("gap", words.say("no report")))
    if shown.counts:
        entries[0] = ("named", words.say("named; with a number where the report gives one"))
    return entries

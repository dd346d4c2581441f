"""Sums of a channel's nights by month. A floor is not a total: wherever a night is missing, or one of its numbers was
withheld or hedged, the month is at least so much, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.charts.frame import by_reports
from bot.chat.charts.scale import month_letters
from bot.chat.language import Language
from bot.chat.messages.amounts import bounded, signed
from bot.chat.messages.regimes import regime_sentence
from bot.publish.pages.columns import ChartColumn, Drawing, Layer, drawing
from bot.publish.pages.night_charts import labelled, legend_of, measure_of, measured
from bot.publish.pages.night_values import NOWHERE, NightValue
from parsers.records import Hedge
from storage.views.figures import Figure, Part, figure
from storage.views.regimes import borders
from storage.views.series import Measure, days

HEIGHT, LOW = 210, 130
LINES_LOW = 3
DECEMBER = 12
MISSING = Part(NOWHERE, (0, 0), None, Hedge.NOT_STATED)

FigureOf = Callable[[NightValue], Figure | None]


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month of a channel up to ``last``, its newest date that is over: how many of its nights are known, and sums.

    A sum is None where no night gives a number for it; ``settled`` is whether none of its nights is provisional.
    """

    first: date
    last: date
    known: int
    settled: bool
    main: Figure | None
    missiles: Figure | None

    @property
    def nights(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        """Return whether the month is over."""
        return (self.last + timedelta(days=1)).day == 1


def months_of(values: Mapping[date, NightValue], last: date) -> tuple[MonthSum, ...]:
    """Return the months from the first night known up to ``last``, oldest first, those without a night as well."""
    known = [day for day, value in values.items() if value.is_known and day <= last]
    return (
        tuple(_month(values, first, min(_end_of(first), last)) for first in _firsts(min(known), last)) if known else ()
    )


def months_drawing(words: Language, months: Sequence[MonthSum], channel: str) -> Drawing:
    """The drones of each month: at least so many, where a night is missing."""
    return _drawing(
        words, months, channel, lambda month: month.main, colour=_colour(channel), measure=measure_of(channel),
        key=f"months-{channel}", title=measured(words, channel), height=HEIGHT, lines=4,
    )  # fmt: skip


def missile_months_drawing(words: Language, months: Sequence[MonthSum], channel: str) -> Drawing:
    """The missiles of each month, as far as numbers are given."""
    title = words.say("Missiles launched at Ukraine, {by_whom}", by_whom=by_reports(words, channel))
    return _drawing(
        words, months, channel, lambda month: month.missiles, colour="missiles", measure=Measure.MISSILES_LAUNCHED,
        key=f"missile-months-{channel}", title=title, height=LOW, lines=LINES_LOW,
    )  # fmt: skip


def _drawing(
    words: Language, months: Sequence[MonthSum], channel: str, of: Callable[[MonthSum], Figure | None], *, colour: str,
    measure: Measure, key: str, title: str, height: int, lines: int,
) -> Drawing:  # fmt: skip
    columns = [_column(words, month, of(month), colour, many=len(months)) for month in months]
    starts = [(month.first.year, month.first.month) for month in months]
    changes = borders(channel, months[0].first, months[-1].last, measure)
    return drawing(
        words,
        labelled(columns),
        key=key,
        title=title,
        measure=words.say("a month, summed over its nights; at least so many where a night or a number is missing"),
        height=height,
        legend=legend_of(words, columns),
        borders=[(starts.index((one.since.year, one.since.month)), regime_sentence(words, one)) for one in changes],
        notes=[*_unfinished(words, months[-1])],
        lines=lines,
    )


def _unfinished(words: Language, month: MonthSum) -> Iterator[str]:
    """Say that the newest month is not over, or that some of its nights may still change."""
    if not month.is_whole:
        yield words.say("{month} up to {day} only", month=words.month(month.first), day=words.long_day(month.last))
    if not month.settled:
        yield words.say("{month} is provisional", month=words.month(month.first))


def _colour(channel: str) -> str:
    return "month" if measure_of(channel) is Measure.DRONES_LAUNCHED else "shot"


def _column(words: Language, month: MonthSum, told: Figure | None, colour: str, *, many: int) -> ChartColumn:
    name = words.month(month.first)
    if told is None:
        return ChartColumn(
            (), f"{name}: {words.say('no figures')}", is_gap=month.known == 0, date=_under(words, month, many)
        )
    number = told.number or 0
    said = words.say("not given") if told.number is None else bounded(words, told)
    return ChartColumn(
        (Layer(colour, number),),
        f"{name}: {said} ({known_text(words, month)})",
        is_bound=told.hedge in {Hedge.ABOUT, Hedge.AT_MOST},
        is_floor=told.number is not None and told.hedge is Hedge.AT_LEAST,
        is_unsaid=told.number is None,
        sign="" if told.number is None else signed(words, told.told),
        date=_under(words, month, many),
    )


def known_text(words: Language, month: MonthSum) -> str:
    """``29 of 31 nights known``."""
    known = words.number(month.known)
    return words.count("{known} of {n} night known", "{known} of {n} nights known", month.nights, known=known)


def _under(words: Language, month: MonthSum, many: int) -> str:
    """Name every third month, over two years every January alone, by its year."""
    if month.first.month == 1:
        return str(month.first.year)
    return month_letters(words, month.first) if many <= 24 and month.first.month % 3 == 1 else ""


def _month(values: Mapping[date, NightValue], first: date, last: date) -> MonthSum:
    nights = [values.get(day) for day in days(first, last)]
    known = [one for one in nights if one and one.is_known]
    missing = len(nights) - len(known)
    return MonthSum(
        first,
        last,
        len(known),
        all(one.settled for one in known),
        _sum((one.main for one in known), missing),
        _sum((one.missiles for one in known), missing),
    )


def _sum(figures: Iterator[Figure | None], missing: int) -> Figure | None:
    """Return the sum of the nights; a night that is missing makes it a floor. None where no night speaks of it."""
    parts = [part for one in figures if one for part in one.parts]
    return figure([*parts, *[MISSING] * missing]) if parts else None


def _firsts(begin: date, last: date) -> Iterator[date]:
    first = begin.replace(day=1)
    while first <= last:
        yield first
        first = _end_of(first) + timedelta(days=1)


def _end_of(first: date) -> date:
    following = (
        first.replace(year=first.year + 1, month=1) if first.month == DECEMBER else first.replace(month=first.month + 1)
    )
    return following - timedelta(days=1)

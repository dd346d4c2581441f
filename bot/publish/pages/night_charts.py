"""Charts of a channel's nights in a row: drones in their parts, missiles on a scale of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.chat.charts.findings import Finding, FindingKind, finding, spot
from bot.chat.charts.frame import by_reports
from bot.chat.charts.scale import dates_under
from bot.chat.charts.titles import drones, night_title
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import signed
from bot.chat.messages.regimes import regime_sentence
from bot.publish.pages.columns import ChartColumn, Drawing, Layer, drawing
from bot.publish.pages.night_values import NightValue
from bot.publish.pages.night_words import STATUS_WORDS, told_of
from parsers.channels import CHANNELS
from parsers.records import Attacker, Hedge
from storage.views.figures import Figure, mean
from storage.views.regimes import Regime, borders
from storage.views.series import Measure, days

HEIGHT, LOW = 230, 130
AVERAGED, ENOUGH = 7, 4
# The panel of missiles is low: so many lines across it.
LINES_LOW = 3
MISSILES, NO_MISSILES = N_("Missiles, on their own scale"), N_("No report of these nights names a missile.")
# Colours and marks in the order of the legend.
LEGEND = (
    ("shot", N_("shot down")),
    ("down", N_("shot down or jammed")),
    ("lost", N_("lost to jamming")),
    ("rest", N_("not reported as stopped")),
    ("whole", N_("launched, parts not told")),
    ("month", N_("launched")),
    ("missiles", N_("launched, all kinds together")),
    ("average", N_("7-night average up to each night")),
    ("bound", N_("not an exact number")),
    ("floor", N_("at least so many")),
    ("unsaid", N_("used, number not given")),
    ("gap", N_("no figures")),
)
Values = Mapping[date, NightValue]
Layers = Callable[[NightValue], Iterator[Layer]]


def drones_drawing(
    words: Language, values: Values, channel: str, first: date, last: date, *, averaged: bool = False
) -> Drawing:
    """The drones of a channel from ``first`` to ``last``; with the average of seven nights where asked for."""
    dates = [*days(first, last)]
    measure = measure_of(channel)
    columns = [
        _column(words, day, values.get(day), values[day].main if day in values else None, _drone_layers)
        for day in dates
    ]
    if averaged:
        columns = [replace(one, average=_average(values, day)) for day, one in zip(dates, columns, strict=True)]
    changes = dict.fromkeys(borders(channel, first, last, measure) + borders(channel, first, last, Measure.DRONES_DOWN))
    return drawing(
        words,
        _dated(words, labelled(columns), dates),
        key=f"drones-{channel}",
        title=_title(words, [values.get(day) for day in dates], channel, first, last),
        measure=f"{measured(words, channel)} · {_nights_to(words, dates)}",
        height=HEIGHT,
        legend=legend_of(words, columns),
        borders=_places(words, changes, dates),
        notes=[*_missing(words, columns), *_provisional(words, [values.get(day) for day in dates])],
    )


def missiles_drawing(words: Language, values: Values, channel: str, first: date, last: date) -> Drawing:
    """The missiles a channel says were launched from ``first`` to ``last``, as far as numbers are given."""
    dates = [*days(first, last)]
    columns = [
        _column(words, day, values.get(day), values[day].missiles if day in values else None, _missile_layers)
        for day in dates
    ]
    return drawing(
        words,
        _dated(words, labelled(columns), dates),
        key=f"missiles-{channel}",
        title=words.say(MISSILES if any(one.layers or one.is_unsaid for one in columns) else NO_MISSILES),
        measure=f"{words.say('Missiles launched at Ukraine, {by_whom}', by_whom=by_reports(words, channel))} · "
        f"{_nights_to(words, dates)}",
        height=LOW,
        legend=legend_of(words, columns),
        borders=_places(words, borders(channel, first, last, Measure.MISSILES_LAUNCHED), dates),
        lines=LINES_LOW,
    )


def measure_of(channel: str) -> Measure:
    """Return what the nights of a channel are compared by."""
    return Measure.DRONES_LAUNCHED if CHANNELS[channel].attacker is Attacker.RUSSIA else Measure.DRONES_DOWN


def measured(words: Language, channel: str) -> str:
    """``Drones launched at Ukraine, by the Air Force's reports``."""
    by_whom = by_reports(words, channel)
    if CHANNELS[channel].attacker is Attacker.RUSSIA:
        return words.say("Drones launched at Ukraine, {by_whom}", by_whom=by_whom)
    return words.say("Ukrainian drones shot down, {by_whom}", by_whom=by_whom)


def legend_of(words: Language, columns: Sequence[ChartColumn]) -> list[tuple[str, str]]:
    """Return the words of what is drawn, and of nothing else."""
    drawn = {layer.colour for column in columns for layer in column.layers}
    marks = {
        "average": any(column.average is not None for column in columns),
        "bound": any(column.is_bound for column in columns),
        "floor": any(column.is_floor for column in columns),
        "unsaid": any(column.is_unsaid for column in columns),
        "gap": any(column.is_gap for column in columns),
    }
    drawn |= {name for name, is_drawn in marks.items() if is_drawn}
    return [(name, words.say(text)) for name, text in LEGEND if name in drawn]


def labelled(columns: Sequence[ChartColumn]) -> list[ChartColumn]:
    """Return the columns with the numbers of the highest one and of the newest."""
    told = [(column.height, place) for place, column in enumerate(columns) if column.height]
    named = {max(told)[1], told[-1][1]} if told else set()
    return [replace(column, label=column.sign) if place in named else column for place, column in enumerate(columns)]


def _column(words: Language, day: date, value: NightValue | None, figure: Figure | None, layers: Layers) -> ChartColumn:
    night = words.night(day, year=False)
    if value is None or not value.is_known:
        return ChartColumn(
            (), f"{night}: {words.say(STATUS_WORDS[value.status]) if value else words.say('not known')}", is_gap=True
        )
    return ChartColumn(
        layers=tuple(layers(value)),
        told=f"{night}: {told_of(words, value)}",
        is_bound=figure is not None and figure.hedge in {Hedge.ABOUT, Hedge.AT_MOST},
        is_floor=figure is not None and figure.number is not None and figure.hedge is Hedge.AT_LEAST,
        is_unsaid=figure is not None and figure.unstated > 0,
        sign=signed(words, figure.told) if figure and figure.number is not None else "",
    )


def _drone_layers(value: NightValue) -> Iterator[Layer]:
    """Yield the parts of a night's column from zero up; whole where its parts are not told."""
    down, lost, launched = (_number(one) for one in (value.down, value.lost, value.launched))
    if launched and not down and not lost:
        yield Layer("whole", launched)
        return
    parts = (("down" if value.down_as_one else "shot", down), ("lost", lost), ("rest", launched - down - lost))
    yield from (Layer(colour, number) for colour, number in parts if number > 0)


def _missile_layers(value: NightValue) -> Iterator[Layer]:
    if number := _number(value.missiles):
        yield Layer("missiles", number)


def _number(figure: Figure | None) -> int:
    return figure.number or 0 if figure else 0


def _average(values: Values, day: date) -> float | None:
    """Return the average of the seven nights that end with ``day``; None where it, or four of them, are unknown."""
    last = [values.get(day - timedelta(days=back)) for back in range(AVERAGED)]
    told = [one.main for one in last if one and one.main]
    if last[0] is None or last[0].main is None or len(told) < ENOUGH:
        return None
    average = mean(told)
    return average.number if average else None


def _dated(words: Language, columns: Sequence[ChartColumn], dates: Sequence[date]) -> list[ChartColumn]:
    under = {int(place): text for place, text in dates_under(words, dates)}
    return [replace(column, date=under.get(place, "")) for place, column in enumerate(columns)]


def _places(words: Language, changes: Iterable[Regime], dates: Sequence[date]) -> list[tuple[int, str]]:
    return [(dates.index(regime.since), regime_sentence(words, regime)) for regime in changes]


def _title(words: Language, shown: Sequence[NightValue | None], channel: str, first: date, last: date) -> str:
    """The finding; where counting changed in between, numbers do not compare and the newest stands alone."""
    figures = [value.main if value else None for value in shown]
    found = finding([spot(one) for one in figures])
    if borders(channel, first, last, measure_of(channel)) and found.found is not FindingKind.NOTHING:
        newest = max(place for place, one in enumerate(figures) if one and one.number is not None)
        found = Finding(FindingKind.NEWEST, newest, found.known, found.total)
    figure = figures[found.column]
    launched = measure_of(channel) is Measure.DRONES_LAUNCHED
    said = drones(words, figure.told, launched=launched) if figure else ""
    title = night_title(words, found, first + timedelta(days=found.column), said)
    return title[:1].upper() + title[1:]


def _nights_to(words: Language, dates: Sequence[date]) -> str:
    return words.count("{n} night to {day}", "{n} nights to {day}", len(dates), day=words.day(dates[-1]))


def _provisional(words: Language, shown: Sequence[NightValue | None]) -> Iterator[str]:
    """Say how many of the nights may still change."""
    number = sum(one is not None and one.is_known and not one.settled for one in shown)
    if number:
        yield words.count(
            "{n} night is provisional: less than 48 hours old",
            "{n} nights are provisional: less than 48 hours old",
            number,
        )


def _missing(words: Language, columns: Sequence[ChartColumn]) -> list[str]:
    missing = sum(column.is_gap for column in columns)
    return [words.count("{n} night without figures", "{n} nights without figures", missing)] if missing else []

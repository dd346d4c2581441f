"""The nights of a channel in a row → what to draw of them: a bar a night, or over a year a bar a week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.charts.bars import (
    Bar,
    Stacks,
    average_lines,
    hedged_marks,
    highest,
    night_bars,
    of_measure,
    stacks_of,
    week_bars,
)
from bot.chat.charts.findings import Finding, FindingKind, finding
from bot.chat.charts.frame import by_reports, head_of, source_line
from bot.chat.charts.missiles import missiles_in_words, missiles_panel
from bot.chat.charts.requests import ChartLook
from bot.chat.charts.scale import axis, dates_under, runs, weeks_under
from bot.chat.charts.sheets import Entry, Label, Mark, Panel, Tick, TrendSheet
from bot.chat.charts.titles import drones, night_title, week_title
from bot.chat.charts.weekly import Week, numbered, weeks
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import signed
from bot.chat.messages.days import unconfirmed_lines
from bot.chat.messages.regimes import FROM_HERE
from parsers.records import Outcome
from storage.views.regimes import borders
from storage.views.series import Measure
from storage.views.trend import ENOUGH, TrendView

# More nights than these are drawn as weeks.
BY_NIGHT = 120
DOWN_WORDS = {
    frozenset({Outcome.DOWNED}): N_("shot down"),
    frozenset({Outcome.DOWNED_OR_SUPPRESSED}): N_("shot down or jammed"),
    frozenset(Outcome): N_("shot down (from July 2025: or jammed)"),
}


def trend_sheet(words: Language, look: ChartLook, view: TrendView) -> TrendSheet:
    """The drawing of a trend, in the words of a language."""
    by = measure_of(view)
    by_week = weeks(view.points, by) if len(view.points) > BY_NIGHT else None
    days = [week.last for week in by_week] if by_week else [point.day for point in view.points]
    bars = week_bars(by_week, by) if by_week else night_bars(view.points, by)
    title, subtitle = _title(words, view, by, by_week, bars), _subtitle(words, view, by, by_week)
    panels = [_drones_panel(words, view, bars, days, average=[] if by_week else average_lines(view.points))]
    notes = list(_notes(words, view, by_week))
    if view.measure is Measure.DRONES_LAUNCHED:
        lines = border_lines(words, view.channel, days, Measure.MISSILES_LAUNCHED)
        if panel := missiles_panel(words, by_week or view.points, lines):
            panels.append(panel)
        else:
            notes += missiles_in_words(words, view.points)
    foot = [*notes, source_line(words, [view.channel], view.points[-1].day, look.made_by)]
    missing = [not week.is_known for week in by_week] if by_week else [point.night is None for point in view.points]
    return TrendSheet(
        kind="trend",
        head=head_of(look, title, subtitle, foot),
        columns=len(days),
        dates=weeks_under(words, days) if by_week else dates_under(words, days),
        gaps=runs([column for column, is_missing in enumerate(missing) if is_missing]),
        panels=panels,
    )


def measure_of(view: TrendView) -> Measure:
    """What the nights are compared by: the downed where no night tells how many were launched (2022)."""
    told = any(numbered(point.launched) for point in view.points)
    return view.measure if told or view.measure is Measure.DRONES_DOWN else Measure.DRONES_DOWN


def _title(words: Language, view: TrendView, by: Measure, by_week: list[Week] | None, bars: Sequence[Bar]) -> str:
    found = finding([bar.spot for bar in bars])
    if borders(view.channel, view.points[0].day, view.points[-1].day, by) and found.found is not FindingKind.NOTHING:
        # Numbers on both sides of a change do not compare: the newest stands alone.
        newest = max(column for column, bar in enumerate(bars) if bar.spot)
        found = Finding(FindingKind.NEWEST, newest, found.known, found.total)
    launched = by is Measure.DRONES_LAUNCHED
    if by_week:
        week = by_week[found.column]
        mean = week.launched if launched else week.down
        said = drones(words, mean.told, launched=launched) if mean else ""
        return week_title(words, found, week.last, said)
    point = view.points[found.column]
    figure = of_measure(point, by)
    said = drones(words, figure.told, launched=launched) if figure else ""
    return night_title(words, found, point.day, said)


def _subtitle(words: Language, view: TrendView, by: Measure, by_week: list[Week] | None) -> str:
    """The measure, by whose reports, over which nights."""
    by_whom = by_reports(words, view.channel)
    if by is Measure.DRONES_LAUNCHED:
        what = words.say("Drones launched at Ukraine, {by_whom}", by_whom=by_whom)
    elif view.measure is Measure.DRONES_LAUNCHED:
        what = words.say("Drones shot down, {by_whom}; how many were launched is not told", by_whom=by_whom)
    else:
        what = words.say("Ukrainian drones shot down, {by_whom}", by_whom=by_whom)
    last = words.day(view.points[-1].day)
    if by_week:
        many = words.count(
            "averages a night, {n} week to {day}", "averages a night, {n} weeks to {day}", len(by_week), day=last
        )
    else:
        many = words.count("{n} night to {day}", "{n} nights to {day}", len(view.points), day=last)
    return f"{what} · {many}"


def _notes(words: Language, view: TrendView, by_week: list[Week] | None) -> Iterator[str]:
    missing = len(view.missing) - len(view.unconfirmed)
    if by_week:
        if told := " ".join(_weeks_told(words, by_week)):
            yield told
    elif missing:
        yield words.count("{n} night without a known report", "{n} nights without a known report", missing)
    if not by_week and (told := " ".join(_averages_told(words, view))):
        yield told
    yield from unconfirmed_lines(words, view.unconfirmed)


def _averages_told(words: Language, view: TrendView) -> Iterator[str]:
    """What the line of averages is of, where a night is not known, and that it is not exact where a number is not."""
    averages = [point.average for point in view.points if point.night and len(point.average.nights) >= ENOUGH]
    if any(one.missing or one.unstated for one in averages):
        yield words.say("The average is of the nights known, four or more of seven.")
    if not all(one.mean.is_exact for one in averages if one.mean):
        yield words.say("Not every number in the average is exact.")


def _weeks_told(words: Language, by_week: list[Week]) -> Iterator[str]:
    """How many weeks lack nights: of a bar, and of a place without one."""
    partly = sum(week.is_known and not week.is_whole for week in by_week)
    unknown = sum(not week.is_known for week in by_week)
    if partly:
        yield words.count(
            "{n} week lacks one to three nights: the average of those known.",
            "{n} weeks lack one to three nights: the average of those known.",
            partly,
        )
    if unknown:
        yield words.count(
            "{n} week has fewer than four nights known.", "{n} weeks have fewer than four nights known.", unknown
        )


def border_lines(words: Language, channel: str, days: Sequence[date], measure: Measure) -> list[Tick]:
    """Where counting changes inside the chart, with its words: the first column of each change."""
    return [
        (next(column for column, day in enumerate(days) if day >= regime.since), words.say(FROM_HERE[regime.change]))
        for regime in borders(channel, days[0], days[-1], measure)
    ]


def _drones_panel(
    words: Language, view: TrendView, bars: Sequence[Bar], days: Sequence[date], average: list[list[Mark]]
) -> Panel:
    """Drones launched with their parts; hedged numbers marked, the highest and the newest bar named."""
    stacks = stacks_of(bars, view.measure)
    top, ticks = axis(words, highest(stacks))
    unsaid = [column for column, bar in enumerate(bars) if bar.is_unsaid]
    hedged = hedged_marks(bars)
    marks = (("average", average), ("hedged", hedged), ("unsaid", unsaid))
    drawn = {*stacks, *(name for name, found in marks if found)}
    return Panel(
        title="",
        top=top,
        ticks=ticks,
        stacks=stacks,
        unsaid=unsaid,
        hedged=hedged,
        average=average,
        labels=_labels(words, bars),
        borders=border_lines(words, view.channel, days, Measure.DRONES_DOWN),
        legend=_legend(words, view, stacks, drawn, by_week=len(days) < len(view.points)),
    )


def _labels(words: Language, bars: Sequence[Bar]) -> list[Label]:
    """The numbers of the highest bar and of the newest one, with their hedges."""
    told = [(column, bar.height, bar.told) for column, bar in enumerate(bars) if bar.height and bar.told]
    if not told:
        return []
    most = max(told, key=lambda one: one[1])
    return [(column, height, signed(words, one)) for column, height, one in dict.fromkeys((most, told[-1]))]


def _legend(words: Language, view: TrendView, stacks: Stacks, drawn: set[str], *, by_week: bool) -> list[Entry]:
    """Return legend entries for what is in the panel only."""
    told = frozenset(point.down_as for point in view.points if point.down_as)
    down = words.say(DOWN_WORDS.get(told, DOWN_WORDS[frozenset(Outcome)]))
    only = words.say("{outcome}; launched not told", outcome=down) if "down" in stacks or "whole" in stacks else down
    entries = (
        ("down", down),
        ("shot", down),
        ("alone", only),
        ("lost", words.say("lost to jamming")),
        ("rest", words.say("not reported as stopped")),
        ("whole", words.say("launched, parts not told")),
        ("average", words.say("7-night average up to each night")),
        ("hedged", words.say("not an exact number")),
        ("unsaid", words.say("used, number not given")),
    )
    legend = [(name, text) for name, text in entries if name in drawn]
    if by_week:
        known = [week.is_known for week in weeks(view.points, measure_of(view))]
        return legend if all(known) else [*legend, ("gap", words.say("fewer than four nights known"))]
    return [*legend, ("gap", words.say("no report known"))] if view.missing else legend

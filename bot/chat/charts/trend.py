"""The nights of a channel in a row → what to draw of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.chat.charts.frame import head_of
from bot.chat.charts.scale import axis, dates_under, runs
from bot.chat.charts.sheets import Mark, Panel, Segment, Tick, TrendSheet
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import stated
from bot.chat.messages.days import unconfirmed_lines
from parsers.records import Hedge, Kind, Outcome
from storage.views.figures import MISSILES, Figure
from storage.views.series import Measure
from storage.views.trend import Point, TrendView

TITLES = {
    Measure.DRONES_LAUNCHED: N_("Drones launched at Ukraine"),
    Measure.DRONES_DOWN: N_("Ukrainian drones reported downed"),
}
DOWN_WORDS = {
    frozenset({Outcome.DOWNED}): N_("downed"),
    frozenset({Outcome.DOWNED_OR_SUPPRESSED}): N_("downed or jammed"),
    frozenset(Outcome): N_("downed; from July 2025 downed or jammed"),
}
# «збито/подавлено» became one figure in the Air Force's reports in late July 2025.
CUTS = {"kpszsu": date(2025, 7, 26)}
CUT_WORDS = N_("downed and lost: one figure from here →")
# Colours of the missiles, the kinds in each, their words.
MISSILE_STACKS: tuple[tuple[str, tuple[Kind, ...], str], ...] = (
    ("cruise", (Kind.CRUISE_MISSILE,), N_("cruise")),
    ("ballistic", (Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE), N_("ballistic, aeroballistic")),
    (
        "other",
        tuple(
            kind
            for kind in MISSILES
            if kind not in {Kind.CRUISE_MISSILE, Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE}
        ),
        N_("other missiles"),
    ),
)
# An average of fewer than four of its seven nights would claim more than it knows.
ENOUGH = 4


def trend_sheet(words: Language, theme: str, view: TrendView) -> TrendSheet:
    """The drawing of a trend, in the words of a language."""
    days = [point.day for point in view.points]
    missing = len(view.missing) - len(view.unconfirmed)
    subtitle = words.count("{n} night to {day}", "{n} nights to {day}", len(days), day=words.day(days[-1]))
    if (newest := shown(view.points[-1])) and newest.number is not None:
        number = stated(words, newest.number, newest.hedge)
        subtitle = words.say("{nights} · the latest: {number}", nights=subtitle, number=number)
    notes = []
    if missing:
        notes = [words.count("{n} night without a report", "{n} nights without a report", missing)]
    notes += unconfirmed_lines(words, view.unconfirmed)
    panels = [drones_panel(words, view)]
    if view.measure is Measure.DRONES_LAUNCHED:
        panels.append(missiles_panel(words, view))
    return TrendSheet(
        kind="trend",
        head=head_of(words, theme, words.say(TITLES[view.measure]), subtitle, channels=[view.channel], notes=notes),
        columns=len(days),
        dates=dates_under(words, days),
        gaps=runs([column for column, point in enumerate(view.points) if point.night is None]),
        cut=cut_of(words, view.channel, days),
        panels=panels,
    )


def cut_of(words: Language, channel: str, days: Sequence[date]) -> Tick | None:
    """Return the column before which the channel counted differently, if it is inside the chart."""
    cut = CUTS.get(channel)
    if cut is None or not days[0] < cut <= days[-1]:
        return None
    return days.index(cut), words.say(CUT_WORDS)


def drones_panel(words: Language, view: TrendView) -> Panel:
    """Drones launched, of them downed and lost; hedged numbers marked, the highest night named."""
    stacks = drone_stacks(view.points)
    top, ticks = axis(words, max((end for _, _, end in _flat(stacks)), default=0))
    unsaid = [column for column, point in enumerate(view.points) if _unsaid(shown(point))]
    hedged = hedged_marks(view.points)
    average = average_lines(view.points)
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
        labels=_labels(words, view.points),
        legend=_drones_legend(words, view, drawn),
    )


def shown(point: Point) -> Figure | None:
    """The figure that makes a night's bar: the launched, or the downed where nothing else is counted."""
    return point.launched or point.down


def drone_stacks(points: Sequence[Point]) -> dict[str, list[Segment]]:
    """Stack bars from zero: launched behind, downed before it, on top of that the lost, if counted separately."""
    stacks: dict[str, list[Segment]] = {"whole": [], "down": [], "lost": []}
    for column, point in enumerate(points):
        lost = point.night.measure(Measure.DRONES_LOST) if point.night else None
        down = _number(point.down)
        _stack(stacks["whole"], column, 0, _number(point.launched))
        _stack(stacks["down"], column, 0, down)
        _stack(stacks["lost"], column, down, _number(lost))
    return {name: segments for name, segments in stacks.items() if segments}


def hedged_marks(points: Sequence[Point]) -> list[Mark]:
    """Mark numbers that are not exact: the bar shows them as given."""
    found = [(column, shown(point)) for column, point in enumerate(points)]
    return [
        (column, figure.number)
        for column, figure in found
        if figure and figure.number is not None and figure.hedge is not Hedge.EXACT
    ]


def average_lines(points: Sequence[Point]) -> list[list[Mark]]:
    """The average of the seven nights before each night, as lines that break where too few of them are known."""
    lines: list[list[Mark]] = [[]]
    for column, point in enumerate(points):
        if point.average.mean is None or len(point.average.nights) < ENOUGH:
            lines.append([])
        elif point.night:
            lines[-1].append((column, round(point.average.mean, 1)))
    return [line for line in lines if line]


def missiles_panel(words: Language, view: TrendView) -> Panel:
    """Missiles launched by family, and the nights that used some without giving the number."""
    stacks = missile_stacks(view.points)
    top, ticks = axis(words, max((end for _, _, end in _flat(stacks)), default=0))
    unsaid = [
        column for column, point in enumerate(view.points) if any(_unsaid(figure) for figure in point.missiles.values())
    ]
    legend = [(name, words.say(text)) for name, _, text in MISSILE_STACKS if name in stacks]
    if unsaid:
        legend.append(("unsaid", words.say("used, number not given")))
    return Panel(
        title=words.say("Missiles launched, on a separate scale"),
        top=top,
        ticks=ticks,
        stacks=stacks,
        unsaid=unsaid,
        hedged=[],
        average=[],
        labels=_missile_label(words, view.points, stacks),
        legend=legend,
    )


def missile_stacks(points: Sequence[Point]) -> dict[str, list[Segment]]:
    """The numbers that are given, one family on top of the other."""
    stacks: dict[str, list[Segment]] = {name: [] for name, _, _ in MISSILE_STACKS}
    for column, point in enumerate(points):
        base = 0
        for name, kinds, _ in MISSILE_STACKS:
            number = sum(_number(point.missiles.get(kind)) for kind in kinds)
            _stack(stacks[name], column, base, number)
            base += number
    return {name: segments for name, segments in stacks.items() if segments}


def _stack(segments: list[Segment], column: int, base: int, number: int) -> None:
    if number:
        segments.append((column, base, base + number))


def _number(figure: Figure | None) -> int:
    """How high a figure is drawn; what has no number has no height, and a mark of its own."""
    return figure.number or 0 if figure else 0


def _unsaid(figure: Figure | None) -> bool:
    return figure is not None and figure.unstated > 0


def _flat(stacks: dict[str, list[Segment]]) -> Iterable[Segment]:
    return (segment for segments in stacks.values() for segment in segments)


def _labels(words: Language, points: Sequence[Point]) -> list[tuple[int, float, str]]:
    """The number and date of the highest night."""
    column, number = max(enumerate(_number(shown(point)) for point in points), key=lambda one: one[1])
    return [_label(words, points[column], column, number)] if number else []


def _label(words: Language, point: Point, column: int, number: float) -> tuple[int, float, str]:
    return column, number, f"{words.number(number)} · {words.short_day(point.day)}"


def _missile_label(
    words: Language, points: Sequence[Point], stacks: dict[str, list[Segment]]
) -> list[tuple[int, float, str]]:
    if not stacks:
        return []
    column, _, number = max(_flat(stacks), key=lambda segment: segment[2])
    return [_label(words, points[column], column, number)]


def _drones_legend(words: Language, view: TrendView, drawn: set[str]) -> list[tuple[str, str]]:
    """Return legend entries for what is in the panel only."""
    told = frozenset(point.down_as for point in view.points if point.down_as)
    entries = (
        ("whole", words.say("launched")),
        ("down", words.say(DOWN_WORDS.get(told, DOWN_WORDS[frozenset(Outcome)]))),
        ("lost", words.say("lost to jamming")),
        ("average", words.say("average of the 7 nights before")),
        ("hedged", words.say("not an exact number")),
        ("unsaid", words.say("used, number not given")),
    )
    legend = [(name, text) for name, text in entries if name in drawn]
    return [*legend, ("gap", words.say("no report"))] if view.missing else legend

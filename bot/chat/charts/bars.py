"""A bar a night, or a week: as high as what was launched, in parts that are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.charts.findings import Spot, spot
from bot.chat.charts.sheets import Mark, Segment
from bot.chat.charts.titles import around
from bot.chat.charts.weekly import Week, some
from parsers.records import Hedge
from storage.views.figures import Figure
from storage.views.series import Measure
from storage.views.trend import ENOUGH, Point

Stacks = dict[str, list[Segment]]


@dataclass(frozen=True, slots=True)
class Bar:
    """What is known of a column. ``height`` is the number it is compared by; a bar without ``launched`` is as high as
    what was brought down."""

    launched: float | None
    down: float | None
    lost: float | None
    spot: Spot | None
    is_hedged: bool
    is_unsaid: bool

    @property
    def height(self) -> float | None:
        return self.down if self.launched is None else self.launched


def shown(point: Point) -> Figure | None:
    """The figure that makes a night's bar: the launched, or the downed where nothing else is counted."""
    return point.launched or point.down


def night_bars(points: Sequence[Point], by: Measure) -> list[Bar]:
    """The bars of nights, which are compared by a measure."""
    return [
        Bar(
            launched=number_of(point.launched),
            down=number_of(point.down),
            lost=number_of(point.lost),
            spot=spot(point.launched if by is Measure.DRONES_LAUNCHED else point.down),
            is_hedged=_is_hedged(point),
            is_unsaid=is_unsaid(shown(point)),
        )
        for point in points
    ]


def week_bars(weeks: Sequence[Week], by: Measure) -> list[Bar]:
    """The bars of weeks, averages of their nights; a week with a number that is not exact is one itself."""
    bars = []
    for week in weeks:
        number = week.launched if by is Measure.DRONES_LAUNCHED else week.down
        is_hedged = some(week, _is_hedged)
        exact = None if number is None else around(number)
        open_end = Spot(exact.number, exact.low, None) if exact and is_hedged else exact
        is_unsaid_ = some(week, lambda point: is_unsaid(shown(point)))
        bars.append(Bar(week.launched, week.down, week.lost, open_end, is_hedged and week.is_known, is_unsaid_))
    return bars


def stacks_of(bars: Sequence[Bar], measure: Measure) -> Stacks:
    """The parts of the bars from zero up: stopped, lost to jamming, the rest; whole where the parts are not told, a
    colour of its own where only the stopped are."""
    alone = "shot" if measure is Measure.DRONES_DOWN else "alone"
    stacks: Stacks = {"whole": [], "down": [], alone: [], "lost": [], "rest": []}
    for column, bar in enumerate(bars):
        down, lost = bar.down or 0, bar.lost or 0
        if bar.launched is not None and not down and not lost:
            _stack(stacks["whole"], column, 0, bar.launched)
            continue
        _stack(stacks[alone if bar.launched is None else "down"], column, 0, down)
        _stack(stacks["lost"], column, down, down + lost)
        _stack(stacks["rest"], column, down + lost, bar.launched or 0)
    return {name: segments for name, segments in stacks.items() if segments}


def hedged_marks(bars: Sequence[Bar]) -> list[Mark]:
    """Mark numbers that are not exact: the bar shows them as given."""
    return [(column, bar.height) for column, bar in enumerate(bars) if bar.is_hedged and bar.height is not None]


def average_lines(points: Sequence[Point]) -> list[list[Mark]]:
    """The average of the seven nights that end with each night, as lines that break at a missing night and where fewer
    than four of the seven are known."""
    lines: list[list[Mark]] = [[]]
    for column, point in enumerate(points):
        if point.night is None or point.average.mean is None or len(point.average.nights) < ENOUGH:
            lines.append([])
        else:
            lines[-1].append((column, round(point.average.mean, 1)))
    return [line for line in lines if line]


def highest(stacks: Stacks) -> float:
    """The highest number of the stacks, 0 where there is none."""
    return max((end for _, _, end in _flat(stacks)), default=0)


def number_of(figure: Figure | None) -> int | None:
    return figure.number if figure else None


def is_unsaid(figure: Figure | None) -> bool:
    """Return whether a figure leaves a number out."""
    return figure is not None and figure.unstated > 0


def _is_hedged(point: Point) -> bool:
    figure = shown(point)
    return figure is not None and figure.number is not None and figure.hedge is not Hedge.EXACT


def _stack(segments: list[Segment], column: int, base: float, end: float) -> None:
    if end > base:
        segments.append((column, base, end))


def _flat(stacks: Stacks) -> Iterable[Segment]:
    return (segment for segments in stacks.values() for segment in segments)

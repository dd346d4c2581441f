"""A bar a night, or a week: as high as what was launched, in parts that are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.charts.findings import Spot, spot, spot_of_mean
from bot.chat.charts.sheets import Mark, Segment
from bot.chat.charts.weekly import Week, numbered, some
from parsers.records import Hedge
from storage.views.figures import Extent, Figure, Mean
from storage.views.series import Measure
from storage.views.trend import ENOUGH, Point

Stacks = dict[str, list[Segment]]


@dataclass(frozen=True, slots=True)
class Bar:
    """What is known of a column. ``height`` is how high it is drawn, ``told`` what its number may be called; a bar
    without ``launched`` is as high as what was brought down. ``spot`` is the number by which it is compared."""

    launched: float | None
    down: float | None
    lost: float | None
    told: Extent | None
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
    bars = []
    for point in points:
        figure = point.launched if numbered(point.launched) else point.down
        bars.append(
            Bar(
                launched=height_of(point.launched),
                down=height_of(point.down),
                lost=height_of(point.lost),
                told=figure.told if figure and numbered(figure) else None,
                spot=spot(of_measure(point, by)),
                is_hedged=_is_hedged(point),
                is_unsaid=is_unsaid(shown(point)),
            )
        )
    return bars


def week_bars(weeks: Sequence[Week], by: Measure) -> list[Bar]:
    """The bars of weeks, averages of their nights; a week with a number that is not exact is one itself."""
    bars = []
    for week in weeks:
        mean = week.launched or week.down
        bars.append(
            Bar(
                launched=height_of(week.launched),
                down=height_of(week.down),
                lost=height_of(week.lost),
                told=mean.told if mean else None,
                spot=spot_of_mean(week.launched if by is Measure.DRONES_LAUNCHED else week.down),
                is_hedged=mean is not None and not mean.is_exact,
                is_unsaid=some(week, lambda point: is_unsaid(shown(point))),
            )
        )
    return bars


def of_measure(point: Point, by: Measure) -> Figure | None:
    """Return the figure by which a night is compared."""
    return point.launched if by is Measure.DRONES_LAUNCHED else point.down


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
        height = height_of(point.average.mean)
        if point.night is None or height is None or len(point.average.nights) < ENOUGH:
            lines.append([])
        else:
            lines[-1].append((column, round(height, 1)))
    return [line for line in lines if line]


def highest(stacks: Stacks) -> float:
    """The highest number of the stacks, 0 where there is none."""
    return max((end for _, _, end in _flat(stacks)), default=0)


def height_of(found: Figure | Mean | None) -> float | None:
    """Return how high a number is drawn; its words are those of ``told``."""
    return found.number if found else None


def is_unsaid(figure: Figure | None) -> bool:
    """Return whether a figure leaves a number out."""
    return figure is not None and figure.unstated > 0


def _is_hedged(point: Point) -> bool:
    figure = shown(point)
    return figure is not None and numbered(figure) and figure.hedge is not Hedge.EXACT


def _stack(segments: list[Segment], column: int, base: float, end: float) -> None:
    if end > base:
        segments.append((column, base, end))


def _flat(stacks: Stacks) -> Iterable[Segment]:
    return (segment for segments in stacks.values() for segment in segments)

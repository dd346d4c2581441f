"""A chart of columns as numbers for a template, which writes it as SVG inside the page.

The charts of a chat are drawn by matplotlib, which takes most of a second to import alone; a new post has to be on all
pages within a second. So these are plain shapes: x in percent of the width and y in pixels, so that the letters keep
their size on a phone and on a wide screen; colours are those of the style sheet, so that one drawing serves light and
dark; words are text, which can be read aloud, found and enlarged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.chat.charts.scale import axis
from bot.chat.language import Language

# The room for the numbers of the axis, in percent; above and below the columns, in pixels.
LEFT, TOP, BOTTOM = 8.5, 22, 22
# How much of its place a column fills.
FILLED = 0.74
# A text whose middle is nearer to an edge than half its width ends there; in percent of a phone's width, a letter.
HALF_LETTER = 1.1


class Layer(NamedTuple):
    """A part of a column: the name of its colour, and its number."""

    colour: str
    number: float


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """A column: its parts from zero up, what a pointer over it says, and how its number is known.

    ``is_gap``: nothing is known of it; ``is_bound``: its number is not exact; ``is_floor``: it is at least so much;
    ``is_unsaid``: something was used and no number given. ``sign`` is its number with its hedge (``≥150``), ``date`` is
    written under it, ``label`` over it.
    """

    layers: tuple[Layer, ...]
    told: str
    is_gap: bool = False
    is_bound: bool = False
    is_floor: bool = False
    is_unsaid: bool = False
    sign: str = ""
    date: str = ""
    label: str = ""
    average: float | None = None

    @property
    def height(self) -> float:
        return sum(layer.number for layer in self.layers)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be written. ``legend`` are names of colours and marks with their words; ``borders`` where
    counting changed, numbered as the sentences of ``changes`` are.
    """

    key: str
    title: str
    measure: str
    height: int
    base: float
    ticks: tuple[tuple[float, str], ...]
    rects: tuple[tuple[float, float, float, float, str], ...]
    gaps: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float, str], ...]
    labels: tuple[tuple[float, str, float, str], ...]
    dates: tuple[tuple[float, str, str], ...]
    average: tuple[tuple[float, float, float, float], ...]
    borders: tuple[tuple[float, int], ...]
    hovers: tuple[tuple[float, float, str], ...]
    legend: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw: its title says so."""
        return not self.rects and not self.marks


def drawing(
    words: Language,
    columns: Sequence[ChartColumn],
    *,
    key: str,
    title: str,
    measure: str,
    height: int,
    legend: Sequence[tuple[str, str]],
    borders: Sequence[tuple[int, str]] = (),
    notes: Sequence[str] = (),
    lines: int = 4,
) -> Drawing:
    """Lay a chart out. ``borders`` are the columns before which counting changed, each with its sentence."""
    top, ticks = axis(words, max([1.0, *(column.height for column in columns)]), lines)
    grid = _Grid(len(columns), height, top)
    return Drawing(
        key=key,
        title=title,
        measure=measure,
        height=height,
        base=grid.y(0),
        ticks=tuple((grid.y(number), text) for number, text in ticks),
        rects=tuple(_rects(grid, columns)),
        gaps=tuple((grid.left(place), grid.step) for place, column in enumerate(columns) if column.is_gap),
        marks=tuple(_marks(grid, columns)),
        labels=tuple(_labels(grid, columns)),
        dates=tuple(
            (*grid.text(place, column.date), column.date) for place, column in enumerate(columns) if column.date
        ),
        average=tuple(_average(grid, columns)),
        borders=tuple((grid.left(place), number) for number, (place, _) in enumerate(borders, start=1)),
        hovers=tuple((grid.left(place), grid.step, column.told) for place, column in enumerate(columns)),
        legend=tuple(legend),
        changes=tuple(text for _, text in borders),
        notes=tuple(notes),
    )


class _Grid:
    """Where columns and numbers stand."""

    def __init__(self, columns: int, height: int, top: float) -> None:
        self._height, self._top = height, top
        self.step = round((100 - LEFT) / max(columns, 1), 3)

    def left(self, place: int) -> float:
        return round(LEFT + place * self.step, 2)

    def middle(self, place: int) -> float:
        return round(LEFT + (place + 0.5) * self.step, 2)

    def y(self, number: float) -> float:
        room = self._height - TOP - BOTTOM
        return round(self._height - BOTTOM - room * number / self._top, 1)

    def text(self, place: int, text: str) -> tuple[float, str]:
        """Return where a text over or under a column is anchored, and how."""
        middle, near = self.middle(place), HALF_LETTER * len(text)
        if middle > 100 - near:
            return 100.0, "end"
        return (LEFT, "start") if middle < LEFT + near else (middle, "middle")


def _rects(grid: _Grid, columns: Sequence[ChartColumn]) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield x and width in percent, y and height in pixels, and the colour of every part."""
    width = round(grid.step * FILLED, 2)
    for place, column in enumerate(columns):
        x, done = round(grid.middle(place) - width / 2, 2), 0.0
        for colour, number in column.layers:
            top, bottom = grid.y(done + number), grid.y(done)
            done += number
            if bottom > top:
                yield x, width, top, round(bottom - top, 1), colour


def _labels(grid: _Grid, columns: Sequence[ChartColumn]) -> Iterator[tuple[float, str, float, str]]:
    """Yield x, how the text is anchored there, y and the text of every number over a column, above its mark."""
    for place, column in enumerate(columns):
        if column.label:
            yield *grid.text(place, column.label), grid.y(column.height) - (14 if _mark_of(column) else 5), column.label


def _mark_of(column: ChartColumn) -> str:
    return "floor" if column.is_floor else "bound" if column.is_bound else ""


def _marks(grid: _Grid, columns: Sequence[ChartColumn]) -> Iterator[tuple[float, float, str]]:
    """Yield the marks over the columns, and at their foot where no number was given."""
    for place, column in enumerate(columns):
        if (mark := _mark_of(column)) and column.height:
            yield grid.middle(place), grid.y(column.height) - 2, mark
        if column.is_unsaid:
            yield grid.middle(place), grid.y(column.height) - (12 if column.height else 7), "unsaid"


def _average(grid: _Grid, columns: Sequence[ChartColumn]) -> Iterator[tuple[float, float, float, float]]:
    """Yield the pieces of the average's line, which breaks where there is none."""
    for place in range(1, len(columns)):
        before, after = columns[place - 1].average, columns[place].average
        if before is not None and after is not None:
            yield grid.middle(place - 1), grid.y(before), grid.middle(place), grid.y(after)

"""The paper every chart is drawn on: its texts, boxes, legend, title and foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bot.chat.charts.shapes import SHAPES, Shape
from bot.chat.charts.sheets import Entry, Head
from bot.chat.charts.themes import THEMES

DPI = 200
# Pixels to points.
POINT = 72 / DPI
# Line height in font sizes; a title's is tighter.
LINE, TIGHT = 1.36, 1.2
# Marks of a legend that are letters.
SIGNS = {"average": "—", "hedged": "▾", "unsaid": "◇"}
# A number keeps the word that it counts on its line, a word of one letter the next one.
_NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=\w)|(?<= \w) (?=\w)")
HATCH = {"gap": "////", "alone": "\\\\\\\\"}


@dataclass
class Paper:
    """A figure of ``shape.width`` by ``height`` pixels; positions are in pixels from the upper left corner.

    Everything below ``end`` is cut off.
    """

    figure: Figure
    shape: Shape
    height: int
    colours: dict[str, str]
    end: int
    _widths: dict[tuple[str, float, str], float] = field(default_factory=dict)

    def text(self, x: float, y: float, text: str, size: float, colour: str = "ink", **more: Any) -> Text:
        """Write a line."""
        return self.figure.text(
            x / self.shape.width,
            1 - y / self.height,
            text,
            fontsize=size * POINT,
            color=self.colours[colour],
            **{"va": "top", "ha": "left", **more},
        )

    def width_of(self, text: str, size: float, weight: str = "regular") -> float:
        """Return the width of a line in pixels."""
        key = (text, size, weight)
        if key not in self._widths:
            tried = self.text(0, 0, text, size, weight=weight)
            self._widths[key] = float(tried.get_window_extent().width)
            tried.remove()
        return self._widths[key]

    def wrapped(self, text: str, size: float, room: float, weight: str = "regular") -> list[str]:
        """Return the lines of a text that are no wider than ``room``; a word that is wider has a line of its own."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in _NUMBER_AND_UNIT.sub("\N{NO-BREAK SPACE}", paragraph).split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.width_of(longer, size, weight) > room:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return lines

    def balanced(self, text: str, size: float, room: float) -> list[str]:
        """Return the lines of a title: as few as ``wrapped`` has, about as long as each other."""
        lines = self.wrapped(text, size, room, "bold")
        for share in (0.55, 0.65, 0.75, 0.85):
            narrower = self.wrapped(text, size, room * share, "bold")
            if len(narrower) == len(lines):
                return narrower
        return lines

    def write(self, x: float, y: float, lines: Sequence[str], size: float, colour: str = "ink", **more: Any) -> float:
        """Write lines below each other; return where they end."""
        height = TIGHT if more.get("weight") == "bold" else LINE
        for line in lines:
            self.text(x, y, line, size, colour, **more)
            y += size * height
        return y

    def box(self, x: float, y: float, width: float, height: float, mark: str) -> None:
        """Draw a filled box; a gap is hatched, a number not given is an empty frame."""
        frame = mark == "frame"
        hatched = mark in HATCH
        self.figure.patches.append(
            Rectangle(
                (x / self.shape.width, 1 - (y + height) / self.height),
                width / self.shape.width,
                height / self.height,
                transform=self.figure.transFigure,
                figure=self.figure,
                facecolor="none" if frame or mark == "alone" else self.colours[mark],
                edgecolor=self.colours["hatch" if mark == "gap" else mark],
                hatch=HATCH.get(mark),
                linewidth=1.2 if frame else 0.5 if hatched and mark != "gap" else 0,
            )
        )

    def boxes(self, places: Sequence[tuple[float, float, float, float]], mark: str) -> None:
        """Draw many boxes of one colour at once."""
        corners = [[(x, y), (x + width, y), (x + width, y + height), (x, y + height)] for x, y, width, height in places]
        scaled = [[(x / self.shape.width, 1 - y / self.height) for x, y in box] for box in corners]
        self.figure.add_artist(
            PolyCollection(
                scaled,
                transform=self.figure.transFigure,
                facecolors=self.colours[mark],
                edgecolors=self.colours["hatch"] if mark == "gap" else "none",
                hatch="/////" if mark == "gap" else None,
                linewidths=0,
            )
        )

    def legend(self, y: float, entries: Sequence[Entry], start: float | None = None) -> float:
        """Draw the legend in as many lines as it takes, the first from ``start``; return where it ends."""
        size, margin = self.shape.small, self.shape.margin
        swatch, step = round(size * 0.75), size * 1.45
        x: float = margin if start is None else start
        for mark, words in entries:
            width = self.width_of(words, size)
            if x + swatch + 10 + width > self.shape.width - margin and x > margin:
                x, y = margin, y + step
            self.text(x + swatch + 10, y, words, size, "muted")
            self._swatch(x, y + size * 0.2, swatch, mark)
            x += swatch + 10 + width + size
        return y + step if entries else y

    def _swatch(self, x: float, y: float, side: float, mark: str) -> None:
        if mark in SIGNS:
            self.text(x + side / 2, y - side * 0.25, SIGNS[mark], side * 1.3, mark, ha="center", weight="bold")
        else:
            self.box(x, y, side, side, mark)

    def head(self, head: Head) -> float:
        """Draw the title and subtitle; return where they end."""
        shape = self.shape
        y = shape.margin * 0.8
        y = self.write(
            shape.margin, y, self.balanced(head["title"], shape.title, shape.room), shape.title, weight="bold"
        )
        subtitle = head["subtitle"]
        if self.width_of(subtitle, shape.text) > shape.room:
            subtitle = subtitle.replace(" · ", "\n")
        lines = self.wrapped(subtitle, shape.text, shape.room)
        return self.write(shape.margin, y + shape.text * 0.2, lines, shape.text, "muted") + shape.text * 0.4

    def foot_lines(self, head: Head) -> list[str]:
        """The lines of the foot, as they fit the width."""
        return [line for text in head["foot"] for line in self.wrapped(text, self.shape.small, self.shape.room)]

    def foot_top(self, head: Head) -> float:
        """Where the foot of a paper of fixed height begins."""
        lines = len(self.foot_lines(head))
        return self.height - lines * self.shape.small * LINE - self.shape.margin * 0.6

    def foot(self, head: Head, y: float) -> None:
        """Draw whose claim it is in the last lines: at the end of a paper of fixed height, else from ``y`` on."""
        top = y if self.shape.height is None else self.foot_top(head)
        below = self.write(self.shape.margin, top, self.foot_lines(head), self.shape.small, "muted")
        if self.shape.height is None:
            self.end = round(below + self.shape.margin * 0.6)


# More than the longest portrait takes; the rest is cut off.
TALL = 3600


def paper(head: Head) -> Paper:
    """An empty sheet in a theme and a shape."""
    shape, colours = SHAPES[head["shape"]], THEMES[head["theme"]]
    height = shape.height or TALL
    figure = Figure(figsize=(shape.width / DPI, height / DPI), dpi=DPI, facecolor=colours["paper"])
    FigureCanvasAgg(figure)
    return Paper(figure, shape, height, colours, end=height)


def letters() -> None:
    """Load Manrope, with matplotlib's own font for the few signs it lacks."""
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(files("font_manrope").joinpath(f"files/Manrope-{weight}.ttf")))
    mpl.rcParams["font.family"] = ["Manrope", "DejaVu Sans"]
    mpl.rcParams["hatch.linewidth"] = 0.6
    # Letters as outlines: no program needs the font, and no other font can run into a neighbour.
    mpl.rcParams["svg.fonttype"] = "path"
    mpl.rcParams["svg.hashsalt"] = "overnight"

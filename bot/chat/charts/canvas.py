"""The paper every chart is drawn on: its size, themes, fonts, title, legend and foot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image, ImageColor

from bot.chat.charts.sheets import Head

# Telegram shows a photo at most 1280 pixels wide, a phone about 400 of its own: letters of 28 here are 10 there.
WIDTH = 1080
DPI = 200
MARGIN = 44
# Pixels to points.
POINT = 72 / DPI
TITLE, TEXT, SMALL = 44, 30, 28
# Line height in font sizes, and the room below the last line.
LINE, BELOW = 1.4, 24
# How many shades a colour has on its way to the paper's colour: enough for smooth letters and slanted lines.
SHADES = 8
ALMOST = 12
SWATCH = 22

# Colours that colour-blind readers can tell apart; the dark paper is Telegram's own.
THEMES: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#ffffff", "ink": "#1b2128", "muted": "#5a6672", "grid": "#e2e7ec", "gap": "#f0f2f4",
        "hatch": "#b3bcc6", "whole": "#c3ced9", "down": "#2a6fb5", "shot": "#0f7b6c", "lost": "#86b6df",
        "hit": "#d9480f", "average": "#d9480f", "hedged": "#1b2128", "unsaid": "#b0194f", "frame": "#b0194f",
        "cruise": "#7048b6", "ballistic": "#d6336c", "other": "#8a94a0",
        "named": "#e8590c", "quiet": "#e2e7ec", "over": "#ffffff",
    },
    "dark": {
        "paper": "#17212b", "ink": "#f2f5f8", "muted": "#a3b3c2", "grid": "#2a3846", "gap": "#1d2a36",
        "hatch": "#4b5d6f", "whole": "#52667a", "down": "#56a3f2", "shot": "#4fc3b0", "lost": "#a8d1f7",
        "hit": "#ffa94d", "average": "#ffa94d", "hedged": "#f2f5f8", "unsaid": "#ff8fb3", "frame": "#ff8fb3",
        "cruise": "#b79bff", "ballistic": "#ff6b9d", "other": "#94a1ae",
        "named": "#f08c3a", "quiet": "#2e3d4c", "over": "#17212b",
    },
}  # fmt: skip


@dataclass
class Paper:
    """A figure of ``WIDTH`` by ``height`` pixels; positions are in pixels from the upper left corner.

    Everything below ``end`` is cut off.
    """

    figure: Figure
    height: int
    colours: dict[str, str]
    end: int

    def text(self, x: float, y: float, text: str, size: float = TEXT, colour: str = "ink", **more: Any) -> Text:
        """Write a line."""
        return self.figure.text(
            x / WIDTH,
            1 - y / self.height,
            text,
            fontsize=size * POINT,
            color=self.colours[colour],
            **{"va": "top", "ha": "left", **more},
        )

    def width_of(self, text: str, size: float, **more: Any) -> float:
        """Return the width of a line in pixels."""
        tried = self.text(0, 0, text, size, **more)
        width = tried.get_window_extent().width
        tried.remove()
        return float(width)

    def box(self, x: float, y: float, width: float, height: float, mark: str) -> None:
        """Draw a filled box; a gap is hatched, a number not given is an empty frame."""
        frame = mark == "frame"
        self.figure.patches.append(
            Rectangle(
                (x / WIDTH, 1 - (y + height) / self.height),
                width / WIDTH,
                height / self.height,
                transform=self.figure.transFigure,
                figure=self.figure,
                facecolor="none" if frame else self.colours[mark],
                edgecolor=self.colours["hatch" if mark == "gap" else mark],
                hatch="////" if mark == "gap" else None,
                linewidth=1.2 if frame else 0,
            )
        )

    def boxes(self, places: Sequence[tuple[float, float, float, float]], mark: str) -> None:
        """Draw many boxes of one colour at once."""
        corners = [[(x, y), (x + width, y), (x + width, y + height), (x, y + height)] for x, y, width, height in places]
        scaled = [[(x / WIDTH, 1 - y / self.height) for x, y in box] for box in corners]
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

    def legend(self, y: float, entries: Sequence[tuple[str, str]]) -> float:
        """Draw the legend in as many lines as it takes; return where it ends."""
        x: float = MARGIN
        for mark, words in entries:
            width = self.width_of(words, SMALL)
            if x + SWATCH + 10 + width > WIDTH - MARGIN and x > MARGIN:
                x, y = MARGIN, y + SMALL * 1.5
            self.text(x + SWATCH + 10, y, words, SMALL, "muted")
            self._swatch(x, y + 4, mark)
            x += SWATCH + 10 + width + 28
        return y + SMALL * 1.5

    def _swatch(self, x: float, y: float, mark: str) -> None:
        signs = {"average": "—", "hedged": "▾", "unsaid": "◇"}
        if mark in signs:
            self.text(x + SWATCH / 2, y - 4, signs[mark], TEXT, mark, ha="center", weight="bold")
        else:
            self.box(x, y, SWATCH, SWATCH, mark)

    def head(self, head: Head) -> float:
        """Draw the title and subtitle; return where they end."""
        size = fitting(self, head["title"], TITLE)
        self.text(MARGIN, 36, head["title"], size, weight="bold")
        self.text(MARGIN, 36 + TITLE * 1.3, head["subtitle"], TEXT, "muted")
        return 36 + TITLE * 1.3 + TEXT * 1.6

    def foot(self, head: Head, y: float) -> None:
        """Draw whose claim it is in the last lines; the paper ends below them."""
        for text in head["foot"]:
            self.text(MARGIN, y, text, fitting(self, text, SMALL), "muted")
            y += SMALL * LINE
        self.end = round(y) + BELOW

    def png(self) -> bytes:
        """Return the chart as PNG in the palette of its theme: a third of the bytes, and faster."""
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        drawn = Image.fromarray(pixels[: self.end, :, :3])
        written = io.BytesIO()
        drawn.quantize(palette=palette(self.colours), dither=Image.Dither.NONE).save(written, format="PNG")
        return written.getvalue()


def palette(colours: dict[str, str]) -> Image.Image:
    """Return the colours of a theme, each in its shades, as a Pillow palette."""
    paper_colour = np.array(ImageColor.getrgb(colours["paper"]))
    shares = np.arange(SHADES + 1)[:, None] / SHADES
    shades = [paper_colour + shares * (np.array(ImageColor.getrgb(code)) - paper_colour) for code in colours.values()]
    every = np.unique(np.vstack(shades).round().astype(np.uint8), axis=0)
    # Pillow takes the first near enough: a shade close to the paper's colour would replace the paper.
    apart = np.abs(every - paper_colour).max(axis=1) >= ALMOST
    found = Image.new("P", (1, 1))
    found.putpalette(np.vstack([paper_colour.astype(np.uint8), every[apart]]).tobytes())
    return found


def fitting(paper: Paper, text: str, size: float) -> float:
    """Return the size at which a text fits the width, at most ``size``."""
    room = WIDTH - 2 * MARGIN
    return size * min(1, room / paper.width_of(text, size, weight="bold"))


def foot_height(head: Head) -> float:
    """How much of the paper's end the foot takes."""
    return len(head["foot"]) * SMALL * LINE + BELOW


def paper(head: Head, height: float) -> Paper:
    """An empty sheet in a theme."""
    colours = THEMES[head["theme"]]
    figure = Figure(figsize=(WIDTH / DPI, round(height) / DPI), dpi=DPI, facecolor=colours["paper"])
    FigureCanvasAgg(figure)
    return Paper(figure, round(height), colours, end=round(height))


def letters() -> None:
    """Load Manrope, with matplotlib's own font for the few signs it lacks."""
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(files("font_manrope").joinpath(f"files/Manrope-{weight}.ttf")))
    mpl.rcParams["font.family"] = ["Manrope", "DejaVu Sans"]
    mpl.rcParams["hatch.linewidth"] = 0.6

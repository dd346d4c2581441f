"""A trend on paper: one panel over another, on the same dates."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from bot.chat.charts.canvas import MARGIN, POINT, SMALL, WIDTH, Paper, foot_height, paper
from bot.chat.charts.sheets import Panel, Segment, TrendSheet

HEIGHT = 1480
LEFT, RIGHT = 110, 40
# Room for two lines of dates below the panels, and for the words over the line of a cut.
DATES, CUT = 112, 60
# The first panel's part of the room for bars, if there are two.
FIRST = 0.58
# How far below zero the marks for "number not given" are drawn, as a part of the axis.
LANE = 0.09
# How much of its column a bar fills; with many columns all of it, or a year looks faded.
BAR, MANY = 0.8, 100


def trend(sheet: TrendSheet) -> Paper:
    """The picture of a trend."""
    page = paper(sheet["head"], HEIGHT if len(sheet["panels"]) > 1 else HEIGHT * 0.7)
    y = page.head(sheet["head"])
    panels = sheet["panels"]
    end = page.height - foot_height(sheet["head"]) - DATES
    page.foot(sheet["head"], end + DATES)
    first, *others = panels
    y = page.legend(y, first["legend"]) + (CUT if sheet["cut"] else 16)
    split = y + (end - y) * FIRST if others else end
    axes = _axes(page, sheet, y, split)
    _panel(page, axes, sheet, first)
    _cut(page, axes, sheet, y)
    for panel in others:
        page.text(MARGIN, split + 34, panel["title"], SMALL + 4, weight="bold")
        below = page.legend(split + 34 + SMALL * 1.8, panel["legend"]) + 26
        axes = _axes(page, sheet, below, end)
        _panel(page, axes, sheet, panel)
    _dates(page, axes, sheet)
    return page


def _axes(page: Paper, sheet: TrendSheet, top: float, bottom: float) -> Axes:
    """An empty panel between two heights, its gaps hatched."""
    width, height = (WIDTH - LEFT - RIGHT) / WIDTH, (bottom - top) / page.height
    axes = page.figure.add_axes((LEFT / WIDTH, 1 - bottom / page.height, width, height))
    axes.set_facecolor("none")
    axes.set_xlim(-0.6, sheet["columns"] - 0.4)
    axes.set_xticks([])
    axes.tick_params(length=0, labelsize=SMALL * POINT, labelcolor=page.colours["muted"])
    for spine in axes.spines.values():
        spine.set_visible(False)
    for begin, end in sheet["gaps"]:
        axes.axvspan(
            begin - 0.5,
            end + 0.5,
            facecolor=page.colours["gap"],
            edgecolor=page.colours["hatch"],
            hatch="////",
            linewidth=0,
            zorder=0,
        )
    return axes


def _panel(page: Paper, axes: Axes, sheet: TrendSheet, panel: Panel) -> None:
    colours, top = page.colours, panel["top"]
    axes.set_ylim(-LANE * top if panel["unsaid"] else 0, top)
    axes.set_yticks([value for value, _ in panel["ticks"]], [text for _, text in panel["ticks"]])
    axes.hlines([value for value, _ in panel["ticks"]], -0.6, sheet["columns"] - 0.4, colors=colours["grid"], zorder=1)
    many = sheet["columns"] > MANY
    wide = 1.0 if many else BAR
    for name, segments in panel["stacks"].items():
        axes.add_collection(PolyCollection([_bar(one, wide) for one in segments], facecolors=colours[name], zorder=2))
    for line in panel["average"]:
        columns, means = [column for column, _ in line], [mean for _, mean in line]
        axes.plot(columns, means, color=colours["paper"], linewidth=3.2, zorder=3)
        axes.plot(columns, means, color=colours["average"], linewidth=1.8, zorder=4)
    size = 7 if many else 14
    columns = [column for column, _ in panel["hedged"]]
    above = [number + top * 0.02 for _, number in panel["hedged"]]
    axes.scatter(columns, above, s=size, marker="v", color=colours["hedged"], zorder=5)
    axes.scatter(
        panel["unsaid"],
        [-LANE * top / 2] * len(panel["unsaid"]),
        s=size * 1.6,
        marker="D",
        facecolors="none",
        edgecolors=colours["unsaid"],
        linewidths=0.6 if many else 1,
        zorder=5,
    )
    for column, number, text in panel["labels"]:
        _label(page, axes, sheet, (column, number + top * 0.035, text))


def _bar(segment: Segment, wide: float) -> list[tuple[float, float]]:
    column, begin, end = segment
    left, right = column - wide / 2, column + wide / 2
    return [(left, begin), (right, begin), (right, end), (left, end)]


def _label(page: Paper, axes: Axes, sheet: TrendSheet, label: tuple[int, float, str]) -> None:
    """Words over a bar, kept inside the picture."""
    column, height, text = label
    share = column / sheet["columns"]
    side = "left" if share < 0.12 else "right" if share > 0.85 else "center"
    axes.text(
        column,
        height,
        text,
        ha=side,
        va="bottom",
        fontsize=SMALL * POINT,
        color=page.colours["ink"],
        weight="bold",
        zorder=6,
        bbox={"facecolor": page.colours["paper"], "edgecolor": "none", "pad": 1, "alpha": 0.8},
    )


def _cut(page: Paper, axes: Axes, sheet: TrendSheet, top: float) -> None:
    """The line before which the figures were of another kind, and its words over the panel, inside the picture."""
    if sheet["cut"] is None:
        return
    column, text = sheet["cut"]
    axes.axvline(column - 0.5, 0, 1.04, clip_on=False, color=page.colours["ink"], linewidth=1.2, linestyle=(0, (4, 3)))
    middle = LEFT + (column + 0.1) / sheet["columns"] * (WIDTH - LEFT - RIGHT)
    half = page.width_of(text, SMALL) / 2
    x = min(max(middle, MARGIN + half), WIDTH - RIGHT - half)
    page.text(x, top - 16, text, SMALL, ha="center", va="bottom")


def _dates(page: Paper, axes: Axes, sheet: TrendSheet) -> None:
    axes.set_xticks([column for column, _ in sheet["dates"]], [text for _, text in sheet["dates"]])
    axes.tick_params(axis="x", pad=8, labelsize=SMALL * POINT, labelcolor=page.colours["muted"])

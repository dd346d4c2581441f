"""A trend on paper: one panel over another, on the same dates."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from bot.chat.charts.canvas import HATCH, LINE, POINT, Paper, paper
from bot.chat.charts.sheets import Label, Panel, Segment, TrendSheet

# How high the panels of a portrait are, in pixels; in a landscape they share what is left.
FIRST, SECOND, ALONE = 640, 300, 760
# The first panel's part of that.
SHARE = 0.64
# How far below zero the marks for "number not given" reach, in sizes of letters.
LANE = 0.9
# How much of its column a bar fills.
BAR = 0.8
# Labels nearer than this, in columns and as a part of the axis, would run into each other.
NEAR, LEVEL = 3, 0.07
# A line that is nearer than this over a bar, as a part of the axis, would run through the bar's label.
UNDER = 0.08


@dataclass(frozen=True)
class Plot:
    """A panel's place on the paper, in pixels, and its axes."""

    page: Paper
    axes: Axes
    left: float
    right: float
    height: float
    columns: int

    @property
    def fine(self) -> float:
        """How thick lines and marks are, beside those of a portrait of thirty nights."""
        return self.page.shape.small / 30 * (0.7 if self.columns > 60 else 1)

    @property
    def lane(self) -> float:
        """The lane below zero as a part of the axis."""
        return LANE * self.page.shape.small / self.height

    def x(self, column: float) -> float:
        """Where a column's middle is, in pixels."""
        return self.left + (column + 0.5) / self.columns * (self.right - self.left)

    def column(self, x: float) -> float:
        """Which column a place in pixels is."""
        return (x - self.left) / (self.right - self.left) * self.columns - 0.5


def trend(sheet: TrendSheet) -> Paper:
    """The picture of a trend."""
    page = paper(sheet["head"])
    panels, fixed = sheet["panels"], page.shape.height is not None
    dates = page.shape.small * (LINE * _date_lines(sheet) + 0.6)
    y = page.legend(page.head(sheet["head"]), panels[0]["legend"])
    end = page.foot_top(sheet["head"]) - dates if fixed else 0
    for number, panel in enumerate(panels):
        if number:
            y = _between(page, y, panel)
        y += _above(page, panel)
        bottom = _bottom(page, y, end, panels[number:]) if fixed else y + _height(number, len(panels))
        plot = _plot(page, sheet, y, bottom)
        _draw(plot, panel, y)
        y = bottom
    _dates(plot, sheet)
    page.foot(sheet["head"], y + dates)
    return page


def _date_lines(sheet: TrendSheet) -> int:
    return max((text.count("\n") + 1 for _, text in sheet["dates"]), default=1)


def _height(number: int, panels: int) -> float:
    return ALONE if panels == 1 else SECOND if number else FIRST


def _bottom(page: Paper, y: float, end: float, panels: list[Panel]) -> float:
    """Where a panel of a paper of fixed height ends: the last one at the foot, the first leaves room for the next."""
    if len(panels) == 1:
        return end
    between = page.shape.small * (0.9 + 1.45) + _above(page, panels[1])
    return y + (end - y - between) * SHARE


def _above(page: Paper, panel: Panel) -> float:
    """The room over a panel: for the words over its borders, if it has any."""
    return page.shape.small * (LINE + 1 if panel["borders"] else 1.25)


def _between(page: Paper, y: float, panel: Panel) -> float:
    """The title and legend of a panel that is not the first; return where they end."""
    size, margin = page.shape.small, page.shape.margin
    y += size * 0.9
    page.text(margin, y, panel["title"], size, weight="bold")
    if page.shape.height is not None:
        return page.legend(y, panel["legend"], start=margin + page.width_of(panel["title"], size, "bold") + size)
    return page.legend(y + size * LINE, panel["legend"])


def _plot(page: Paper, sheet: TrendSheet, top: float, bottom: float) -> Plot:
    """An empty panel between two heights, its gaps hatched; the numbers of its axis stand left of the first bar."""
    ticks = [text for panel in sheet["panels"] for _, text in panel["ticks"]]
    left = page.shape.margin + max(page.width_of(text, page.shape.small) for text in ticks) + page.shape.small * 0.5
    right = float(page.shape.width - page.shape.margin)
    width = page.shape.width
    axes = page.figure.add_axes(
        (left / width, 1 - bottom / page.height, (right - left) / width, (bottom - top) / page.height)
    )
    axes.set_facecolor("none")
    axes.set_xlim(-0.5, sheet["columns"] - 0.5)
    axes.set_xticks([])
    axes.set_yticks([])
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
    return Plot(page, axes, left, right, bottom - top, sheet["columns"])


def _draw(plot: Plot, panel: Panel, top: float) -> None:
    page, axes, limit = plot.page, plot.axes, panel["top"]
    axes.set_ylim(-plot.lane * limit if panel["unsaid"] else 0, limit)
    _grid(plot, panel)
    for name, segments in panel["stacks"].items():
        hollow = name == "alone"
        axes.add_collection(
            PolyCollection(
                [_bar(one) for one in segments],
                facecolors="none" if hollow else page.colours[name],
                edgecolors=page.colours[name] if hollow else "none",
                hatch=HATCH.get(name),
                linewidths=0.8 if hollow else 0,
                zorder=2,
            )
        )
    for line in panel["average"]:
        columns, means = [column for column, _ in line], [mean for _, mean in line]
        dot = "o" if len(line) == 1 else ""
        axes.plot(
            columns, means, color=page.colours["paper"], linewidth=3.2 * plot.fine, zorder=3, marker=dot, markersize=4
        )
        axes.plot(
            columns,
            means,
            color=page.colours["average"],
            linewidth=1.8 * plot.fine,
            zorder=4,
            marker=dot,
            markersize=2.5,
        )
    _marks(plot, panel)
    for label in panel["labels"]:
        _label(plot, panel, label)
    for column, text in panel["borders"]:
        _border(plot, top, column, text)


def _grid(plot: Plot, panel: Panel) -> None:
    """The lines of the round numbers across the paper, each number standing on its line."""
    page, axes = plot.page, plot.axes
    values, start = [value for value, _ in panel["ticks"]], plot.column(page.shape.margin)
    axes.hlines(values, start, plot.columns - 0.5, colors=page.colours["grid"], linewidths=0.8, zorder=1, clip_on=False)
    for value, text in panel["ticks"]:
        size, over = page.shape.small * POINT, value + panel["top"] * 0.008
        axes.text(start, over, text, fontsize=size, color=page.colours["muted"], va="bottom", ha="left")


def _marks(plot: Plot, panel: Panel) -> None:
    """Marks for numbers that are not exact, above their bars, and for those not given, below zero."""
    colours, limit, size = plot.page.colours, panel["top"], 14 * plot.fine**2
    columns = [column for column, _ in panel["hedged"]]
    above = [number + limit * 0.02 for _, number in panel["hedged"]]
    plot.axes.scatter(columns, above, s=size, marker="v", color=colours["hedged"], zorder=5)
    plot.axes.scatter(
        panel["unsaid"],
        [-plot.lane * limit / 2] * len(panel["unsaid"]),
        s=size * 1.6,
        marker="D",
        facecolors="none",
        edgecolors=colours["unsaid"],
        linewidths=plot.fine,
        zorder=5,
    )


def _bar(segment: Segment) -> list[tuple[float, float]]:
    column, begin, end = segment
    left, right = column - BAR / 2, column + BAR / 2
    return [(left, begin), (right, begin), (right, end), (left, end)]


def _label(plot: Plot, panel: Panel, label: Label) -> None:
    """A number over its bar, inside the paper, beside a label that is too near."""
    page, (column, height, text) = plot.page, label
    # The line of the average is not hidden by a label: the label stands on it.
    line = [mean for one in panel["average"] for at, mean in one if abs(at - column) <= 1]
    floor = max([height, *(mean for mean in line if height < mean < height + UNDER * panel["top"])])
    half = page.width_of(text, page.shape.small, "bold") / 2
    middle = min(max(plot.x(column), plot.left + half), page.shape.width - 10 - half)
    for other, level, _ in panel["labels"]:
        if other != column and abs(other - column) <= NEAR and abs(level - height) < LEVEL * panel["top"]:
            middle = plot.x(column) + (half if column > other else -half)
    plot.axes.text(
        plot.column(min(middle, page.shape.width - 4 - half)),
        floor + panel["top"] * (0.035 if any(column == one for one, _ in panel["hedged"]) else 0.012),
        text,
        ha="center",
        va="bottom",
        fontsize=page.shape.small * POINT,
        color=page.colours["ink"],
        weight="bold",
        zorder=6,
        bbox={"facecolor": page.colours["paper"], "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
    )


def _border(plot: Plot, top: float, column: float, text: str) -> None:
    """The line before which the figures were of another kind, and its words over the panel, inside the paper."""
    page = plot.page
    plot.axes.axvline(
        column - 0.5, 0, 1.03, clip_on=False, color=page.colours["ink"], linewidth=1, linestyle=(0, (4, 3)), zorder=5
    )
    half = page.width_of(text, page.shape.small) / 2
    x = min(max(plot.x(column - 0.5), page.shape.margin + half), page.shape.width - page.shape.margin - half)
    page.text(x, top - page.shape.small * 0.6, text, page.shape.small, ha="center", va="bottom")


def _dates(plot: Plot, sheet: TrendSheet) -> None:
    page = plot.page
    plot.axes.set_xticks([column for column, _ in sheet["dates"]], [text for _, text in sheet["dates"]])
    plot.axes.tick_params(
        axis="x", length=0, pad=4, labelsize=page.shape.small * POINT, labelcolor=page.colours["muted"]
    )

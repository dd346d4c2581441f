"""A night on paper: a part for each side, below each other or, on a wide paper, beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.charts.canvas import LINE, Paper, paper
from bot.chat.charts.sheets import NightSheet, Row, Scale, Side, Strip

# A frame for those without a number, behind the bar; in sizes of letters.
FRAME = 2.1
# How high the bars of a strip are, in pixels.
STRIP = 150


@dataclass(frozen=True)
class SideColumn:
    """A part of the paper, in pixels."""

    page: Paper
    x: float
    room: float
    end: float

    @property
    def small(self) -> int:
        return self.page.shape.small

    @property
    def wide(self) -> bool:
        return self.page.shape.height is not None


def night(sheet: NightSheet) -> Paper:
    """Draw a night: as high as its content, or on a wide paper in two columns."""
    page = paper(sheet["head"])
    y = page.legend(page.head(sheet["head"]), sheet["legend"]) + page.shape.small * 0.5
    between = page.shape.margin if page.shape.height is not None and len(sheet["sides"]) > 1 else 0
    room = (page.shape.room - between) / (len(sheet["sides"]) if between else 1)
    end = page.foot_top(sheet["head"]) if page.shape.height is not None else float("inf")
    ends = [y]
    for number, side in enumerate(sheet["sides"]):
        x = page.shape.margin + (number * (room + between) if between else 0)
        ends.append(_side(SideColumn(page, x, room, end), y if between else ends[-1], side))
    page.foot(sheet["head"], max(ends))
    return page


def _side(at: SideColumn, y: float, side: Side) -> float:
    page, small = at.page, at.small
    page.box(at.x, y, at.room, 3, "ink")
    y = page.write(at.x, y + small * 0.45, [side["title"]], page.shape.text, weight="bold") + small * 0.1
    if side["about"]:
        y = page.write(at.x, y, page.wrapped(side["about"], small, at.room), small, "muted")
    y += small * 0.35
    for number, scale in enumerate(side["scales"]):
        if number:
            # A thin line separates the scales of a side: their bars cannot be compared.
            page.box(at.x, y, at.room, 1.5, "grid")
            y += small * 0.45
        for row in scale["rows"]:
            y = _row(at, y, row, _unit(at, scale))
    if side["strip"]:
        y = _strip(at, y, side["strip"])
    lines = [line for note in side["notes"] for line in page.wrapped(note, small, at.room)]
    return page.write(at.x, y, _that_fit(at, y, lines), small, "muted") + small * 0.9


def _that_fit(at: SideColumn, y: float, lines: list[str]) -> list[str]:
    """The lines that fit above the foot of a paper of fixed height; what is cut ends with an ellipsis."""
    most = int(min((at.end - y) / (at.small * LINE), len(lines)))
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"] if most > 0 else []


def _unit(at: SideColumn, scale: Scale) -> float:
    """Return the pixels per weapon; a frame for those without a number fits after the longest bar."""
    room = at.room - (FRAME * at.small if any(row["unsaid"] for row in scale["rows"]) else 0)
    return room / scale["top"] if scale["top"] else 0


def _row(at: SideColumn, y: float, row: Row, unit: float) -> float:
    """A group's name, its bar and its figures; on a wide paper the first figures stand beside the name."""
    page, small = at.page, at.small
    first, *others = row["text"].split("\n")
    page.text(at.x, y, row["name"], small, weight="bold")
    after = at.x + page.width_of(row["name"], small, "bold") + small * 0.6
    beside = at.wide and after + page.width_of(first, small) <= at.x + at.room
    if beside:
        page.text(after, y, first, small)
    y = _bar(at, y + small * LINE, row, unit)
    for text in others if beside else (first, *others):
        y = page.write(at.x, y, page.wrapped(text, small, at.room), small)
    return y + small * (0.25 if at.wide else 0.6)


def _bar(at: SideColumn, y: float, row: Row, unit: float) -> float:
    """The bar of a row, if it has one; return where it ends."""
    page, small = at.page, at.small
    if not row["whole"] and not row["parts"] and not row["unsaid"]:
        return y
    height = small * (0.7 if at.wide else 0.95)
    x = at.x
    if row["whole"]:
        page.box(x, y, row["whole"] * unit, height, "rest" if row["parts"] else "whole")
    for colour, number in row["parts"]:
        page.box(x, y, number * unit, height, colour)
        x += number * unit
    if row["unsaid"]:
        page.box(max(x, at.x + row["whole"] * unit) + 2, y + 2, FRAME * small - 4, height - 4, "frame")
    return y + height + small * 0.3


def _strip(at: SideColumn, y: float, strip: Strip) -> float:
    """A claim's small bars, a night each, this night the last; its number over it, the dates of the ends below."""
    page, small = at.page, at.small
    step, height = at.room / strip["columns"], STRIP if not at.wide else 120
    floor = y + small * LINE + height
    page.boxes(
        [(at.x + one * step, floor - height, (last - one + 1) * step, height) for one, last in strip["gaps"]], "gap"
    )
    for column, number in strip["bars"]:
        tall = number / strip["top"] * height if strip["top"] else 0
        mark = "shot" if column == strip["columns"] - 1 else "before"
        page.box(at.x + (column + 0.1) * step, floor - tall, step * 0.8, max(tall, 2), mark)
        if mark == "shot":
            over = floor - tall - small * 0.1
            ground = {"facecolor": page.colours["paper"], "edgecolor": "none", "pad": 0.4, "alpha": 0.8}
            page.text(at.x + at.room, over, strip["label"], small, ha="right", va="bottom", weight="bold", bbox=ground)
    page.box(at.x, floor, at.room, 1.5, "grid")
    first, last = strip["dates"]
    page.text(at.x, floor + small * 0.25, first, small, "muted")
    page.text(at.x + at.room, floor + small * 0.25, last, small, "muted", ha="right")
    y = floor + small * (LINE + 0.3)
    return page.write(at.x, y, page.wrapped(strip["text"], small, at.room), small) + small * 0.4

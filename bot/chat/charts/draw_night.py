"""A night on paper: a panel for each side, a bar for each group of weapons."""

from __future__ import annotations

from textwrap import wrap

from bot.chat.charts.canvas import MARGIN, SMALL, TEXT, WIDTH, Paper, fitting, foot_height, paper
from bot.chat.charts.sheets import NightSheet, Row, Scale, Side

BAR, FRAME = 30, 64
LINE = TEXT * 1.35
BETWEEN_ROWS, BETWEEN_SIDES = 22, 40
# Ukrainian names of regions are wide: this many letters fill a line.
LETTERS = 72
# More than the title and the legend take; the rest is cut off.
HEAD = 400
# A thin line separates the scales of a side: their bars cannot be compared.
BETWEEN_SCALES = 26


def night(sheet: NightSheet) -> Paper:
    """Draw a night, as high as its content."""
    sides = [_wrapped(side) for side in sheet["sides"]]
    height = HEAD + sum(_side_height(side) for side in sides) + foot_height(sheet["head"])
    page = paper(sheet["head"], height)
    y = page.legend(page.head(sheet["head"]), sheet["legend"]) + 18
    for side in sides:
        y = _side(page, y, side)
    page.foot(sheet["head"], y)
    return page


def _wrapped(side: Side) -> Side:
    scales = [Scale(top=scale["top"], rows=[_wrapped_row(row) for row in scale["rows"]]) for scale in side["scales"]]
    notes = [line for note in side["notes"] for line in wrap(note, LETTERS, break_on_hyphens=False)]
    return Side(title=side["title"], about=side["about"], scales=scales, notes=notes)


def _wrapped_row(row: Row) -> Row:
    lines = [line for text in row["text"].split("\n") for line in wrap(text, LETTERS, break_on_hyphens=False)]
    return Row(name=row["name"], text="\n".join(lines), whole=row["whole"], parts=row["parts"], unsaid=row["unsaid"])


def _side_height(side: Side) -> float:
    lines = 2 * LINE + len(side["notes"]) * SMALL * 1.35
    return lines + sum(_scale_height(scale) for scale in side["scales"]) + BETWEEN_SIDES


def _scale_height(scale: Scale) -> float:
    return sum(_row_height(row) for row in scale["rows"]) + BETWEEN_SCALES


def _row_height(row: Row) -> float:
    return LINE * (1 + row["text"].count("\n") + 1) + _bar_height(row) + BETWEEN_ROWS


def _bar_height(row: Row) -> float:
    return BAR + 8 if row["whole"] or row["parts"] or row["unsaid"] else 0


def _side(page: Paper, y: float, side: Side) -> float:
    page.box(MARGIN, y, WIDTH - 2 * MARGIN, 3, "ink")
    page.text(MARGIN, y + 14, side["title"], TEXT, weight="bold")
    if side["about"]:
        page.text(MARGIN, y + 14 + LINE, side["about"], SMALL, "muted")
    y += 14 + 2 * LINE
    for number, scale in enumerate(side["scales"]):
        if number:
            page.box(MARGIN, y, WIDTH - 2 * MARGIN, 1.5, "grid")
            y += BETWEEN_SCALES / 2
        unit = _unit(scale)
        for row in scale["rows"]:
            y = _row(page, y, row, unit)
    for note in side["notes"]:
        page.text(MARGIN, y, note, SMALL, "muted")
        y += SMALL * 1.35
    return y + BETWEEN_SIDES - 14


def _unit(scale: Scale) -> float:
    """Return the pixels per weapon; a frame for those without a number fits after the longest bar."""
    room = WIDTH - 2 * MARGIN - (FRAME if any(row["unsaid"] for row in scale["rows"]) else 0)
    return room / scale["top"] if scale["top"] else 0


def _row(page: Paper, y: float, row: Row, unit: float) -> float:
    page.text(MARGIN, y, row["name"], fitting(page, row["name"], TEXT), weight="bold")
    y += LINE
    if row["whole"]:
        page.box(MARGIN, y, row["whole"] * unit, BAR, "whole")
    x: float = MARGIN
    for colour, number in row["parts"]:
        page.box(x, y, number * unit, BAR, colour)
        x += number * unit
    if row["unsaid"]:
        page.box(max(x, MARGIN + row["whole"] * unit) + 2, y + 2, FRAME - 4, BAR - 4, "frame")
    y += _bar_height(row)
    for line in row["text"].split("\n"):
        page.text(MARGIN, y, line, SMALL, "ink")
        y += LINE
    return y + BETWEEN_ROWS

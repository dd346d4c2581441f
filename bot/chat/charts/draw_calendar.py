"""A region's year on paper: twelve months, three in a row; six on a wide paper."""

from __future__ import annotations

from bot.chat.charts.canvas import LINE, Paper, paper
from bot.chat.charts.sheets import CalendarSheet, Month

WEEKS = 6
GAP = 4


def calendar(sheet: CalendarSheet) -> Paper:
    """The picture of a region's year."""
    page = paper(sheet["head"])
    across, between = (3, 36) if page.shape.height is None else (6, 26)
    step = (page.shape.room + between) / across
    cell = (step - between) / 7
    name = page.shape.small * 2.6
    rows = -(-len(sheet["months"]) // across)
    y = page.legend(page.head(sheet["head"]), sheet["legend"]) + page.shape.small * 0.4
    if page.shape.height is not None:
        cell = min(cell, ((page.foot_top(sheet["head"]) - y) / rows - name) / WEEKS)
    height = name + WEEKS * cell + page.shape.small * (0.8 if page.shape.height is None else 0)
    for number, month in enumerate(sheet["months"]):
        x = page.shape.margin + number % across * step
        _month(page, (x, y + number // across * height), (step - between, cell, name), month, sheet["weekdays"])
    page.foot(sheet["head"], y + rows * height)
    return page


def _month(
    page: Paper,
    corner: tuple[float, float],
    sizes: tuple[float, float, float],
    month: Month,
    weekdays: list[str],
) -> None:
    (x, y), (width, cell, name), small = corner, sizes, page.shape.small
    page.text(x, y, month["name"], small, weight="bold")
    page.text(x + min(width, 7 * cell) - GAP, y, month["count"], small, "muted", ha="right")
    for number, letter in enumerate(weekdays):
        page.text(x + (number + 0.5) * cell, y + small * LINE, letter, small * 0.75, "muted", ha="center")
    for state in ("named", "quiet", "gap"):
        cells = [one for one in month["cells"] if one["state"] == state]
        places = [(x + one["weekday"] * cell, y + name + one["week"] * cell, cell - GAP, cell - GAP) for one in cells]
        page.boxes(places, state)
    for one in month["cells"]:
        if one["text"]:
            left, top = x + (one["weekday"] + 0.5) * cell - GAP / 2, y + name + (one["week"] + 0.5) * cell - GAP / 2
            size = min(small, cell * 0.72) * (0.85 if len(one["text"]) < 3 else 0.68)
            page.text(left, top, one["text"], size, "over", ha="center", va="center_baseline", weight="bold")

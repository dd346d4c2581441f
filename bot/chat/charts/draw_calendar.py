"""A region's year on paper: twelve months, three in a row."""

from __future__ import annotations

from bot.chat.charts.canvas import MARGIN, SMALL, WIDTH, Paper, foot_height, paper
from bot.chat.charts.sheets import CalendarSheet, Month

ACROSS = 3
BETWEEN = 36
NAME = 78
WEEKS = 6
GAP = 4
BELOW_MONTH = 26
# More than the title and the legend take; the rest is cut off.
HEAD = 400


def calendar(sheet: CalendarSheet) -> Paper:
    """The picture of a region's year."""
    step = (WIDTH - 2 * MARGIN + BETWEEN) / ACROSS
    cell = (step - BETWEEN) / 7
    rows = -(-len(sheet["months"]) // ACROSS)
    month_height = NAME + WEEKS * cell + BELOW_MONTH
    page = paper(sheet["head"], HEAD + rows * month_height + foot_height(sheet["head"]))
    y = page.legend(page.head(sheet["head"]), sheet["legend"]) + 14
    for number, month in enumerate(sheet["months"]):
        x = MARGIN + number % ACROSS * step
        _month(page, (x, y + number // ACROSS * month_height), cell, month, sheet["weekdays"])
    page.foot(sheet["head"], y + rows * month_height)
    return page


def _month(page: Paper, corner: tuple[float, float], cell: float, month: Month, weekdays: list[str]) -> None:
    x, y = corner
    page.text(x, y, month["name"], SMALL, weight="bold")
    for number, letter in enumerate(weekdays):
        page.text(x + (number + 0.5) * cell, y + 40, letter, SMALL * 0.75, "muted", ha="center")
    for state in ("named", "quiet", "gap"):
        cells = [one for one in month["cells"] if one["state"] == state]
        places = [(x + one["weekday"] * cell, y + NAME + one["week"] * cell, cell - GAP, cell - GAP) for one in cells]
        page.boxes(places, state)
    for one in month["cells"]:
        if one["text"]:
            left, top = x + (one["weekday"] + 0.5) * cell - GAP / 2, y + NAME + (one["week"] + 0.5) * cell - GAP / 2
            size = SMALL * (0.85 if len(one["text"]) < 3 else 0.68)
            page.text(left, top, one["text"], size, "over", ha="center", va="center_baseline", weight="bold")

"""What the layouts share: a file's rows and their cells. Unknown is never a number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from parsers.channels import CHANNELS
from parsers.records import Precision, Scope, Tally, Window
from parsers.records.outside import Edge, FigureRange
from parsers.time.night import nights_of
from parsers.time.plausible import is_possible

# A line of the file, counted from 1 with its header, and its cells.
Row = tuple[int, dict[str, str]]

WHOLE = re.compile(r"(\d{1,6})(?:\.0+)?")
# pandas writes an empty cell so.
NOTHING = frozenset({"", "nan"})
LINK = re.compile(r"(?:https?://)?t\.me/(?:s/)?(\w{4,32})/(\d{1,10})(?:\?\S*)?")
BAD_DATE = "the date {given!r} cannot be read"


class TableError(ValueError):
    """A file that is no table; the message goes after the file's name. ``skipped`` are the rows it could not use."""

    def __init__(self, message: str, skipped: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.skipped = skipped


class BadCellError(ValueError):
    """A cell that is not what its column should hold; the message says which."""


def decoded(given: bytes) -> str:
    """Return the text of a file, without a byte order mark. Raises ``TableError``."""
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"is not UTF-8 (byte {error.start + 1})") from error
    if not text.strip():
        raise TableError("is empty")
    return text


def is_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def rows_of(text: str) -> tuple[list[str], list[Row]]:
    """Return the header of a CSV and its rows; missing cells are empty. Raises ``TableError``."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(lines)]
        return header, list(_rows(lines, header))
    except csv.Error as error:
        raise TableError(f"cannot be read as CSV: line {lines.line_num}, {error}") from error


def _rows(lines: Iterator[list[str]], header: list[str]) -> Iterator[Row]:
    number = 1
    for cells in lines:
        number += 1
        padded = [*cells, *[""] * (len(header) - len(cells))]
        if any(cells):
            yield number, dict(zip(header, (cell.strip() for cell in padded), strict=False))


def whole(cell: str) -> int | None:
    """Return a whole number, which a table may write as ``34.0``; None where the cell is empty. Raises BadCellError."""
    if cell.lower() in NOTHING:
        return None
    found = WHOLE.fullmatch(cell)
    if found is None:
        raise BadCellError(f"{cell!r} is not a whole number")
    return int(found[1])


def between(low: int | None, high: int | None) -> FigureRange | None:
    """Return a range where both its ends are told."""
    if low is None or high is None:
        return None
    if low > high:
        raise BadCellError(f"{low} is more than {high}")
    return FigureRange(low, high)


def moment(cell: str, zone: ZoneInfo | None = None) -> datetime:
    """Return the moment of a cell in UTC; its own zone comes first, then ``zone``. Raises BadCellError."""
    try:
        found = datetime.fromisoformat(cell)
    except ValueError as error:
        raise BadCellError(BAD_DATE.format(given=cell)) from error
    found = found if found.tzinfo else found.replace(tzinfo=zone or UTC)
    if not is_possible(found):
        raise BadCellError(BAD_DATE.format(given=cell))
    return found.astimezone(UTC)


def day(cell: str) -> date:
    """Return the date of a cell. Raises BadCellError."""
    try:
        found = date.fromisoformat(cell)
    except ValueError as error:
        raise BadCellError(BAD_DATE.format(given=cell)) from error
    moment(cell)  # of a year in which there were posts
    return found


def night_of(channel: str, start: Edge | None, end: Edge | None) -> date | None:
    """Return the night that a period is, by the rule for our own reports."""
    row = CHANNELS[channel]
    precision = Precision.MINUTE if isinstance(end, datetime) else Precision.DAY
    window = Window(start, end, precision, (0, 0))
    return nights_of(channel, Tally("", Scope.NATIONAL, row.claimant, row.attacker, window, ())).night


def post_of(link: str) -> tuple[str, int] | None:
    """Return the channel and number of a post that a link names, if the channel is one of ours."""
    found = LINK.fullmatch(link)
    return (found[1].lower(), int(found[2])) if found and found[1].lower() in CHANNELS else None


def line(number: int, error: BadCellError) -> str:
    return f"line {number}: {error}"

"""EODI's reports as one row each: a transcription of its JSON, times in UTC."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import CHANNELS
from parsers.outside_tables.cells import BadCellError, Row, between, line, moment, night_of, whole
from parsers.records.outside import FigureRange, OutsideField, OutsideReport, OutsideTable
from parsers.vocabulary.outside_tables import EODI

COLUMNS = ("post", "start", "end", "launched_min", "launched_max", "downed_min", "downed_max", "hit", "debris")
# Field -> the columns of its least and its largest number.
PLACES: dict[OutsideField, tuple[str, str]] = {
    OutsideField.ALL_DRONES_LAUNCHED: ("launched_min", "launched_max"),
    OutsideField.ALL_DRONES_DOWN: ("downed_min", "downed_max"),
    OutsideField.HIT_SITES: ("hit", "hit"),
    OutsideField.DEBRIS_SITES: ("debris", "debris"),
}


def read(_name: str, rows: Sequence[Row]) -> OutsideTable:
    reports, skipped = [], []
    for number, cells in rows:
        try:
            reports.append(_report(cells))
        except BadCellError as error:
            skipped.append(line(number, error))
    return OutsideTable(EODI, tuple(reports), tuple(skipped))


def _report(cells: dict[str, str]) -> OutsideReport:
    channel, _, number = cells["post"].partition("/")
    message_id = whole(number) if channel in CHANNELS else None
    if message_id is None:
        raise BadCellError(f"{cells['post']!r} is not a post such as kpszsu/79455")
    start, end = (moment(cells[name]) if cells[name] else None for name in ("start", "end"))
    told = {field: figure for field, places in PLACES.items() if (figure := _figure(cells, places))}
    return OutsideReport(channel, message_id, start, end, night_of(channel, start, end), told)


def _figure(cells: dict[str, str], places: tuple[str, str]) -> FigureRange | None:
    return between(*(whole(cells[place]) for place in places))

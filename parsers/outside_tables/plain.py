"""A plain table: one figure of a night a row, ``night, claimant, field, number, source``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from parsers.channels import CHANNELS, find
from parsers.outside_tables.cells import BadCellError, Row, between, day, line, post_of, whole
from parsers.records.outside import Credit, FigureRange, OutsideField, OutsideReport, OutsideTable

COLUMNS = ("night", "claimant", "field", "number", "source")
CLAIMANTS = {row.claimant.value: name for name, row in CHANNELS.items()}
# What a number may be where the table does not know it: it is left out, as an empty cell is.
UNKNOWN = frozenset({"", "hidden", "unknown", "not stated", "-", "–"})

Place = tuple[str, date, int | None]


def read(name: str, rows: Sequence[Row]) -> OutsideTable:
    """Return the figures by report: by post where ``source`` is a post's link, else by night."""
    found: defaultdict[Place, dict[OutsideField, FigureRange]] = defaultdict(dict)
    skipped = []
    for number, cells in rows:
        try:
            place, field, figure = _figure(cells)
            known = found[place].get(field, figure) if figure else None
            if known != figure:
                raise BadCellError(f"{field.value} is {figure}, and {known} in an earlier line")
            found[place] |= {field: figure} if figure else {}
        except BadCellError as error:
            skipped.append(line(number, error))
    reports = (
        OutsideReport(channel, post, night=night, figures=told) for (channel, night, post), told in found.items()
    )
    credit = Credit(name, name, "", "", "")
    return OutsideTable(credit, tuple(one for one in reports if one.figures), tuple(skipped))


def _figure(cells: dict[str, str]) -> tuple[Place, OutsideField, FigureRange | None]:
    """Return whose figure it is, which, and the number; None where the table does not tell it. Raises BadCellError."""
    night, claimant = day(cells["night"]), cells["claimant"]
    row = find(claimant)
    channel = CLAIMANTS.get(claimant) or (row.name if row else None)
    if channel is None:
        raise BadCellError(f"{claimant!r} is no claimant; give one of {', '.join(CLAIMANTS)}")
    numbers = [one.value for one in OutsideField if one is not OutsideField.WINDOW]
    if cells["field"] not in numbers:
        raise BadCellError(f"{cells['field']!r} is no field; give one of {', '.join(numbers)}")
    number = None if cells["number"].lower() in UNKNOWN else whole(cells["number"])
    post = post_of(cells["source"])
    named = post[1] if post and post[0] == channel else None
    return (channel, night, named), OutsideField(cells["field"]), between(number, number)

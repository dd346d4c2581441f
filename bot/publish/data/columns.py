"""Tables as rows of columns, and their text as CSV (RFC 4180, with line feeds alone).

The first column of every table is the date its rows belong to, so that the rows of a night can be replaced without
reading the others; no cell holds a line break.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.export.columns import plain
from bot.publish.data.markers import Marker
from bot.publish.site import Site
from parsers.json_reading import moment
from parsers.records import Doubt, Window
from storage.views.record import NightRecord, RecordSide

Cell = str | int | bool | None
Row = list[str | int | None]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[Item]):
    """A column: its type in Table Schema, its meaning, and its cell for an item.

    ``missing`` is what stands in place of a value, ``values`` all values it may have; each with what it means.
    """

    name: str
    type: str
    meaning: str
    cell: Callable[[Item], Cell]
    unit: str | None = None
    missing: tuple[Marker, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of the record. ``items`` are what its rows are made of: those of a night depend on its record alone."""

    path: str
    title: str
    description: str
    columns: tuple[TableColumn[Any], ...]
    primary_key: tuple[str, ...]
    items: Callable[[NightRecord, Site], Iterable[Any]]

    @property
    def name(self) -> str:
        """Return ``nights`` for ``v1/nights.csv``."""
        return self.path.rpartition("/")[2].removesuffix(".csv")

    @property
    def header(self) -> Row:
        return [column.name for column in self.columns]

    def rows(self, record: NightRecord, site: Site) -> list[Row]:
        """Return the rows of one night, in the order of the table; the first cell of each is its date."""
        cells = [column.cell for column in self.columns]
        values = ([cell(item) for cell in cells] for item in self.items(record, site))
        return [[one if one is None or type(one) is int else plain(one) for one in row] for row in values]


@dataclass(frozen=True, slots=True)
class SideItem:
    """One row's night and side."""

    record: NightRecord
    side: RecordSide
    site: Site


def csv_text(rows: Iterable[Sequence[str | int | None]]) -> str:
    """Return rows as CSV, each ended by a line feed."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def time_cell(value: datetime | None) -> Cell:
    return moment(value)


def edge_cell(window: Window | None, edge: str) -> Cell:
    """Return an edge of a window, ``start`` or ``end``: UTC, or a bare date where the post gives no hour."""
    return moment(getattr(window, edge)) if window else None


def doubts_cell(doubts: Iterable[Doubt]) -> str:
    return " ".join(dict.fromkeys(doubt.code for doubt in doubts))

"""The tables of the record, each a file."""

from __future__ import annotations

from bot.publish.data.columns import Cell, PublishedTable, Row, TableColumn, csv_text
from bot.publish.data.lines import LINES
from bot.publish.data.nights import NIGHTS
from bot.publish.data.regions import REGIONS
from bot.publish.data.vintages import VINTAGES
from bot.publish.data.windows import WINDOWS

TABLES: tuple[PublishedTable, ...] = (NIGHTS, WINDOWS, REGIONS, LINES, VINTAGES)

__all__ = ["TABLES", "Cell", "PublishedTable", "Row", "TableColumn", "csv_text"]

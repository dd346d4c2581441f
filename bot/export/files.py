"""The two forms of a file: a table of lines in a zip, and readings as JSON. Both are written tally by tally."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.export.about import About
from bot.export.columns import COLUMNS, REFERENCE, rows_of
from bot.export.readings import report_json
from bot.export.regimes import regimes_between
from parsers.json_reading import moment
from storage.views.readings import TallyView

TABLE = "lines.csv"
PACKAGE = "datapackage.json"


class CsvFile:
    """``lines.csv`` with its ``datapackage.json`` in a zip."""

    def __init__(self, out: BinaryIO, about: About) -> None:
        self._about = about
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._table = self._zip.open(self._entry(TABLE), "w")
        self._write([[column.name for column in COLUMNS]])

    def add(self, tallies: Sequence[TallyView]) -> None:
        """Write a row for each line of the tallies."""
        self._write([row for view in tallies for row in rows_of(view, self._about)])

    def close(self) -> None:
        """Write the meaning of the columns last."""
        self._table.close()
        package = json.dumps(datapackage(self._about), ensure_ascii=False, indent=2)
        self._zip.writestr(self._entry(PACKAGE), package)
        self._zip.close()

    def _write(self, rows: Sequence[Sequence[str | int | None]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._table.write(text.getvalue().encode())

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._about.made_at.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        return entry


class JsonFile:
    """One JSON object; its ``readings`` are those of the public contract, one per line, each with its ``post``."""

    def __init__(self, out: BinaryIO, about: About) -> None:
        self._out, self._about, self._between = out, about, "\n"
        head = {
            "description": about.description,
            "created": moment(about.made_at),
            "first": about.first.isoformat(),
            "last": about.last.isoformat(),
            "regimes": regimes_between(about.channels, about.first, about.last),
        }
        self._out.write((json.dumps(head, ensure_ascii=False)[:-1] + ', "readings": [').encode())

    def add(self, tallies: Sequence[TallyView]) -> None:
        """Write a reading for each tally."""
        for view in tallies:
            self._out.write((self._between + json.dumps(self._reading(view), ensure_ascii=False)).encode())
            self._between = ",\n"

    def close(self) -> None:
        self._out.write(b"\n]}\n")

    def _reading(self, view: TallyView) -> dict[str, Any]:
        reading = report_json(view)
        reading["post"]["url"] = self._about.address(view.source)
        return reading | {"night": view.night and view.night.isoformat()}


def datapackage(about: About) -> dict[str, Any]:
    """Return the description of the table by the Data Package standard (specs.frictionlessdata.io)."""
    return {
        "profile": "tabular-data-package",
        "name": about.name,
        "title": f"What both sides say of the air war, {about.first} to {about.last}",
        "description": about.description,
        "created": moment(about.made_at),
        "sources": [{"title": name, "path": f"https://t.me/{name}"} for name in about.channels],
        "resources": [
            {
                "name": "lines",
                "path": TABLE,
                "profile": "tabular-data-resource",
                "description": "One row a line of a tally: how many of which weapons met which outcome.",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": column.name, "type": column.type, "description": column.meaning} for column in COLUMNS
                    ],
                    "missingValues": [""],
                    "primaryKey": ["channel", "message_id", "revision", "line"],
                },
            }
        ],
        "regimes": regimes_between(about.channels, about.first, about.last),
        "reference": {
            "title": "Petro Ivaniuk, missile_attacks_daily.csv: which outcomes stand in which of its columns",
            "columns": REFERENCE,
        },
    }

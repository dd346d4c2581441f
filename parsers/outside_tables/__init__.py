"""Others' tables of the same reports: the bytes of a file in, figures out. One file per layout, found by its header.

Nothing is fetched: the files are brought by whoever runs the bot. ``parsers.vocabulary.outside_tables`` says where the
public ones are to be had.
"""

from __future__ import annotations

from collections.abc import Callable

from parsers.outside_tables import eodi_csv, eodi_json, ivaniuk, plain
from parsers.outside_tables.cells import TableError, decoded, is_json, rows_of
from parsers.outside_tables.verdicts import read_verdicts
from parsers.records.outside import OutsideTable

__all__ = ["TableError", "read_table", "read_verdicts"]

# The first whose columns a file has.
LAYOUTS = (ivaniuk, eodi_csv, plain)


def read_table(name: str, given: bytes) -> OutsideTable:
    """Return what a table has to compare; ``name`` is its file's name without the ending.

    Raises ``TableError`` with one sentence where the file is no table that is known, or has nothing to compare.
    """
    text = decoded(given)
    table = eodi_json.read(text) if is_json(text) else _of_rows(name, text)
    if not table.reports:
        raise TableError("has no report of a channel that is followed", table.skipped)
    return table


def _of_rows(name: str, text: str) -> OutsideTable:
    header, rows = rows_of(text)
    layout = next((one for one in LAYOUTS if {*one.COLUMNS} <= {*header}), None)
    if layout is None:
        wanted = "; or ".join(", ".join(one.COLUMNS) for one in LAYOUTS)
        raise TableError(f"has no header of a table we know. It needs the columns {wanted}")
    read: Callable[..., OutsideTable] = layout.read
    return read(name, rows)

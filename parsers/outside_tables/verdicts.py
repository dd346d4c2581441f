"""A file of verdicts: ``table, report, field, ours, theirs, verdict, why``, a disagreement a row."""

from __future__ import annotations

from parsers.outside_tables.cells import TableError, decoded, rows_of
from parsers.records.outside import Cause, OutsideField, TableVerdict

COLUMNS = ("table", "report", "field", "ours", "theirs", "verdict", "why")


def read_verdicts(given: bytes) -> list[TableVerdict]:
    """Return the verdicts of a file. Raises ``TableError``: a verdict that is not understood is not passed over."""
    header, rows = rows_of(decoded(given))
    if not {*COLUMNS} <= {*header}:
        raise TableError(f"is no file of verdicts; it needs the columns {', '.join(COLUMNS)}")
    return [_verdict(number, cells) for number, cells in rows]


def _verdict(number: int, cells: dict[str, str]) -> TableVerdict:
    table, report, field, ours, theirs, cause, why = (cells[name] for name in COLUMNS)
    words = cause.replace(" ", "_")
    if words not in {*Cause}:
        known = ", ".join(one.value.replace("_", " ") for one in Cause)
        raise TableError(f"line {number}: {cause!r} is no verdict; give one of {known}")
    if field not in {*OutsideField}:
        raise TableError(f"line {number}: {field!r} is no field; give one of {', '.join(OutsideField)}")
    if not (table and report and why):
        raise TableError(f"line {number}: a verdict needs its table, its report and a sentence that says why")
    return TableVerdict(table, report, OutsideField(field), ours, theirs, Cause(words), why)

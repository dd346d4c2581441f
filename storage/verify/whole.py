"""Checks of a whole database, whichever engine keeps it."""

from __future__ import annotations

from pathlib import Path

from parsers.records import Reader
from storage.engines import choosing
from storage.engines.files import refuse_missing_or_empty
from storage.engines.sqlite import looking_into
from storage.location import Location
from storage.schema import parts, steps
from storage.verify.checks import check_schema, report_on
from storage.verify.file import check_file
from storage.verify.report import Report


def verify(location: Location, reader: Reader) -> Report:
    """Check everything in a database, however damaged; bots may go on writing meanwhile.

    Raises ``StorageError`` only where it does not exist or cannot be opened.
    """
    if isinstance(location, Path):
        return _verify_file(location, reader)
    choosing.engine_of(location)
    from storage.verify.server import verify_server  # noqa: PLC0415 - the default stays light

    return verify_server(location, reader)


def _verify_file(path: Path, reader: Reader) -> Report:
    refuse_missing_or_empty(path)
    with looking_into(path) as db:
        built = check_file(db)
        if not built.tables:
            return Report(path, (built.check,), {})
        db.conn.text_factory = _any_text
        return report_on(path, db, built, lambda: check_schema(steps(db), parts(db)), reader)


def _any_text(value: bytes) -> str:
    """Decode bytes leniently; text that was damaged gives another hash."""
    return value.decode(errors="replace")

"""Check a database of PostgreSQL's. Its pages and indexes are the server's own affair; what is in them is ours."""

from __future__ import annotations

from parsers.records import Reader
from storage.engines.postgres import looking, schema
from storage.engines.postgres.connection import PostgresDatabase
from storage.engines.postgres.errors import telling
from storage.location import PostgresAddress
from storage.verify.checks import check_schema, report_on
from storage.verify.report import Built, Check, Report


def verify_server(location: PostgresAddress, reader: Reader) -> Report:
    """Check everything in a database, while bots may go on writing. Raises ``StorageError``: it cannot be reached."""
    with looking.patient_connection(location, read_only=True) as db:
        with telling(location):
            built = _check_rows(db)
        return report_on(location, db, built, lambda: _check_schema(db), reader, undo=lambda: _undo(db))


def _check_rows(db: PostgresDatabase) -> Built:
    tables = tuple(table.name for table in db.schema_tables())
    broken = {table: fault for table in tables if (fault := looking.unreadable(db, table))}
    if broken:
        where = tuple(f"{table}: {fault}" for table, fault in broken.items())
        return Built(
            Check("rows", False, f"Not every row can be read in {', '.join(broken)}.", where), tables, frozenset(broken)
        )
    return Built(Check("rows", True, f"Every row of {len(tables)} tables can be read."), tables)


def _check_schema(db: PostgresDatabase) -> tuple[Check, bool]:
    return check_schema(schema.shared_steps(db), looking.parts(db))


def _undo(db: PostgresDatabase) -> None:
    with telling(db.location):
        db.conn.rollback()

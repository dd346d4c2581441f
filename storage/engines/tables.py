"""The tables of an SQLite database and their relations."""

from __future__ import annotations

from sqlite_utils import Database

from storage.engines.engine import Table


def tables(db: Database) -> list[Table]:
    """Return every table of the schema, by name, without SQLite's own."""
    found = db.execute(
        """SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'
            AND substr(name, 1, 8) <> '_sqlite_' ORDER BY name"""
    ).fetchall()
    return [_table(db, name) for (name,) in found]


def _table(db: Database, name: str) -> Table:
    rows = db.execute("SELECT name, pk FROM pragma_table_info(?)", (name,)).fetchall()
    primary = tuple(column for column, place in sorted(rows, key=lambda row: row[1]) if place)
    unique = db.execute("SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin <> 'pk'", (name,)).fetchall()
    indexes = [_columns_of_index(db, index) for (index,) in unique]
    links = db.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (name,)).fetchall()
    return Table(
        name,
        tuple(column for column, _ in rows),
        tuple(key for key in (primary, *indexes) if key),
        {column: (parent, named) for column, parent, named in links},
    )


def _columns_of_index(db: Database, index: str) -> tuple[str, ...]:
    rows = db.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)).fetchall()
    return tuple(column for (column,) in rows if column is not None)

"""The tables of a PostgreSQL database and their relations, read from its catalogue."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import psycopg

from storage.engines.engine import Table

# The table of the migrations is not ours to fill or empty.
OWN = "overnight_migrations"

_COLUMNS = """SELECT pg_class.relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
        AND relname <> %s ORDER BY relname, attnum"""
# ``contype``: p is a primary key, u a unique one, f a foreign one; the columns in the order of the key.
_KEYS = """SELECT relname, contype, conname, parent.relname_, mine.attname, its.attname
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    CROSS JOIN LATERAL unnest(conkey, COALESCE(confkey, conkey)) WITH ORDINALITY AS of_key (here, there, place)
    JOIN pg_attribute AS mine ON mine.attrelid = conrelid AND mine.attnum = here
    LEFT JOIN (SELECT oid, relname AS relname_ FROM pg_class) AS parent ON parent.oid = confrelid
    LEFT JOIN pg_attribute AS its ON its.attrelid = confrelid AND its.attnum = there
    WHERE relnamespace = current_schema()::regnamespace AND contype IN ('p', 'u', 'f')
    ORDER BY relname, contype <> 'p', conname, place"""


def tables(conn: psycopg.Connection[tuple[Any, ...]]) -> list[Table]:
    """Return every table of the schema, by name."""
    columns: dict[str, list[str]] = defaultdict(list)
    for table, column in conn.execute(_COLUMNS, (OWN,)):
        columns[table].append(column)
    keys: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for table, kind, name, parent, column, named in conn.execute(_KEYS):
        if kind == "f":
            links[table][column] = (parent, named)
        else:
            keys[table][name].append(column)
    return [
        Table(name, tuple(of), tuple(tuple(key) for key in keys[name].values()), links[name])
        for name, of in columns.items()
    ]

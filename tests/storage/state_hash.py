"""One hash over everything stored about posts, to compare two databases."""

from __future__ import annotations

import hashlib

from storage.engines.engine import Database

TABLES = (
    "posts",
    "album_members",
    "revisions",
    "sightings",
    "readings",
    "lines",
    "places",
    "doubts",
)


def fingerprint_of(db: Database) -> str:
    digest = hashlib.sha256()
    columns_of = {table.name: sorted(table.columns) for table in db.schema_tables()}
    for table in TABLES:
        columns = columns_of[table]
        digest.update(table.encode())
        for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}").fetchall():
            digest.update(repr(row).encode())
    return digest.hexdigest()

"""One hash over everything stored about posts, to compare two databases."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

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
    for table in TABLES:
        columns = sorted(column.name for column in db[table].columns)
        digest.update(table.encode())
        for row in db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}").fetchall():
            digest.update(repr(row).encode())
    return digest.hexdigest()

"""The schema on PostgreSQL: the same migrations as SQLite's, and what tells other replicas of changes.

The former release may still be running beside this one, so a migration adds first (expands); what is not needed any
more is taken away one release later, by a migration whose name ends in ``_contract``. A release therefore runs on a
schema that has more than it knows, unless something was taken away.
"""

from __future__ import annotations

import time
from typing import Any, cast

from storage.engines.engine import Database
from storage.engines.postgres.connection import PostgresDatabase
from storage.engines.postgres.tables import OWN
from storage.errors import NewerSchemaError, StorageError
from storage.migrations import overnight

CONTRACTS = "_contract"
# Any number that nobody else takes for a lock in this database: the bytes of "overnigh".
_MIGRATING = int.from_bytes(b"overnigh", "big")
# The name of the channel on which replicas tell each other; the payload is the table that changed.
CHANNEL = "overnight"
# What answers are made of, and what decides whether anything is sent; a statement is enough.
_ANY = "INSERT OR UPDATE OR DELETE"
_WATCHED = ("readings", "decisions", "outside_figures", "outside_verdicts", "halts", "notices")
_STATEMENTS = {**dict.fromkeys(_WATCHED, _ANY), "revisions": "INSERT OR DELETE", "deliveries": "INSERT"}
# Each poll notes of every post when it was last seen, which no answer tells.
_TOLD_OF_POSTS = ("published_at", "is_edited", "missed_since", "is_forward", "forward_name", "forward_address")
# A step of PostgreSQL's alone begins with another letter than those of both engines.
_ALONE = "p"
_TELLING = "p001_telling"


def migrate(db: PostgresDatabase) -> None:
    """Take the steps that the database lacks, in the transaction that is open; others wait for its end.

    Raises ``NewerSchemaError`` where a newer release took something away, and ``StorageError`` where the tables there
    are not ours.
    """
    db.execute("SELECT pg_advisory_xact_lock(?)", (_MIGRATING,))
    _check_server(db)
    db.execute(f"CREATE TABLE IF NOT EXISTS {OWN} (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)")
    taken = steps(db)
    known = {step.name for step in overnight._migrations} | {_TELLING}
    unknown = [name for name in taken if name not in known and name.endswith(CONTRACTS)]
    if unknown:
        raise NewerSchemaError(db.location, unknown)
    for step in overnight._migrations:
        if step.name not in taken:
            step.fn(cast(Any, db))  # which asks of it no more than ``execute``
            _note(db, step.name)
    if _TELLING not in taken:
        _tell_of_changes(db)
        _note(db, _TELLING)


def steps(db: Database) -> list[str]:
    """Return the migrations that were applied; none where there is no database of ours."""
    (ours,) = db.execute("SELECT to_regclass(?) IS NOT NULL", (OWN,)).fetchone()
    if not ours:
        return []
    return [name for (name,) in db.execute(f"SELECT name FROM {OWN} ORDER BY name").fetchall()]  # nosec B608: ours


def shared_steps(db: Database) -> list[str]:
    """Return the migrations that were applied, of those that both engines have."""
    return [name for name in steps(db) if not name.startswith(_ALONE)]


def _check_server(db: PostgresDatabase) -> None:
    (encoding,) = db.conn.execute("SHOW server_encoding").fetchone() or ("",)
    if encoding != "UTF8":
        raise StorageError(db.location, f"{db.location} keeps text as {encoding}; overnight needs one that is UTF8.")
    if not steps(db) and db.schema_tables():
        raise StorageError(
            db.location, f"{db.location} has tables that are not overnight's; give it a database of its own."
        )


def _note(db: Database, name: str) -> None:
    db.execute(f"INSERT INTO {OWN} (name, applied_at) VALUES (?, ?)", (name, int(time.time())))  # nosec B608: ours


def _tell_of_changes(db: Database) -> None:
    db.execute(
        f"""CREATE OR REPLACE FUNCTION overnight_tell() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME); RETURN NULL; END $$"""
    )
    for table, events in _STATEMENTS.items():
        _tell(db, table, f"{events} ON {table} FOR EACH STATEMENT")
    old, new = (", ".join(f"{row}.{column}" for column in _TOLD_OF_POSTS) for row in ("OLD", "NEW"))
    _tell(db, "posts_come", "INSERT OR DELETE ON posts FOR EACH ROW")
    _tell(db, "posts_change", f"UPDATE ON posts FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new}))")


def _tell(db: Database, name: str, when: str) -> None:
    db.execute(f"CREATE TRIGGER overnight_tells_{name} AFTER {when} EXECUTE FUNCTION overnight_tell()")

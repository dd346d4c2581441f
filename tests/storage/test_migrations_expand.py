"""A migration adds; what it takes away waits for one whose name says so, so that the former release runs beside it.

From the first release that can run as several replicas on: what came before it was never run beside another version.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlite_utils import Database

from storage.migrations import overnight

CONTRACTS = "_contract"
FIRST = "m023_fleet"
STEPS = [step.name for step in overnight._migrations]


@dataclass(frozen=True)
class Column:
    kind: str
    needs_value: bool
    in_key: bool


Schema = dict[str, dict[str, Column]]


def schemas() -> dict[str, tuple[Schema, Schema, set[str], set[str]]]:
    """The columns of every table, and the rules that a row of an old table may break, before and after each step."""
    db = Database(memory=True)
    found = {}
    for step in overnight._migrations:
        before, rules = columns(db), rules_of(db)
        step.fn(db)
        found[step.name] = (before, columns(db), rules, rules_of(db))
    return found


def columns(db: Database) -> Schema:
    return {
        name: {
            row[1]: Column(row[2], bool(row[3]) and row[4] is None, bool(row[5]))
            for row in db.execute(f"PRAGMA table_info('{name}')").fetchall()
        }
        for name in [*db.table_names(), *db.view_names()]
    }


def rules_of(db: Database) -> set[str]:
    """The unique indexes and the CHECKs, each with its table."""
    rows = db.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    unique = {f"{table}: {sql}" for kind, table, sql in rows if kind == "index" and "UNIQUE" in sql}
    checks = {
        f"{table}: CHECK{part.split('))')[0]}"
        for kind, table, sql in rows
        if kind == "table"
        for part in sql.split("CHECK")[1:]
    }
    return unique | checks


def lost(before: Schema, after: Schema) -> list[str]:
    """What statements of the former release would miss."""
    return [
        f"{table}.{column}"
        for table, of in before.items()
        for column, one in of.items()
        if after.get(table, {}).get(column) != one
    ]


def wanted(before: Schema, after: Schema) -> list[str]:
    """What the former release would have to fill and does not know."""
    return [
        f"{table}.{column}"
        for table, of in before.items()
        for column in after.get(table, {}).keys() - of.keys()
        if after[table][column].needs_value
    ]


def forbidden(before: Schema, old_rules: set[str], new_rules: set[str]) -> list[str]:
    """Rules that the former release does not know about its own tables."""
    return sorted(rule for rule in new_rules - old_rules if rule.partition(":")[0] in before)


@pytest.mark.parametrize("name", [name for name in STEPS[STEPS.index(FIRST) :] if not name.endswith(CONTRACTS)])
def test_a_migration_takes_nothing_from_the_former_release(name: str) -> None:
    before, after, old_rules, new_rules = schemas()[name]
    assert lost(before, after) == []
    assert wanted(before, after) == []
    assert forbidden(before, old_rules, new_rules) == []


@pytest.mark.parametrize(
    ("name", "what"), [("m016_outbox", "wanted"), ("m019_morning", "forbidden"), ("m014_held_back", "forbidden")]
)
def test_earlier_migrations_that_asked_too_much_would_be_noticed(name: str, what: str) -> None:
    before, after, old_rules, new_rules = schemas()[name]
    found = {"wanted": wanted(before, after), "forbidden": forbidden(before, old_rules, new_rules)}
    assert found[what]


def test_a_column_that_is_taken_away_or_changed_would_be_noticed() -> None:
    before = {"chats": {"zone": Column("TEXT", False, False), "since": Column("BIGINT", True, False)}}
    assert lost(before, {"chats": {"since": Column("TEXT", True, False)}}) == ["chats.zone", "chats.since"]
    assert lost(before, {}) == ["chats.zone", "chats.since"]
    assert lost(before, before | {"moods": {}}) == []

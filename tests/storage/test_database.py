"""The store: one transaction per write, and readable errors for what the system refuses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from storage import NewerSchemaError, StorageError, Store, open_store
from storage.engines.engine import Database
from tests.storage.looking import add_step, views


def count(db: Database) -> int:
    return int(db.execute("SELECT COUNT(*) FROM channels").fetchone()[0])


def add_and_fail(db: Database) -> None:
    db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
    raise ValueError("after the insert")


async def test_a_failed_write_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ValueError, match="after the insert"):
        await store.write(add_and_fail)
    assert await store.read(count) == 0


async def test_a_transaction_is_not_given_what_a_second_run_would_find_empty(store: Store) -> None:
    def add(db: Database, channels: Iterable[str]) -> None:
        db.executemany("INSERT INTO channels (channel) VALUES (?)", [(channel,) for channel in channels])

    names = ["kpszsu", "mod_russia"]
    for given in ((one for one in names), iter(names), map(str, names)):
        with pytest.raises(TypeError, match="add was given an iterator"):
            await store.write(add, given)
        with pytest.raises(TypeError, match="add was given an iterator"):
            store.write_now(add, channels=given)
    assert await store.read(count) == 0
    await store.write(add, names)
    assert await store.read(count) == 2


def test_a_newer_schema_is_refused_with_a_message(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with open_store(path) as store:
        store.write_now(add_step, "m999_tomorrow_contract")
    with pytest.raises(NewerSchemaError, match=r"m999_tomorrow_contract.*nothing was changed"):
        open_store(path)


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        open_store(tmp_path / "nowhere" / "overnight.db")


def test_the_docs_name_every_table(store: Store) -> None:
    tables = store.read_now(lambda db: {*views(db), *(table.name for table in db.schema_tables())})
    docs = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", docs[docs.index("## The database") :]))
    assert {"past_readings", "current_readings"} <= tables
    assert tables - named == set()

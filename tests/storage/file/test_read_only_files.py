"""A read-only look leaves a file's folder as it was, and finds what a killed bot left in its log."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from storage import open_store
from storage.engines.engine import Database
from storage.read_only import read_beside


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["overnight.db", "a b?#%41.db"])
def test_a_read_only_look_leaves_a_closed_database_unchanged(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store:
        store.write_now(add, "kpszsu")
    before = files(tmp_path)
    assert list(before) == [name]
    assert read_beside(tmp_path / name, channels) == ["kpszsu"]
    assert files(tmp_path) == before


def _killed(path: Path) -> None:
    store = open_store(path)
    store.write_now(add, "kpszsu")
    os._exit(9)


def test_a_read_only_look_sees_the_last_writes_of_a_killed_bot(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    process = multiprocessing.get_context("spawn").Process(target=_killed, args=(path,))
    process.start()
    process.join()
    assert path.with_name("overnight.db-wal").stat().st_size
    assert read_beside(path, channels) == ["kpszsu"]

"""What a test takes for a file is a database of its own on the server, empty at first, however it was come by."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import NotADatabaseError, StorageError, Store
from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.postgres.connection import PostgresDatabase
from tests.fleet.databases import Databases
from tests.fleet.file_engine import FileEngine
from tests.fleet.one_engine import REASONS, reason
from tests.fleet.server import NoPostgres, programs, running

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def databases() -> Iterator[Databases]:
    try:
        programs()
    except NoPostgres as error:
        pytest.skip(str(error))
    with running() as server:
        made = Databases(server.address())
        yield made
        made.close()


def opened(databases: Databases, path: Path) -> Store:
    return open_engine(FileEngine(path, databases))


def add(db: Database, channel: str) -> None:
    assert isinstance(db, PostgresDatabase)
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def test_a_copied_file_is_a_copy_and_a_moved_one_is_the_same_database(databases: Databases, tmp_path: Path) -> None:
    path, copy, moved = tmp_path / "a.db", tmp_path / "copy.db", tmp_path / "moved.db"
    with opened(databases, path) as store:
        store.write_now(add, "kpszsu")
    shutil.copy(path, copy)
    path.rename(moved)
    with opened(databases, copy) as copied, opened(databases, moved) as same:
        copied.write_now(add, "mod_russia")
        assert (copied.read_now(channels), same.read_now(channels)) == (["kpszsu", "mod_russia"], ["kpszsu"])
    with opened(databases, path) as anew:
        assert anew.read_now(channels) == []


@pytest.mark.parametrize("statement", ["SELECT 1", "CREATE TABLE moods (mood TEXT)", "DROP VIEW current_readings"])
def test_the_next_test_finds_nothing_of_the_one_before(databases: Databases, tmp_path: Path, statement: str) -> None:
    with opened(databases, tmp_path / "a.db") as store:
        before = len(store.read_now(lambda db: db.schema_tables()))
        store.write_now(add, "kpszsu")
        store.write_now(lambda db: db.execute(statement).rowcount)
    databases.release(tmp_path)
    for name in "bc":
        with opened(databases, tmp_path / f"{name}.db") as store:
            assert store.read_now(channels) == []
            assert store.read_now(lambda db: db.execute("SELECT * FROM current_readings").fetchall()) == []
            assert len(store.read_now(lambda db: db.schema_tables())) == before


def test_whoever_still_uses_a_database_that_is_taken_back_is_put_out(databases: Databases, tmp_path: Path) -> None:
    with opened(databases, tmp_path / "a.db") as left_open:
        left_open.write_now(add, "kpszsu")
        databases.release(tmp_path)
        with opened(databases, tmp_path / "b.db") as store:
            assert store.read_now(channels) == []


def test_faults_are_told_of_the_path(databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with pytest.raises(StorageError, match=f"There is no database at {path}"):
        FileEngine(path, databases).beside(channels)
    path.write_text("these are notes")
    with pytest.raises(NotADatabaseError, match=str(path)):
        opened(databases, path)
    assert path.read_text() == "these are notes"
    path.unlink()
    with opened(databases, path) as store, pytest.raises(StorageError, match=f"^{path} cannot be used: cannot execute"):
        store.read_now(add, "kpszsu")


def test_at_most_ten_places_are_for_one_engine_only() -> None:
    assert len(REASONS) <= 10
    assert reason("tests/storage/file/test_backup.py::test_any[1]") == REASONS["tests/storage/file/"]
    assert reason("tests/storage/test_database.py::test_any") == ""


@pytest.mark.parametrize("place", REASONS)
def test_what_is_for_one_engine_only_is_there(place: str) -> None:
    name, _, test = place.partition("::")
    assert (ROOT / name).exists()
    if test:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}

"""A file that cannot be used is told in a sentence, and left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database as SqliteUtils

from storage import NotADatabaseError, StorageError, Store, open_store
from storage.engines.engine import Database
from storage.errors import DamagedError
from storage.read_only import read_beside
from storage.views.running import running_view
from tests.storage.damaged_pages import PAGE, overwrite
from tests.storage.filled_database import filled

NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def test_a_full_disk_is_reported_in_a_sentence(store: Store) -> None:
    def fill(db: Database) -> None:
        db.execute("PRAGMA max_page_count=1")
        db.executemany("INSERT INTO channels (channel) VALUES (?)", [(f"name{n}" * 900,) for n in range(900)])

    with pytest.raises(StorageError, match=r"overnight\.db cannot be used: database or disk is full\."):
        store.write_now(fill)


def test_a_file_that_is_not_a_database_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, not a database" * 20)
    with pytest.raises(NotADatabaseError, match="nothing was written"):
        open_store(path)
    assert path.read_text() == "these are notes, not a database" * 20


def test_a_read_only_look_refuses_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, not a database" * 40)
    with pytest.raises(StorageError, match="cannot be read: file is not a database"):
        read_beside(path, channels)


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "older.db"
    db = SqliteUtils(path)
    db.table("posts").insert({"channel": "kpszsu"})
    db.close()
    yield path


def test_a_database_with_an_older_schema_is_reported_and_not_migrated(older: Path) -> None:
    with pytest.raises(StorageError, match=r"was written by an older overnight; 'overnight run' updates it\.$"):
        read_beside(older, running_view, ["kpszsu"], NOW)
    db = SqliteUtils(older)
    assert set(db.table_names()) == {"posts"}
    db.close()


def test_damage_found_while_running_is_reported_with_the_remedy(tmp_path: Path) -> None:
    path = filled(tmp_path / "overnight.db", alerts=0, people=0)
    pages = path.stat().st_size // PAGE
    with open_store(path) as store:
        for page in range(2, pages):  # whatever was not yet read
            overwrite(path, page, Random(page))
        with pytest.raises(DamagedError, match="'overnight verify' says which parts are intact"):
            store.read_now(lambda db: db.execute("SELECT * FROM revisions").fetchall())

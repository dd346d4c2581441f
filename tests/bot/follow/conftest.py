"""A world in virtual time, and a database template that makes one cheap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import open_store
from tests.bot.follow.world import World


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_store(path).close()
    return path


@pytest.fixture
def world(tmp_path: Path, empty_database: Path) -> Iterator[World]:
    """Two followed channels without posts; nothing runs until ``start``."""
    database = tmp_path / "world.db"
    shutil.copy(empty_database, database)
    made = World(database)
    yield made
    made.close()

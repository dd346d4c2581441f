"""What every test of the command line may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Store
from tests.bot.cli.misread import misread
from tests.storage.looking import file_of

TOKEN = "123456789:AAE" + "x" * 32  # nosec: invented


@pytest.fixture
def database(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The empty database that the commands are told to use, in the current folder."""
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(file_of(store)))
    monkeypatch.chdir(tmp_path)
    return store


@pytest.fixture
def kept(database: Store) -> Store:
    """A database in which an older reader misread one night."""
    misread(database)
    return database


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of a bot whose settings are as they should be."""
    path = tmp_path / "overnight.db"
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(path))
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", TOKEN)
    monkeypatch.setattr("bot.cli.run.set_up_log", lambda *_: None)
    monkeypatch.setattr("bot.run.serve", serve)
    monkeypatch.chdir(tmp_path)
    return path


async def serve(*_: object) -> None:
    """Run a fake bot that does nothing."""

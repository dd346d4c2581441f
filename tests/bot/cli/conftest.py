"""What every test of the command line may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage import Store
from tests.storage.looking import file_of


@pytest.fixture
def database(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The empty database that the commands are told to use, in the current folder."""
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(file_of(store)))
    monkeypatch.chdir(tmp_path)
    return store

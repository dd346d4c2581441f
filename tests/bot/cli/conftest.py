"""What every test of the command line may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store, open_store


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The empty database that the commands are told to use, in the current folder."""
    path = tmp_path / "overnight.db"
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    with open_store(path) as store:
        yield store

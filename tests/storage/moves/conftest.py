"""A database that is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.moves.files import full


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database with everything in it."""
    return full(tmp_path_factory.mktemp("original") / "overnight.db").read_bytes()


@pytest.fixture
def source(original: bytes, tmp_path: Path) -> Path:
    """A database with everything in it."""
    path = tmp_path / "from" / "overnight.db"
    path.parent.mkdir()
    path.write_bytes(original)
    path.chmod(0o600)
    return path

"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database of today's schema, in a folder of its own."""
    with open_store(tmp_path / "overnight.db") as opened:
        yield opened

"""What every test may use."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from storage import Store, open_store


@pytest.fixture(scope="session", autouse=True)
def certificates_once() -> Iterator[None]:
    """Every HTTP client loads the certificates anew, 30 ms each; on loopback nobody looks at them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database of today's schema, in a folder of its own."""
    with open_store(tmp_path / "overnight.db") as opened:
        yield opened

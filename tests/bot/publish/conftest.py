"""A published folder, and a server of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.publish.public_folder import Served, fill, served


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A published folder with things within and around it that must not be served."""
    folder = tmp_path / "public"
    fill(folder)
    return folder


@pytest.fixture
async def site(public: Path) -> AsyncIterator[Served]:
    """That folder, served in this process."""
    async with served(public) as running:
        yield running

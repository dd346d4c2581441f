"""How long a look at the database serves those who ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operate.health import patience_with
from bot.operate.inspection import Inspected, Inspector
from bot.operate.pulses import Pulses
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


@pytest.mark.parametrize(("later", "is_read"), [(1.9, False), (2.0, True)])
async def test_a_look_that_failed_is_looked_again_two_seconds_later(
    tmp_path: Path, empty_database: bytes, later: float, is_read: bool
) -> None:
    """A disk that was gone for a moment is not told of for ever."""
    path, clock = tmp_path / "overnight.db", [1000.0]
    pulses = Pulses(lambda: NOW, lambda: clock[0])
    inspector = Inspector(
        Inspected(path, ("kpszsu",), pulses, patience_with(60), lambda: NOW, lambda: clock[0], lambda: 0.0)
    )
    try:
        assert (await inspector.look()).view is None
        path.write_bytes(empty_database)
        clock[0] += later
        assert ((await inspector.look()).view is not None) == is_read
    finally:
        inspector.close()

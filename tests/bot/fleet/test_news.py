"""What another replica changed is heard here, and nothing is kept while nobody tells."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.fleet.news import News
from storage import StorageError
from storage.engines.engine import EVERYTHING


async def heard(*tables: str) -> list[str]:
    """Return what is called, in order, when these tables are told and the connection is lost then."""
    calls: list[str] = []

    async def changes() -> AsyncGenerator[str, None]:
        for table in tables:
            yield table
        raise ConnectionError("lost")

    news = News(
        changes,
        forget=lambda: calls.append("forget"),
        trust=lambda may_keep: calls.append("keep" if may_keep else "keep nothing"),
        wake=lambda: calls.append("wake"),
        tick=lambda: calls.append("tick"),
    )
    with pytest.raises(ConnectionError):
        await news.listen()
    return calls[: calls.index("keep nothing")]


@pytest.mark.parametrize(
    ("table", "called"),
    [
        (EVERYTHING, ["keep", "forget", "wake", "tick"]),
        ("readings", ["forget", "tick"]),
        ("decisions", ["forget", "tick"]),
        ("posts", ["forget", "tick"]),
        ("revisions", ["forget"]),
        ("outside_figures", ["forget"]),
        ("deliveries", ["wake"]),
        ("halts", ["wake"]),
        ("notices", ["forget", "tick"]),
    ],
)
async def test_each_table_calls_whom_it_concerns(table: str, called: list[str]) -> None:
    assert await heard(table) == called


async def test_everything_is_looked_at_anew_after_the_connection_was_lost() -> None:
    assert await heard(EVERYTHING, "deliveries") == ["keep", "forget", "wake", "tick", "wake"]


async def test_a_lost_connection_is_made_anew_without_a_failure() -> None:
    """The database is restarted: whoever holds the leases tells the operators, if it does not come back."""
    connections: list[int] = []
    trusted: list[bool] = []
    rests: list[float] = []

    async def changes() -> AsyncGenerator[str, None]:
        connections.append(1)
        if len(connections) == 2:
            yield EVERYTHING
        raise StorageError(Path("o.db"), "the server is restarted", is_broken=len(connections) == 3)

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    news = News(changes, forget=lambda: None, trust=trusted.append, wake=lambda: None, tick=lambda: None)
    with pytest.raises(StorageError):  # damage is another matter
        await news.forever(rest, lambda: None)
    assert (len(connections), rests) == (3, [1.0, 1.0])
    assert trusted == [False, True, False, False]

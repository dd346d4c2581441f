"""What another replica changed is heard here, and nothing is kept while nobody tells."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from bot.fleet.news import News
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

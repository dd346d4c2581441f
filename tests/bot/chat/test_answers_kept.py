"""The newest answers are kept only while somebody would tell that they are no longer the newest."""

from __future__ import annotations

from datetime import date

from bot.chat.answer_cache import AnswerCache
from bot.chat.message import Message
from tests.storage.builders import at

NOON = at("2026-10-08 12:00")


async def asked(cache: AnswerCache, day: int) -> int:
    """Ask, where the newest night would be that of this day of October if the answer were made now."""

    async def make() -> Message:
        return Message((), night=date(2026, 10, day))

    night = (await cache.answer("all", NOON, make)).night
    assert night
    return night.day


async def test_an_answer_is_kept_for_its_minute() -> None:
    cache = AnswerCache()
    assert [await asked(cache, 7), await asked(cache, 8)] == [7, 7]


async def test_nothing_is_kept_while_nobody_tells_of_changes() -> None:
    cache = AnswerCache()
    await asked(cache, 7)
    cache.trust(False)
    assert [await asked(cache, 8), await asked(cache, 9)] == [8, 9]
    assert len(cache) == 0
    cache.trust(True)
    assert [await asked(cache, 10), await asked(cache, 11)] == [10, 10]

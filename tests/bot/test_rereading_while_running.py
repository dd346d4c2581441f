"""A running bot with the database of another reader: the newest nights are reread first, and it keeps answering."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

import parsers
from bot.demo.bot_api import BotApi
from storage import Store
from storage.readings import reprocess
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking

FILL, NOW = SCENES["samples"]
# What the reports of the newest two nights say, and what another reader made of them.
READ_BY_ANOTHER = (("83516", 130, 999), ("83263", 137, 888))


@pytest.fixture
def misread(store: Store) -> Store:
    """Store the sample nights as another reader of the same version read them."""

    def misread(db: Any) -> None:
        FILL(db)
        db.execute("UPDATE readings SET reader = 'another'")
        for post, told, wrong in READ_BY_ANOTHER:
            changed = "UPDATE lines SET number = ? WHERE channel = 'kpszsu' AND message_id = ? AND number = ?"
            assert db.execute(changed, (wrong, post, told)).rowcount == 1

    store.write_now(misread)
    return store


def with_rests(talk: Talk, rest: Callable[[float], Any]) -> None:
    """Make the bot pause in this way between two batches."""
    talk.bot.world = replace(talk.bot.world, sleep=rest)


async def test_the_bot_answers_newest_nights_while_older_ones_are_reread(
    bot_api: BotApi, misread: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.follow.reprocess.PORTION", 2)
    async with talking(bot_api, misread, NOW) as talk:
        answers: list[str] = []

        async def rest(_: float) -> None:
            if not answers:
                answers.append((await talk.ask("/night 2026-10-07")).text)
                answers.append((await talk.ask("/night 2026-10-06")).text)

        with_rests(talk, rest)
        await talk.bot.read_again()
        assert ("launched 130 drones" in answers[0], "launched 888 drones" in answers[1]) == (True, True)
        assert "launched 137 drones" in (await talk.ask("/night 2026-10-06")).text


async def test_a_killed_bot_resumes_rereading_and_then_never_repeats_it(
    bot_api: BotApi, misread: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.follow.reprocess.PORTION", 10)
    rests: list[int] = []

    async def rest(_: float) -> None:
        rests.append(len(misread.read_now(reprocess.outdated, parsers.READER.fingerprint, 1000)[0]))
        if len(rests) == 3:
            raise asyncio.CancelledError

    async with talking(bot_api, misread, NOW) as talk:
        with_rests(talk, rest)
        with pytest.raises(asyncio.CancelledError):
            await talk.bot.read_again()
    async with talking(bot_api, misread, NOW) as talk:
        with_rests(talk, rest)
        await talk.bot.read_again()
        assert [before - after for before, after in pairwise(rests)][:-1] == [10] * (len(rests) - 2)
        assert rests[-1] == 0
        done = len(rests)
        await talk.bot.read_again()
        assert len(rests) == done

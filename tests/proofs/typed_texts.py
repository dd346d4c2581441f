"""Thousands of texts as people might type them, through the whole application against the strict stand-in.

``TYPED_TEXTS`` says how many of each sort: said in a chat, junk behind a command, typed inline, sent as a button's
data.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.demo.bot_api import BotApi
from bot.demo.bot_api.methods.editing import NOT_MODIFIED
from bot.demo.bot_api.refusals import Refused
from bot.demo.bot_api.server import Server
from storage import open_store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking
from tests.proofs.generated.letters import spoken
from tests.proofs.generated.typed import EDGES, cut, junk, typed

HOW_MANY = int(os.environ.get("TYPED_TEXTS", "1250"))
FILL, NOW = SCENES["two_weeks"]
WENT_WRONG = "Something went wrong"
# A sentence that repeats 60 letters of what was typed is no longer.
SENTENCE = 250
# A part of an answer that was cut is at least so long.
CUT_AT = 2000
# Data that a button of ours might have said, up to the argument.
VERBS = ("night", "words", "cite", "versions", "trend", "picture", "month", "span", "compare", "region", "gaps", "at",
         "speak", "silent", "watch", "unwatch", "theme", "length", "sides", "export", "in:uk", "in:xx", "in", "notice",
         "mute", "history", "latest", "", "no such verb")  # fmt: skip


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the stand-in refuses, also where the bot has an answer to that; that a second press changes nothing is no
    fault."""
    found: list[str] = []
    carry_out = Server.carry_out

    async def noting(self: Server, token: str, method: str, arguments: Any) -> Any:
        try:
            return await carry_out(self, token, method, arguments)
        except Refused as refusal:
            if NOT_MODIFIED not in refusal.description:
                found.append(f"{method}: {refusal.description}")
            raise

    monkeypatch.setattr(Server, "carry_out", noting)
    return found


@asynccontextmanager
async def at_work(folder: Path) -> AsyncIterator[Talk]:
    async with BotApi(keep=500) as api:
        with open_store(folder / "overnight.db") as store:
            store.write_now(FILL)
            async with talking(api, store, NOW) as talk:
                yield talk


async def answered(talk: Talk, said: str) -> list[str]:
    """The parts of the answer to one text; of a file or a picture its caption."""
    found = [(await talk.ask(said)).text]
    with contextlib.suppress(TimeoutError):
        while len(found[-1]) > CUT_AT:
            found.append((await talk.api.next_message(talk.chat, within=0.5)).text)
    return found


async def test_any_message_is_answered(tmp_path: Path, refused: list[str], caplog: pytest.LogCaptureFixture) -> None:
    async with at_work(tmp_path) as talk:
        for number in range(HOW_MANY):
            said = typed(Random(number))
            found = await answered(talk, said)
            assert found and WENT_WRONG not in found[0], (number, said)
            assert_nothing_wrong(refused, caplog, number, said)


async def test_junk_after_a_command_is_answered_with_one_sentence(
    tmp_path: Path, refused: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(tmp_path) as talk:
        for number in range(HOW_MANY):
            said = junk(Random(number))
            (found,) = await answered(talk, said)
            assert "\n" not in found and len(found) <= SENTENCE, (number, said, found)
            assert_nothing_wrong(refused, caplog, number, said)


async def test_any_inline_query_is_answered(
    tmp_path: Path, refused: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(tmp_path) as talk:
        person = talk.api.user()
        for number in range(HOW_MANY):
            dice = Random(number)
            said = cut(dice.choice((spoken(dice), dice.choice(EDGES))), 256)
            answer = await talk.api.inline(said, person).answered()
            assert answer["results"], (number, said)
            assert_nothing_wrong(refused, caplog, number, said)


async def test_any_forged_callback_data_is_answered(
    tmp_path: Path, refused: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async with at_work(tmp_path) as talk:
        message = await talk.ask("/latest")
        for number in range(HOW_MANY):
            dice = Random(number)
            rest = dice.choice((spoken(dice), ":".join(dice.choice(EDGES).split())))
            data = f"1:{dice.choice(VERBS)}:{rest}".encode()[:64].decode(errors="ignore")
            await talk.api.press(message, data=data).answered()
            assert_nothing_wrong(refused, caplog, number, data)
        await asyncio.sleep(0.1)
        assert_nothing_wrong(refused, caplog, HOW_MANY, "the last ones")


def assert_nothing_wrong(refused: list[str], caplog: pytest.LogCaptureFixture, number: int, said: str) -> None:
    """No refusal, and no line in the log that a person would have to look at."""
    logged = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert (refused, logged) == ([], []), (number, said)

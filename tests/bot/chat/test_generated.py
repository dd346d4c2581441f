"""The generated answers that ``make bench-chat`` sends by the hundred thousand: what they cover, and that a fault
would be found."""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import AsyncIterator
from importlib import import_module
from itertools import product
from random import Random
from types import CodeType, FrameType
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest

from bot.chat import messages
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.static import fault
from bot.chat.rich_text import Block, Piece, block
from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.test_commands import answers
from tests.proofs.generated.cases import CASES, Case
from tests.proofs.generated.standin import Judge, answer, judging

MOST_TRIES = 12
# What Telegram shows on the bot's own page; `overnight setup` sends it.
NO_MESSAGES = {"profile"}


@pytest.fixture
async def judge() -> AsyncIterator[Judge]:
    async with judging() as judging_all:
        yield judging_all


def builders() -> dict[CodeType, str]:
    """Return every public function of the message modules that builds a message or a text for one."""
    found = [one.name for one in pkgutil.iter_modules(messages.__path__) if one.name not in NO_MESSAGES]
    modules = [import_module(f"{messages.__name__}.{name}") for name in found]
    return {
        function.__code__: f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


async def test_every_builder_of_a_message_is_exercised(judge: Judge, bot_api: BotApi, store: Store) -> None:
    """By a row in the table of cases, which what repeats foreign words needs, or by a command that is asked."""
    left = builders()

    def called(frame: FrameType, event: str, _: object) -> None:
        left.pop(frame.f_code, None)

    before = sys.gettrace()
    sys.settrace(called)
    try:
        for seed, case in product(range(MOST_TRIES), CASES.values()):
            if left:
                await answer(case, Random(seed), judge)
        if left:
            await answers(bot_api, store, "en")
    finally:
        sys.settrace(before)
    assert sorted(left.values()) == []


async def test_the_stand_in_accepts_generated_messages(judge: Judge) -> None:
    found = {name: await answer(case, Random(1), judge) for name, case in CASES.items()}
    assert found == {name: [] for name in CASES}


class Broken(Piece):
    """A piece whose text is not escaped."""

    @property
    def html(self) -> str:
        return self.text


def two(*buttons: Button) -> Message:
    return Message((block("22"),), (buttons,))


BROKEN: list[tuple[Message, str]] = [
    (Message((Block(((Broken("a < b"),),)),)), "Bad Request: can't parse entities: Unsupported start tag"),
    (Message((Block(((Broken("<b>212"),),)),)), "Bad Request: can't parse entities: Can't find end tag"),
    (Message((Block(((Broken("<b></b>" * 101 + "212"),),)),)), "101 entities"),
    (Message((Block(((Broken("<b>212</b>"),),)),)), "reads otherwise"),
    (two(Button("Night", "1:night:" + "2" * 57)), "Bad Request: BUTTON_DATA_INVALID"),
    (two(Button("Night", "ї" * 33)), "Bad Request: BUTTON_DATA_INVALID"),
    (two(Button(" ", "1:night")), "Bad Request: BUTTON_TEXT_INVALID"),
    (two(Button("Copy", copy="x" * 257)), "Bad Request: BUTTON_COPY_TEXT_INVALID"),
    (two(*(Button("Night", "1:night") for _ in range(9))), "Bad Request: REPLY_MARKUP_TOO_LONG"),
    (Message((block(" \n "),)), "ValueError"),
]


@pytest.mark.parametrize(("message", "why"), BROKEN, ids=[why for _, why in BROKEN])
async def test_a_message_that_telegram_would_refuse_is_reported(judge: Judge, message: Message, why: str) -> None:
    found = await answer(Case(lambda *_: message), Random(2), judge)
    assert any(why in one for one in found)


async def test_a_message_builder_that_raises_is_reported(judge: Judge) -> None:
    (found,) = await answer(Case(lambda *_: two(Button("Night", data("night", "x" * 60)))), Random(2), judge)
    assert "AssertionError" in found


async def test_inline_results_are_checked(judge: Judge) -> None:
    long = Case(lambda *_: Message((block("22"),)), inline="night:" + "2" * 60)
    found = [one for seed in range(8) for one in await answer(long, Random(seed), judge)]
    assert found[0] == "Bad Request: RESULT_ID_INVALID"


async def test_an_inline_answer_may_begin_with_an_empty_line(judge: Judge) -> None:
    """Telegram takes no result without a title, which is the first line."""
    blank = Case(lambda *_: fault("\n \nMars is no date."), inline="")
    assert [await answer(blank, Random(seed), judge) for seed in range(8)] == [[]] * 8


async def test_callback_answers_are_checked(judge: Judge) -> None:
    long = Case(lambda *_: fault("🟥" * 101), pressed=True)
    assert (await answer(long, Random(2), judge))[0] == "Bad Request: MESSAGE_TOO_LONG"


REQUESTS: list[dict[str, Any]] = [
    {"text": "<b>212", "parse_mode": "HTML"},
    {"text": "x" * 4097},
    {"text": " "},
    {"text": "22", "reply_markup": '{"inline_keyboard": [[{"text": "Night", "callback_data": ""}]]}'},
    {"text": "22", "message_thread_id": "7"},
]


@pytest.mark.parametrize("request_", REQUESTS, ids=["markup", "length", "blank", "button", "topic"])
async def test_the_stand_in_without_network_refuses_the_same_messages(
    judge: Judge, bot_api: BotApi, request_: dict[str, Any]
) -> None:
    over_http = f"{bot_api.base_url}/bot{bot_api.token}/sendMessage"
    async with httpx.AsyncClient(verify=False) as client:
        said = (await client.post(over_http, data={"chat_id": bot_api.private().id, **request_})).json()
    with pytest.raises(BadRequest):
        await judge.bot.send_message(judge.chat_id, **request_)
    assert judge.wire.refused == [said["description"]]

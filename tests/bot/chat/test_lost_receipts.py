"""An answer whose receipt was lost is no failure: nothing is said after it, and what it showed is recorded."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.chat.message import Message
from bot.chat.rich_text import block
from bot.chat.sending import send
from bot.demo.bot_api import BotApi, Failure
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, until

FILL, NOW = SCENES["whole_night"]
LOST: dict[str, dict[str, Any]] = {
    "cut": {"failure": Failure.CUT_AFTER},
    "half an answer": {"failure": Failure.HALF},
    "an odd answer": {"failure": Failure.ODD},
    "a proxy's page": {"code": 502, "html": True, "accepted": True},
}


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


def shown(store: Store, chat_id: int) -> list[Any]:
    rows = "SELECT channel, message_id FROM shown WHERE chat_id = ? ORDER BY channel"
    return store.read_now(lambda db: db.execute(rows, (chat_id,)).fetchall())


BOTH = [("kpszsu", 79455), ("mod_russia", 67001)]


@pytest.mark.parametrize("how", LOST)
async def test_an_answer_without_a_receipt_is_the_last_word(bot_api: BotApi, filled: Store, how: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("sendMessage", **LOST[how])
        answer = await talk.ask("/latest")
        await until(lambda: shown(filled, talk.chat.id))
        await talk.ask("/privacy")
    assert answer.text.startswith("Night of 21–22 September 2026")
    assert shown(filled, talk.chat.id) == BOTH
    assert [message.text.splitlines()[0] for message in bot_api.sent] == [
        "Night of 21–22 September 2026",
        "What is stored about you",
    ]


async def test_a_pressed_button_without_a_receipt_is_done(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/night 21.09")
        bot_api.fault("editMessageText", failure=Failure.CUT_AFTER)
        written = await talk.press("21–22 Sep ›")
        await until(lambda: ("mod_russia", 67001) in shown(filled, talk.chat.id))
        await talk.ask("/privacy")
    assert written.text.startswith("Night of 21–22 September 2026")
    assert len(bot_api.sent) == 2


async def test_a_press_whose_receipt_is_lost_is_still_answered(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/night 21.09")
        bot_api.fault("answerCallbackQuery", failure=Failure.CUT_AFTER)
        written = await talk.press("21–22 Sep ›")
    assert written.text.startswith("Night of 21–22 September 2026")
    assert len(bot_api.sent) == 1


async def test_what_telegram_says_it_failed_at_is_sent_once_more(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("sendMessage", code=500)
        answer = await talk.ask("/latest")
        await talk.ask("/privacy")
    assert answer.text.startswith("Night of 21–22 September 2026")
    assert len(bot_api.sent) == 2


async def test_an_answer_that_certainly_did_not_arrive_is_told(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("sendMessage", code=400, description="Bad Request: something else")
        answer = await talk.ask("/latest")
    assert answer.text == "Something went wrong; the error has been logged. Please try again later."
    assert shown(filled, talk.chat.id) == []


@pytest.mark.parametrize(("goes_on", "arrived"), [(True, ["a", "b"]), (False, ["a"])])
async def test_the_other_parts_follow_a_part_without_a_receipt(
    bot_api: BotApi, store: Store, goes_on: bool, arrived: list[str]
) -> None:
    long = Message((block("a" * 3000), block("b" * 3000)))
    async with talking(bot_api, store, NOW) as talk:
        bot_api.fault("sendMessage", failure=Failure.CUT_AFTER)
        with contextlib.suppress(NetworkError):
            await send(talk.bot.app.bot, talk.chat.id, None, long, goes_on=goes_on)
    assert [message.text[0] for message in bot_api.sent] == arrived


async def test_an_inline_message_edited_without_a_receipt_is_recorded_as_it_is(bot_api: BotApi, filled: Store) -> None:
    def asks() -> list[Any]:
        return filled.read_now(lambda db: db.execute("SELECT asks FROM inline_messages").fetchall())

    async with talking(bot_api, filled, NOW):
        query = bot_api.inline("21 sep")
        results = (await query.answered())["results"]
        message = bot_api.choose(query, results[0]["id"])
        bot_api.fault("editMessageText", failure=Failure.CUT_AFTER)
        bot_api.press(message, "21–22 Sep ›")
        await until(lambda: asks() == [("night:2026-09-22",)])
    assert message.text.startswith("Night of 21–22 September 2026")

"""A night is sent on from its quote: Telegram lets the person choose a chat, and asks inline there."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Message
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking

FILL, NOW = SCENES["whole_night"]
SEND = "Send to a chat"


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


def sends(message: Message) -> list[Any]:
    """The questions that the message's buttons ask in a chat of the person's choice."""
    buttons = [button for row in message.buttons for button in row]
    return [button["switch_inline_query_chosen_chat"] for button in buttons if button["text"] == SEND]


async def test_a_quote_can_be_sent_to_any_chat_as_its_night(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        (chosen,) = sends(await talk.ask("/cite 22.09"))
        offered = await bot_api.inline(chosen.pop("query")).answered()
    assert chosen == {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True}
    asks = [one["id"].rpartition(":")[0] for one in offered["results"]]
    assert asks == ["night:2026-09-22:en", "short:2026-09-22:en"]


async def test_the_button_is_under_a_pressed_quote_too(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        night = await talk.ask("/latest")
        quote = next(button["text"] for row in night.buttons for button in row if "cite" in button["callback_data"])
        pressed = await talk.press(quote)
    assert [one["query"] for one in sends(pressed)] == ["2026-09-22"]


async def test_a_night_without_a_report_is_not_sent_on(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert sends(await talk.ask("/cite 22.08")) == []


async def test_without_inline_mode_there_is_no_such_button(bot_api: BotApi, filled: Store) -> None:
    """Telegram would refuse the whole message."""
    bot_api.state.inline_mode = False
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/cite 22.09")
    assert sends(answer) == []
    assert answer.text.startswith("Quote\n")


async def test_the_stand_in_refuses_the_button_without_inline_mode(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/privacy")
        bot_api.state.inline_mode = False
        answer = await talk.ask("/cite 22.09")
    assert answer.text == "Something went wrong; the error has been logged. Please try again later."

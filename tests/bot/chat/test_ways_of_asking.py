"""What is a question: captions, messages mended by editing; and what is not: a channel's direct messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, Message
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking

FILL, NOW = SCENES["whole_night"]
NAME = "@overnight_demo_bot"
NIGHT = "Night of 21–22 September 2026"


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


def captioned(api: BotApi, chat: Chat, text: str) -> None:
    """A picture with a caption."""
    length = len(NAME)
    offset = text.find(NAME)
    entities = [{"type": "mention", "offset": offset, "length": length}] if offset >= 0 else []
    photo = [{"file_id": "P1", "file_unique_id": "u1", "width": 1, "height": 1}]
    api.say(chat, "", extra={"photo": photo, "caption": text, "caption_entities": entities})


async def test_a_caption_in_a_group_that_names_the_bot_is_a_question(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        captioned(bot_api, group, f"{NAME} 22 sep")
        answer = await talk.next()
    assert answer.text.startswith(NIGHT)


async def test_a_caption_in_a_group_that_does_not_name_the_bot_is_not(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.supergroup("Newsroom", bot="administrator")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        captioned(bot_api, group, "22 sep")
        await talk.ask("/privacy")
    assert len(bot_api.sent) == 1


@pytest.mark.parametrize(("wrong", "right"), [("/xyz", "/latest"), ("qwerty", "22.09"), ("31.02", "/night 22.09")])
async def test_a_question_mended_by_editing_is_answered(bot_api: BotApi, filled: Store, wrong: str, right: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        asked = bot_api.say(talk.chat, wrong)
        await talk.next()
        bot_api.edit(asked, right)
        answer = await talk.next()
    assert answer.text.startswith(NIGHT)


async def test_a_mended_command_in_a_group_is_answered(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        asked = bot_api.say(group, f"/lates{NAME}")
        bot_api.edit(asked, f"/latest{NAME}")
        answer = await talk.next()
    assert answer.text.startswith(NIGHT)
    assert len(bot_api.sent) == 1


async def test_a_message_edited_much_later_asks_nothing(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        asked = bot_api.say(talk.chat, "/privacy")
        await talk.next()
        asked.date -= int(timedelta(minutes=16).total_seconds())
        bot_api.edit(asked, "/latest")
        await talk.ask("/about")
    assert len(bot_api.sent) == 2


async def test_an_edited_broadcast_is_not_sent_again(bot_api: BotApi, filled: Store) -> None:
    operator = bot_api.private("Op")
    filled.write_now(chats.remember, operator.id, None, NOW)
    async with talking(bot_api, filled, NOW, chat=operator, admin_ids=str(operator.id)) as talk:
        asked = bot_api.say(operator, "/broadcast Maintenance at noon.")
        before = await talk.next()
        bot_api.edit(asked, "/broadcast Maintenance at one.")
        after = await talk.next()
    assert "Maintenance at noon." in before.text
    assert "Maintenance" not in after.text


def in_direct_messages(api: BotApi, text: str) -> dict[str, Any]:
    """A person writes to a channel whose admin the bot is (Bot API 9.2): a chat of its own with a topic a person."""
    chat = {"id": -1_001_000_009_999, "type": "supergroup", "title": "Nights", "is_direct_messages": True}
    return {
        "message_id": 5, "date": int(NOW.timestamp()), "chat": chat, "text": text,
        "from": api.user("Bea").json(), "direct_messages_topic": {"topic_id": 7},
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }  # fmt: skip


@pytest.mark.parametrize("times", [1, 8])
async def test_what_is_written_to_a_channel_is_left_to_its_owners(bot_api: BotApi, filled: Store, times: int) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        talk.bot.budget._clock = lambda: 0.0
        for _ in range(times):
            bot_api.put_raw({"message": in_direct_messages(bot_api, f"/latest{NAME}")})
        await talk.ask("/privacy")
    assert [message.chat for message in bot_api.sent] == [talk.chat]
    assert len(bot_api.calls("sendMessage")) == 1


async def test_a_location_that_goes_on_is_answered_once(bot_api: BotApi, filled: Store) -> None:
    place = {"latitude": 46.48, "longitude": 30.72, "live_period": 900}
    async with talking(bot_api, filled, NOW) as talk:
        sent: Message = bot_api.say(talk.chat, "", extra={"location": place})
        await talk.next()
        bot_api.edit(sent, "")
        await talk.ask("/privacy")
    assert len(bot_api.sent) == 2

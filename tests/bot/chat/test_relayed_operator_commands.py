"""The operator's commands are obeyed only when the operator types them, not when they are forwarded or relayed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, incoming
from storage import Store
from tests.bot.chat.test_operator import ARGUMENTS, COMMANDS, as_operator, kept

BOT = {"id": 777, "is_bot": True, "first_name": "Other", "username": "other_bot"}
PERSON = {"id": 5, "is_bot": False, "first_name": "Eve"}
ORIGIN = {"type": "user", "date": 1, "sender_user": PERSON}
FOREIGN: dict[str, dict[str, Any]] = {
    "via a bot": {"via_bot": BOT},
    "by a business bot": {"sender_business_bot": BOT},
    "over a business connection": {"business_connection_id": "c1"},
    "by a guest bot": {"guest_bot_caller_user": PERSON},
    "by a guest bot of a channel": {"guest_bot_caller_chat": {"id": -1005, "type": "channel", "title": "x"}},
    "forwarded from a person": {"forward_origin": ORIGIN},
    "forwarded from somebody hidden": {
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Operator"}
    },
}


@pytest.fixture
def operator(bot_api: BotApi) -> Chat:
    return bot_api.private("Operator")


@pytest.mark.parametrize("extra", FOREIGN.values(), ids=FOREIGN)
async def test_a_forwarded_or_relayed_operator_command_is_not_obeyed(
    bot_api: BotApi, store: Store, operator: Chat, extra: dict[str, Any]
) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        usual = (await talk.ask("/help")).text
        for command in COMMANDS:
            bot_api.say(operator, f"/{command}{ARGUMENTS.get(command, '')}", extra=extra)
        bot_api.say(operator, "/start", extra=extra)
        bot_api.say(operator, "/help")
        while (answer := await talk.next()).text != usual:
            assert answer.text.startswith("I only read posts forwarded")
    assert kept(store) == [[], [], [], []]


@pytest.mark.parametrize(
    "kind", ["edited_message", "business_message", "edited_business_message", "channel_post", "guest_message"]
)
async def test_operator_commands_in_edits_business_messages_and_channel_posts_are_ignored(
    bot_api: BotApi, store: Store, operator: Chat, kind: str
) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        message = incoming.written(bot_api.state, operator, "/pause sending", next(iter(operator.members)))
        allowed, bot_api.state.updates.allowed = bot_api.state.updates.allowed, [kind]
        assert bot_api.state.updates.put(kind, message.json())
        bot_api.state.updates.allowed = allowed
        await talk.ask("/about")
    assert kept(store) == [[], [], [], []]


@pytest.mark.parametrize("field", ["caption", "quote", "reply"])
async def test_a_command_outside_the_message_text_is_ignored(
    bot_api: BotApi, store: Store, operator: Chat, field: str
) -> None:
    command = "/pause sending"
    entities = incoming.entities_of(command)
    async with as_operator(bot_api, store, operator) as talk:
        earlier = await talk.ask("/about")
        if field == "reply":
            bot_api.say(operator, "ok", reply_to=earlier, extra={"external_reply": {"origin": ORIGIN}})
        elif field == "quote":
            bot_api.say(operator, "ok", extra={"quote": {"text": command, "entities": entities, "position": 0}})
        else:
            photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
            bot_api.say(operator, "", extra={"caption": command, "caption_entities": entities, "photo": photo})
        await talk.next()
    assert kept(store) == [[], [], [], []]


async def test_a_command_typed_by_the_operator_is_obeyed(bot_api: BotApi, store: Store, operator: Chat) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        assert "no digests or corrections go out" in (await talk.ask("/pause sending")).text
    assert kept(store)[1] != []

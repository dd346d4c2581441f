"""Actions of people and channels reach the bot as updates like Telegram's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, hidden_origin, user_origin


def last(api: BotApi) -> dict[str, Any]:
    return api.state.updates.waiting[-1]


async def test_a_message_carries_its_sender_and_a_unix_time(bot_api: BotApi) -> None:
    ann = bot_api.private("Ann", "uk")
    bot_api.say(ann, "  вчора ")
    message = last(bot_api)["message"]
    assert message["from"] == {"id": ann.id, "is_bot": False, "first_name": "Ann", "language_code": "uk"}
    assert (message["text"], message["chat"]["type"]) == ("вчора", "private")
    assert isinstance(message["date"], int)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/night 22.09", [("bot_command", 0, 6)]),
        ("🛵 /latest@overnight_demo_bot", [("bot_command", 3, 26)]),
        ("@overnight_demo_bot week", [("mention", 0, 19)]),
        ("see https://t.me/kpszsu/1", [("url", 4, 21)]),
        ("22/09/2026 and a/b", []),
    ],
)
async def test_entities_are_found_as_telegram_finds_them(bot_api: BotApi, text: str, entities: list[Any]) -> None:
    bot_api.say(bot_api.private(), text)
    found = last(bot_api)["message"].get("entities", [])
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


async def test_an_anonymous_admin_posts_as_the_group(bot_api: BotApi) -> None:
    group = bot_api.supergroup("Nights")
    bot_api.say(group, "/settings", anonymous=True)
    message = last(bot_api)["message"]
    assert (message["sender_chat"]["id"], message["from"]["username"]) == (group.id, "GroupAnonymousBot")


async def test_a_message_names_its_topic_unless_the_topic_is_unknown(bot_api: BotApi) -> None:
    forum = bot_api.supergroup("Forum", topics=("Nights",))
    bot_api.say(forum, "/latest", thread=2)
    assert last(bot_api)["message"]["message_thread_id"] == 2
    with pytest.raises(LookupError):
        bot_api.say(forum, "/latest", thread=9)


async def test_a_channel_post_and_its_edit_have_no_sender(bot_api: BotApi) -> None:
    channel = bot_api.channel("Air Force", "kpszsu")
    post = bot_api.channel_post(channel, "tally")
    assert "from" not in last(bot_api)["channel_post"]
    bot_api.edit(post, "corrected tally")
    edited = last(bot_api)["edited_channel_post"]
    assert (edited["text"], "edit_date" in edited) == ("corrected tally", True)


async def test_forwards_from_people_and_hidden_users_have_their_own_origin_types(bot_api: BotApi) -> None:
    ann = bot_api.private()
    bot_api.forward(ann, "tally", hidden_origin("Air Force", 1))
    assert last(bot_api)["message"]["forward_origin"]["type"] == "hidden_user"
    bot_api.forward(ann, "tally", user_origin(bot_api.user("Bea"), 1))
    assert last(bot_api)["message"]["forward_origin"]["type"] == "user"


async def test_a_bot_removed_from_a_group_gets_no_updates_from_it(bot_api: BotApi) -> None:
    group = bot_api.group()
    bot_api.block(group, quietly=True)
    bot_api.say(group, "/latest")
    assert not bot_api.state.updates.waiting


async def test_a_reply_to_the_bot_in_a_group_reaches_it(bot_api: BotApi) -> None:
    group = bot_api.group()
    said = bot_api.say(group, "/latest")
    said.author = bot_api.state.me.json()
    bot_api.say(group, "thanks", reply_to=said)
    assert last(bot_api)["message"]["reply_to_message"]["text"] == "/latest"


async def test_with_privacy_mode_off_every_group_message_reaches_the_bot(bot_api: BotApi) -> None:
    bot_api.state.privacy = False
    bot_api.say(bot_api.group(), "hello")
    assert last(bot_api)["message"]["text"] == "hello"

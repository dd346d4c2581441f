"""The stand-in's picker of chats, the rights it knows, and the profile photo: as strict as Telegram."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi
from bot.demo.bot_api.sharing import labels, share
from tests.bot.demo.asking import Ask

POST = {"can_post_messages": True}
CHANNEL = {"request_id": 1, "chat_is_channel": True, "request_title": True}
BARE_JPEG = b"\xff\xd8\xff\xc0\x00\x11\x08\x02\x00\x02\x00" + b"\0" * 16


def picker(*requests: dict[str, Any]) -> dict[str, Any]:
    return {"keyboard": [[{"text": f"Pick {one.get('request_id')}", "request_chat": one}] for one in requests]}


async def refusal(ask: Ask, chat: int, markup: Any) -> str:
    said = await ask("sendMessage", chat_id=chat, text="Which?", reply_markup=markup)
    return str(said.get("description", ""))


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (picker(CHANNEL), ""),
        ({"remove_keyboard": True}, ""),
        ({"keyboard": []}, "reply markup is empty"),
        ({"keyboard": {}}, 'field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays'),
        ({"keyboard": [[{"text": " "}]]}, "BUTTON_TEXT_INVALID"),
        ({"keyboard": [[{"request_chat": CHANNEL}]]}, "can't parse keyboard button: Can't find field \"text\""),
        ({"keyboard": [["a"] * 13]}, "REPLY_MARKUP_TOO_LONG"),
        (picker({"request_id": 1}), "can't parse keyboard button: Can't find field \"chat_is_channel\""),
        (picker({"chat_is_channel": True}), "can't parse keyboard button: Can't find field \"request_id\""),
        (picker(CHANNEL | {"request_id": 2**31}), "can't parse keyboard button: Can't find field \"request_id\""),
        (picker(CHANNEL, CHANNEL), "BUTTON_ID_INVALID"),
        (picker(CHANNEL | {"bot_administrator_rights": POST}), "USER_RIGHTS_MISSING"),
        (picker(CHANNEL | {"bot_administrator_rights": POST, "user_administrator_rights": POST}), ""),
    ],
    ids=str,
)
async def test_a_picker_is_checked(bot_api: BotApi, ask: Ask, markup: Any, why: str) -> None:
    assert await refusal(ask, bot_api.private().id, markup) == (f"Bad Request: {why}" if why else "")


async def test_a_picker_is_for_private_chats_alone(bot_api: BotApi, ask: Ask) -> None:
    assert await refusal(ask, bot_api.group().id, picker(CHANNEL)) == "Bad Request: BUTTON_TYPE_INVALID"


async def test_a_picked_channel_is_told_to_the_bot_which_gets_the_rights_it_asked_for(
    bot_api: BotApi, ask: Ask
) -> None:
    ann = bot_api.private()
    assert ann.user
    channel, group = bot_api.channel("News", "news", bot="left"), bot_api.group()
    bot_api.join(channel, ann.user, "administrator")
    rights = {"bot_administrator_rights": POST, "user_administrator_rights": POST}
    await ask("sendMessage", chat_id=ann.id, text="Which?", reply_markup=picker(CHANNEL | rights))
    asked = bot_api.sent[-1]
    assert labels(asked) == ["Pick 1"]
    share(bot_api.state, asked, "Pick 1", channel)
    updates = (await ask("getUpdates"))["result"]
    assert updates[0]["my_chat_member"]["new_chat_member"]["can_post_messages"] is True
    assert updates[1]["message"]["chat_shared"] == {"request_id": 1, "chat_id": channel.id, "title": "News"}
    for other in (group, bot_api.channel("Others")):
        with pytest.raises(LookupError):
            share(bot_api.state, asked, "Pick 1", other)
    channel.withheld[ann.user.id] = {"can_post_messages"}
    with pytest.raises(LookupError):
        share(bot_api.state, asked, "Pick 1", channel)


async def test_a_bot_without_the_right_to_post_is_refused_in_a_channel(bot_api: BotApi, ask: Ask) -> None:
    channel = bot_api.channel("News")
    channel.withheld[bot_api.state.me.id] = {"can_post_messages"}
    refused = await ask("sendMessage", chat_id=channel.id, text="hi")
    assert refused["description"] == "Bad Request: need administrator rights in the channel chat"
    member = (await ask("getChatMember", chat_id=channel.id, user_id=bot_api.state.me.id))["result"]
    assert (member["status"], member["can_post_messages"], member["can_edit_messages"]) == (
        "administrator",
        False,
        True,
    )


async def test_a_restricted_bot_is_refused_in_a_group_and_so_is_any_where_members_may_not_write(
    bot_api: BotApi, ask: Ask
) -> None:
    group, me = bot_api.supergroup("News"), bot_api.state.me.id
    group.withheld[me] = {"can_send_messages"}
    refused = await ask("sendMessage", chat_id=group.id, text="hi")
    assert refused["description"] == "Bad Request: not enough rights to send text messages to the chat"
    member = (await ask("getChatMember", chat_id=group.id, user_id=me))["result"]
    assert (member["status"], member["can_send_messages"], member["can_send_photos"]) == ("restricted", False, True)
    group.withheld.clear()
    group.barred = {"can_send_messages"}
    assert not (await ask("sendMessage", chat_id=group.id, text="hi"))["ok"]
    assert (await ask("getChat", chat_id=group.id))["result"]["permissions"]["can_send_messages"] is False
    bot_api.unblock(group, "administrator")
    assert (await ask("sendMessage", chat_id=group.id, text="hi"))["ok"]


@pytest.mark.parametrize(
    ("photo", "data", "why"),
    [
        ({"type": "static", "photo": "attach://it"}, BARE_JPEG, ""),
        ({"type": "static", "photo": "attach://it"}, b"\x89PNG\r\n\x1a\n", "PHOTO_EXT_INVALID"),
        ({"type": "static", "photo": "P00000001"}, BARE_JPEG, "profile photo must be uploaded as a file"),
        ({"type": "dream"}, BARE_JPEG, "can't parse InputProfilePhoto: type of the photo is unsupported"),
    ],
    ids=str,
)
async def test_a_profile_photo_is_a_jpeg_that_is_uploaded(
    bot_api: BotApi, ask: Ask, photo: dict[str, str], data: bytes, why: str
) -> None:
    async with httpx.AsyncClient(verify=False) as client:
        url = f"{bot_api.base_url}/bot{bot_api.token}/setMyProfilePhoto"
        said = (await client.post(url, data={"photo": json.dumps(photo)}, files={"it": ("a.jpg", data)})).json()
    assert said.get("description", "") == (f"Bad Request: {why}" if why else "")
    found = (await ask("getUserProfilePhotos", user_id=bot_api.state.me.id))["result"]
    assert found["total_count"] == (0 if why else 1)
    await ask("removeMyProfilePhoto")
    assert (await ask("getUserProfilePhotos", user_id=bot_api.state.me.id))["result"]["total_count"] == 0

"""Command lists in the stand-in: one per scope and language; each person sees the most specific one."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi, Chat, User, menus


async def tell(api: BotApi, name: str, scope: Any = None, language: str = "", method: str = "setMyCommands") -> str:
    """Set a list of one command, or delete a list; why it was refused, or nothing."""
    body = {"commands": [{"command": name, "description": "last night"}], "language_code": language}
    async with httpx.AsyncClient(verify=False) as client:
        url = f"{api.base_url}/bot{api.token}/{method}"
        said = (await client.post(url, json=body | ({"scope": scope} if scope is not None else {}))).json()
    return str(said.get("description", ""))


def seen(api: BotApi, chat: Chat, user: User | None = None) -> str:
    """The one command that is seen; nothing where no list was set."""
    return "".join(one["command"] for one in menus.shown(api.state, chat, user))


async def test_a_private_chat_sees_the_most_specific_command_list_in_its_language(
    bot_api: BotApi,
) -> None:
    chat, other = bot_api.private("Olena", "uk"), bot_api.private("Ann", "en")
    assert seen(bot_api, chat) == ""
    steps: tuple[tuple[str, Any, str, str], ...] = (
        ("default", None, "", "default"),
        ("default_uk", {"type": "default"}, "uk", "default"),
        ("all", {"type": "all_private_chats"}, "", "all"),
        ("all_uk", {"type": "all_private_chats"}, "uk", "all"),
        ("chat", {"type": "chat", "chat_id": chat.id}, "", "all"),
        ("chat_uk", {"type": "chat", "chat_id": chat.id}, "uk", "all"),
    )
    for name, scope, language, others in steps:
        assert await tell(bot_api, name, scope, language) == ""
        assert (seen(bot_api, chat), seen(bot_api, other)) == (name, others)


async def test_group_admins_see_another_command_list_than_members(bot_api: BotApi) -> None:
    owner, guest = bot_api.user("Owner"), bot_api.user("Guest")
    group = bot_api.supergroup("Newsroom", admin=owner)
    bot_api.join(group, guest)
    steps: tuple[tuple[str, Any, str, str], ...] = (
        ("private", {"type": "all_private_chats"}, "", ""),
        ("groups", {"type": "all_group_chats"}, "groups", "groups"),
        ("admins", {"type": "all_chat_administrators"}, "admins", "groups"),
        ("here", {"type": "chat", "chat_id": group.id}, "here", "here"),
        ("admins_here", {"type": "chat_administrators", "chat_id": group.id}, "admins_here", "here"),
        ("guest", {"type": "chat_member", "chat_id": group.id, "user_id": guest.id}, "admins_here", "guest"),
    )
    for name, scope, admins, members in steps:
        assert await tell(bot_api, name, scope) == ""
        assert (seen(bot_api, group, owner), seen(bot_api, group, guest)) == (admins, members)


async def test_deleting_a_command_list_reveals_the_less_specific_one(bot_api: BotApi) -> None:
    chat = bot_api.private()
    await tell(bot_api, "all", {"type": "all_private_chats"})
    await tell(bot_api, "chat", {"type": "chat", "chat_id": chat.id})
    assert await tell(bot_api, "", {"type": "chat", "chat_id": chat.id}, method="deleteMyCommands") == ""
    assert seen(bot_api, chat) == "all"


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ([], "can't parse BotCommandScope: expected an Object"),
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "everyone"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"type": "chat", "chat_id": ""}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat_member", "chat_id": 1}, "can't parse BotCommandScope: Can't find field \"user_id\""),
        ({"type": "chat_member", "chat_id": 1, "user_id": 0}, "can't parse BotCommandScope: Invalid user_id specified"),
        ({"type": "chat", "chat_id": 5}, "chat not found"),
        ({"type": "chat_administrators", "chat_id": 100001}, "can't use specified scope in private chats"),
        ({"type": "chat", "chat_id": -1001000000001}, "can't change commands in channel chats"),
    ],
    ids=str,
)
async def test_invalid_command_scopes_are_refused(bot_api: BotApi, scope: Any, why: str) -> None:
    bot_api.private()
    bot_api.channel()
    assert await tell(bot_api, "latest", scope) == f"Bad Request: {why}"

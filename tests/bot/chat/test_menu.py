"""Which commands Telegram lists for people, group members, group admins and operators, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, Failure, User, menus
from bot.telegram_start import list_commands
from storage import Store
from tests.bot.talking import Talk, has_a_test_of_its_own, talking, until
from tests.storage.builders import at

NOW = at("2026-09-22 06:12")
# A bot that has sent Telegram its lists.
listing = partial(talking, lists_commands=True)
MEMBERS = (
    *("latest", "night", "week", "month", "trend", "records", "region", "compare", "source", "cite", "digest"),
    *("export", "gaps", "status", "about", "privacy", "mydata", "help"),
)
EVERYBODY = (
    *("latest", "night", "week", "month", "trend", "records", "region", "compare", "source", "cite", "digest"),
    *("export", "subscribe", "unsubscribe", "watch", "settings", "gaps", "status", "about", "privacy", "mydata"),
    *("forget", "help"),
)
OPERATORS = ("health", "unread", "release", "drop", "pause", "resume", "broadcast")


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those of commands that are tested by themselves."""
    return tuple(name for name in names if not has_a_test_of_its_own(name))


def seen(api: BotApi, chat: Chat, user: User | None = None) -> tuple[str, ...]:
    """The names of the commands that Telegram lists to a person in a chat."""
    return known(one["command"] for one in menus.shown(api.state, chat, user))


def line(api: BotApi, chat: Chat, name: str) -> str:
    """What the list says of a command."""
    return next(str(one["description"]) for one in menus.shown(api.state, chat) if one["command"] == name)


async def test_people_see_all_their_commands_in_the_language_of_their_telegram(bot_api: BotApi, store: Store) -> None:
    english, ukrainian, german = (bot_api.private(code, code) for code in ("en", "uk", "de"))
    async with listing(bot_api, store, NOW):
        for chat in (english, ukrainian, german):
            assert seen(bot_api, chat) == EVERYBODY
    assert line(bot_api, english, "latest") == line(bot_api, german, "latest") == "last night, both sides"
    assert line(bot_api, ukrainian, "latest") == "минула ніч, обидві сторони"


async def test_group_members_do_not_see_admin_commands(bot_api: BotApi, store: Store) -> None:
    owner, guest = bot_api.user("Owner"), bot_api.user("Guest", "uk")
    group = bot_api.supergroup("Newsroom", admin=owner)
    bot_api.join(group, guest)
    async with listing(bot_api, store, NOW):
        assert seen(bot_api, group, owner) == EVERYBODY
        assert seen(bot_api, group, guest) == MEMBERS


async def test_only_operators_see_operator_commands_and_only_in_their_private_chat(
    bot_api: BotApi, store: Store
) -> None:
    operator, other = bot_api.private("Olena", "uk"), bot_api.private("Ann")
    group = bot_api.supergroup("Newsroom", admin=operator.user)
    async with listing(bot_api, store, NOW, admin_ids=str(operator.id)):
        assert seen(bot_api, operator) == EVERYBODY + OPERATORS
        assert seen(bot_api, other) == EVERYBODY
        assert seen(bot_api, group, operator.user) == EVERYBODY
    assert line(bot_api, operator, "health") == "стан бота"


async def test_an_operator_unknown_to_telegram_gets_their_menu_after_the_first_message(
    bot_api: BotApi, store: Store
) -> None:
    future, known = bot_api.user("Olena"), bot_api.private("Second")
    async with talking(
        bot_api, store, NOW, lists_commands=True, chat=known, admin_ids=f"{future.id},{known.id}"
    ) as talk:
        assert seen(bot_api, known) == EVERYBODY + OPERATORS
        chat = bot_api.private(user=future)
        assert seen(bot_api, chat) == EVERYBODY
        bot_api.say(chat, "/start")
        # three lists in two languages, one that was refused, and those of two operators
        await until(lambda: len(bot_api.calls("setMyCommands")) == 3 * 2 + 1 + 2 * 2)
        assert seen(bot_api, chat) == EVERYBODY + OPERATORS
        bot_api.say(chat, "/about")
        await talk.ask("/about")
        await talk.ask("/about")
    assert len(bot_api.calls("setMyCommands")) == 11


async def test_a_menu_refused_after_the_first_message_is_set_with_the_next(
    bot_api: BotApi, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    future = bot_api.user("Olena")
    async with listing(bot_api, store, NOW, admin_ids=str(future.id)):
        chat = bot_api.private(user=future)
        bot_api.fault("setMyCommands", code=429, description="Too Many Requests: retry after 5", retry_after=5)
        bot_api.say(chat, "/start")
        await until(lambda: f"commands of operator {chat.id} yet" in caplog.text)
        bot_api.say(chat, "/about")
        await until(lambda: seen(bot_api, chat) == EVERYBODY + OPERATORS)
    assert "Traceback" not in caplog.text


async def test_setting_the_menus_twice_changes_nothing(bot_api: BotApi, store: Store) -> None:
    operator = bot_api.private("Olena")
    async with listing(bot_api, store, NOW, admin_ids=str(operator.id)) as talk:
        once = dict(bot_api.state.profile)
        await list_commands(talk.bot)
        assert bot_api.state.profile == once


@pytest.mark.parametrize(
    "fault",
    [
        {"code": 429, "description": "Too Many Requests: retry after 5", "retry_after": 5},
        {"code": 502, "html": True},
        {"failure": Failure.GARBAGE},
        {"failure": Failure.CUT_AFTER},
        {"failure": Failure.HALF},
        {"failure": Failure.ODD},
    ],
    ids=str,
)
async def test_all_menus_are_set_later_when_telegram_refuses_them_at_first(
    bot_api: BotApi, store: Store, fault: dict[str, Any]
) -> None:
    rests: list[float] = []
    operator = bot_api.private("Olena", "uk")

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    async with listing(bot_api, store, NOW, admin_ids=str(operator.id)) as talk:
        bot_api.state.profile.clear()
        bot_api.fault("setMyCommands", **fault)
        talk.bot.world = replace(talk.bot.world, sleep=rest)
        await list_commands(talk.bot)
        assert seen(bot_api, operator) == EVERYBODY + OPERATORS
    assert rests == [2.0]


async def helped(talk: Talk, user: User | None = None) -> tuple[str, ...]:
    """The commands that ``/help`` lists to somebody."""
    return known(re.findall(r"^/(\w+) – ", (await talk.ask("/help", user)).text, re.MULTILINE))


async def test_the_help_lists_the_same_commands_as_the_menu(bot_api: BotApi, store: Store) -> None:
    owner, guest = bot_api.user("Owner"), bot_api.user("Guest")
    group, operator = bot_api.supergroup("Newsroom", admin=owner), bot_api.private("Olena")
    async with talking(
        bot_api, store, NOW, lists_commands=True, chat=group, admin_ids=f"{operator.id},{owner.id}"
    ) as talk:
        assert await helped(talk, owner) == EVERYBODY
        assert await helped(talk, guest) == MEMBERS
        talk.chat = operator
        assert await helped(talk) == EVERYBODY + OPERATORS
        talk.chat = bot_api.private("Ann")
        assert await helped(talk) == EVERYBODY


async def test_when_admins_are_unknown_a_group_gets_the_help_of_members(bot_api: BotApi, store: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    async with listing(bot_api, store, NOW, chat=group) as talk:
        bot_api.fault("getChatMember", code=429, description="Too Many Requests: retry after 5", retry_after=5)
        assert await helped(talk) == MEMBERS
        assert await helped(talk) == EVERYBODY

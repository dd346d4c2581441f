"""Whoever set a digest up is told once when the bot may post there no more, and not of what they did themselves."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi, Chat, Message, User, incoming
from storage import Store
from storage.chats import chats
from tests.bot.deliver.mornings import EVENING, air_force, at_the_clock, ministry
from tests.bot.deliver.own_chat_scenes import in_chat, set_up
from tests.bot.talking import Talk, talking, until

LOST = (
    "Night News\n\nI can no longer post the digest there: I was removed or lost the right to post. Let me "
    "back in and press the button; until then nothing is sent there, and I will not remind you."
)


def channel_of(talk: Talk) -> Chat:
    channel = talk.api.channel("Night News")
    assert talk.chat.user
    talk.api.join(channel, talk.chat.user, "administrator")
    return channel


def change(talk: Talk, chat: Chat, status: str, by: User | None = None, withheld: str = "") -> None:
    """Somebody (the owner, if nobody is named) changes what the bot is in a chat."""
    before, chat.bot = chat.bot, status
    chat.withheld[talk.api.state.me.id] = {withheld} if withheld else set()
    body = incoming.membership(talk.api.state, chat, by or next(iter(chat.members)), before, status)
    talk.api.state.updates.put("my_chat_member", body)


async def is_lost(store: Store, chat: Chat, lost: bool = True) -> None:
    def found() -> bool:
        kept = store.read_now(chats.chat, chat.id)
        return kept is not None and kept.blocked is lost

    await until(found)


async def looked(talk: Talk, *clocks: str) -> list[Message]:
    """Look what is due at these times; return what the person was told."""
    before = len(in_chat(talk, talk.chat))
    for clock in clocks or ("07:00", "07:01", "12:00"):
        await at_the_clock(talk, clock)
    return in_chat(talk, talk.chat)[before:]


@pytest.mark.parametrize(("status", "withheld"), [("kicked", ""), ("left", ""), ("administrator", "can_post_messages")])
async def test_a_removal_and_a_lost_right_are_told_once_with_a_button(
    bot_api: BotApi, store: Store, status: str, withheld: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, status, withheld=withheld)
        await is_lost(store, channel)
        (told,) = await looked(talk)
        assert (told.text, told.labels) == (LOST, [["Try again", "End"]])
        assert await looked(talk, "13:00") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bad Request: need administrator rights in the channel chat", 400),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", 400),
        ("Forbidden: bot was kicked from the channel chat", 403),
        ("Bad Request: chat not found", 400),
    ],
)
async def test_a_loss_that_shows_only_when_a_digest_is_refused_is_told_once(
    bot_api: BotApi, store: Store, text: str, code: int
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        air_force(store)
        ministry(store)
        bot_api.fault("sendMessage", code=code, description=text)
        assert [one.text for one in await looked(talk, "06:00", "06:01", "07:00")] == [LOST]
        assert in_chat(talk, channel) == []


async def test_a_refusal_that_is_no_loss_is_not_told(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        air_force(store)
        ministry(store)
        bot_api.fault("sendMessage", code=400, description="Bad Request: message is too long")
        assert await looked(talk, "06:00", "06:01") == []


async def test_a_stop_by_themselves_is_not_told(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked", by=talk.chat.user)
        await is_lost(store, channel)
        assert await looked(talk) == []
        assert "nothing can be sent there at present" in (await talk.ask("/post")).text


async def test_once_it_is_let_in_again_all_goes_on_and_another_loss_is_told_again(
    bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        assert len(await looked(talk, "05:00")) == 1
        change(talk, channel, "administrator")
        await is_lost(store, channel, lost=False)
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        assert len(in_chat(talk, channel)) == 1
        change(talk, channel, "left")
        await is_lost(store, channel)
        assert [one.text for one in await looked(talk, "07:00", "08:00")] == [LOST]


async def test_the_button_looks_again_and_says_what_is_missing_still(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        (told,) = await looked(talk)
        await talk.next()
        await talk.press("Try again", told)
        assert told.text.startswith("Night News\n\nI am not there: add me")
        channel.bot = "administrator"
        await talk.press("Try again", told)
        assert told.text.startswith("Night News\n\nI may post there again.\n\nDigest: 09:00 (Kyiv time)")
        await is_lost(store, channel, lost=False)


async def test_a_right_that_came_back_unheard_is_noticed_when_the_digest_is_resumed(
    bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        await talk.bot.services.actions.pause_own(channel.id)
        channel.bot = "administrator"
        await talk.ask("/help")
        await bot_api.press(talk.heard[-1], data=f"1:own:resume:{channel.id}").answered()
        await is_lost(store, channel, lost=False)
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        assert len(in_chat(talk, channel)) == 1


async def test_it_can_be_ended_though_the_bot_is_not_there(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        (told,) = await looked(talk)
        await talk.next()
        await talk.press("End", told)
    assert told.text == "Night News\n\nEnded: nothing more is sent there."
    assert store.read_now(chats.chat, channel.id) is None


async def test_whoever_blocked_the_bot_is_not_told_and_never_later(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        bot_api.block(talk.chat)
        await is_lost(store, talk.chat)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        assert await looked(talk) == []
        bot_api.unblock(talk.chat)
        await is_lost(store, talk.chat, lost=False)
        assert await looked(talk, "13:00") == []


async def test_a_restart_tells_it_no_second_time(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel)
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        assert len(await looked(talk, "07:00")) == 1
        person = talk.chat
    async with talking(bot_api, store, EVENING, chat=person) as talk:
        assert await looked(talk, "07:20", "09:00") == []


async def test_in_ukrainian(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING, language="uk") as talk:
        channel = channel_of(talk)
        await talk.ask("/help")
        await set_up(talk, channel)
        await talk.bot.services.actions.choose_language(talk.chat.id, "uk")
        change(talk, channel, "kicked")
        await is_lost(store, channel)
        (told,) = await looked(talk)
    assert told.text.startswith("Night News\n\nБільше не можу надсилати туди зведення")
    assert told.labels == [["Спробувати ще раз", "Припинити"]]

"""Groups, topics and channels: answered when asked, silent otherwise, set by admins alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, channel_origin
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, until

FILL, NOW = SCENES["whole_night"]
NAME = "@overnight_demo_bot"


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}",
        f"{NAME} 22 sep",
        f"{NAME}, 22.09",
        f"{NAME}\n22.09",
        f"ніч на 22.09 {NAME}",
        f"{NAME.upper()} 2026-09-22",
    ],
)
async def test_a_mention_is_answered_like_an_inline_query(bot_api: BotApi, filled: Store, text: str) -> None:
    forum = bot_api.supergroup("Newsroom", topics=("Nights",))
    async with talking(bot_api, filled, NOW, chat=forum) as talk:
        answer = await talk.ask(text, thread=2)
    assert answer.text.startswith("Night of 21–22 September 2026")
    assert answer.thread == 2


@pytest.mark.parametrize(
    "text",
    [
        f"thank you {NAME}",
        "@somebody 22 sep",
        f"{NAME}_2 22 sep",
        "22.09",
        "Odesa",
        "x" * 4096,
        "/unknown",
        "/health",
    ],
)
async def test_group_messages_that_are_not_questions_are_ignored(bot_api: BotApi, filled: Store, text: str) -> None:
    group = bot_api.supergroup("Newsroom", bot="administrator")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        bot_api.say(group, text)
        answer = await talk.ask("/privacy")
    assert answer.text.startswith("What is stored about you")
    assert len(bot_api.sent) == 1


SETTERS = ["/subscribe 9:00", "/unsubscribe", "/settings zone Europe/Warsaw", "/forget"]


@pytest.mark.parametrize("command", SETTERS)
async def test_only_admins_change_settings_in_a_group(bot_api: BotApi, store: Store, command: str) -> None:
    group, guest = bot_api.supergroup("Newsroom"), bot_api.user("Guest")
    store.write_now(chats.remember, group.id, None, NOW)
    async with talking(bot_api, store, NOW, chat=group) as talk:
        assert (await talk.ask(command, guest)).text == "Only an admin of this group can set that."
    found = store.read_now(chats.chat, group.id)
    assert found is not None
    assert (found.subscription, found.zone) == (None, None)


async def test_a_channel_posting_in_a_group_is_not_an_admin(bot_api: BotApi, store: Store) -> None:
    group, other = bot_api.supergroup("Newsroom"), bot_api.channel("Other")
    bot = bot_api.user("Channel", username="Channel_Bot")
    async with talking(bot_api, store, NOW, chat=group) as talk:
        bot_api.say(group, "/subscribe 9:00", bot, extra={"sender_chat": other.json()})
        assert (await talk.next()).text == "Only an admin of this group can set that."


async def test_when_telegram_does_not_list_admins_nobody_counts_as_one(bot_api: BotApi, store: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    async with talking(bot_api, store, NOW, chat=group) as talk:
        bot_api.fault("getChatMember", code=400, description="Bad Request: member list is inaccessible")
        assert (await talk.ask("/subscribe 9:00")).text == "Only an admin of this group can set that."


@pytest.mark.parametrize(
    ("data", "link"),
    [
        ("1:at:0900", "help"),
        ("1:night:2026-09-21", "n_2026-09-21"),
        ("1:in:uk:night:2026-09-22", "n_2026-09-22"),
        ("1:picture:night:2026-09-22", "n_2026-09-22"),
        ("1:export:csv", "help"),
    ],
)
async def test_a_channel_reader_changes_nothing_there_and_is_sent_to_the_bot(
    bot_api: BotApi, filled: Store, data: str, link: str
) -> None:
    channel, audience, other = bot_api.channel("News"), bot_api.user("Reader"), bot_api.user("Other")
    async with talking(bot_api, filled, NOW, chat=channel) as talk:
        post = await talk.ask("/latest")
        for one in (audience, other):
            answer = await bot_api.press(post, data=data, user=one).answered()
            assert answer["url"] == f"https://t.me/overnight_demo_bot?start={link}"
        assert (post.edits, len(bot_api.sent)) == (0, 1)
        bot_api.press(post, data="1:night:2026-09-21")
        assert (await bot_api.next_edit(channel)).text.startswith("Night of 20–21 September 2026")


async def test_a_forwarded_command_is_ignored(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        await talk.ask("/subscribe 9:00")
        bot_api.forward(talk.chat, "/forget", channel_origin(bot_api.channel("Other"), 1, 1))
        answer = await talk.next()
    assert answer.text.startswith("I only read posts forwarded directly from")
    assert store.read_now(chats.chat, talk.chat.id) is not None


async def test_an_inline_result_sent_into_the_private_chat_is_not_answered(bot_api: BotApi, store: Store) -> None:
    me = {"id": bot_api.state.me.id, "is_bot": True, "first_name": "Overnight", "username": NAME[1:]}
    async with talking(bot_api, store, NOW) as talk:
        bot_api.say(talk.chat, "Night of 21–22 September 2026", extra={"via_bot": me})
        await talk.ask("/help")
    assert len(bot_api.sent) == 1


async def test_a_group_that_becomes_a_supergroup_keeps_its_digest(bot_api: BotApi, store: Store) -> None:
    group = bot_api.group("Newsroom")
    async with talking(bot_api, store, NOW, chat=group) as talk:
        await talk.ask("/subscribe 9:00")
        new = bot_api.migrate(group)
        await until(lambda: store.read_now(chats.chat, group.id) is None)
    moved = store.read_now(chats.chat, new.id)
    assert moved is not None
    assert moved.subscription is not None


async def test_an_answer_reaches_a_group_that_migrated_meanwhile(bot_api: BotApi, store: Store) -> None:
    group = bot_api.group("Newsroom")
    async with talking(bot_api, store, NOW, chat=group):
        bot_api.say(group, "/help")
        new = bot_api.migrate(group)
        assert (await bot_api.next_message(new)).text.startswith("What you can ask")


async def test_an_admin_stays_an_admin_while_the_group_migrates(bot_api: BotApi, store: Store) -> None:
    group = bot_api.group("Newsroom")
    async with talking(bot_api, store, NOW, chat=group):
        bot_api.say(group, "/subscribe 9:00")
        new = bot_api.migrate(group)
        assert (await bot_api.next_message(new)).text.startswith("The digest will come at 09:00")


@pytest.mark.parametrize("kind", ["private", "supergroup", "channel"])
async def test_removal_from_a_group_and_return_are_recorded(bot_api: BotApi, store: Store, kind: str) -> None:
    chat: Chat = getattr(bot_api, kind)("Newsroom")
    async with talking(bot_api, store, NOW, chat=chat) as talk:
        await talk.ask("/subscribe 9:00")
        standing = chat.bot
        bot_api.block(chat)
        await until(lambda: blocked(store, chat))
        bot_api.unblock(chat, standing)
        await until(lambda: not blocked(store, chat))


def shown_in(db: Any) -> set[int | None]:
    """The topics in which numbers were shown."""
    return {thread for (thread,) in db.execute("SELECT thread_id FROM shown ORDER BY thread_id")}


def blocked(store: Store, chat: Chat) -> Any:
    found = store.read_now(chats.chat, chat.id)
    assert found is not None
    return found.blocked


async def test_someone_who_blocks_the_bot_before_the_answer_is_recorded_as_blocked(
    bot_api: BotApi, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        await talk.ask("/subscribe 9:00")
        bot_api.say(talk.chat, "/help")
        bot_api.block(talk.chat, quietly=True)
        await until(lambda: blocked(store, talk.chat))
    assert "could not be answered" not in caplog.text


async def test_fast_talk_in_a_group_does_not_trigger_the_throttle_message(bot_api: BotApi, store: Store) -> None:
    group = bot_api.supergroup("Newsroom", bot="administrator")
    async with talking(bot_api, store, NOW, chat=group) as talk:
        talk.bot.budget._clock = lambda: 0.0
        for number in range(30):
            bot_api.say(group, f"news {number}")
        answer = await talk.ask("/help")
    assert answer.text.startswith("What you can ask")
    assert len(bot_api.sent) == 1


async def test_a_press_that_can_no_longer_be_answered_still_acts(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/latest")
        bot_api.fault("answerCallbackQuery", code=400, description="Bad Request: query is too old")
        assert (await talk.press("Source text")).text.startswith("Source text")


@pytest.mark.parametrize("command", ["/latest", "/trend"])
async def test_a_command_in_a_closed_topic_is_answered_in_the_general_topic(
    bot_api: BotApi, filled: Store, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    forum = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"))
    forum.closed.add(2)
    async with talking(bot_api, filled, NOW, chat=forum) as talk:
        answer = await talk.ask(command, thread=2)
        await until(lambda: filled.read_now(shown_in))
    assert "212" in answer.text
    assert answer.thread is None
    assert filled.read_now(shown_in) == {None}
    assert "could not be answered" not in caplog.text


async def test_a_chat_without_write_permission_gets_one_log_line(
    bot_api: BotApi, filled: Store, caplog: pytest.LogCaptureFixture
) -> None:
    group = bot_api.supergroup("Newsroom")
    refusal = "Bad Request: not enough rights to send text messages to the chat"
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        bot_api.fault("sendMessage", code=400, description=refusal)
        bot_api.say(group, "/latest")
        await until(lambda: "nothing may be written where it was asked" in caplog.text)
        assert (await talk.ask("/help")).text.startswith("What you can ask")
    assert "Traceback" not in caplog.text
    assert filled.read_now(shown_in) == set()


async def test_a_group_that_forbids_photos_gets_a_sentence_instead(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    refusal = "Bad Request: not enough rights to send photos to the chat"
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        bot_api.fault("sendPhoto", code=400, description=refusal, times=2)
        answer = await talk.ask("/trend")
    assert answer.text == "Charts and files may not be sent here; an admin can allow them."
    assert filled.read_now(shown_in) == set()

"""Inline queries from any chat, and posts forwarded to the bot."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, ChatKind, channel_origin, hidden_origin, user_origin
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking
from tests.storage.builders import at, post

FILL, NOW = SCENES["two_weeks"]
POSTED = int(at("2026-09-22 05:31").timestamp())
# Written anew in the shape of the Air Force's night reports of 2026, with invented figures.
NIGHT = (
    "У ніч на 22 вересня (з 18:00 21 вересня) противник атакував 84 ударними БпЛА типу Shahed, Гербера "
    "та дронами інших типів.\n"
    "За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено 79 ворожих БпЛА типу Shahed, "
    "Гербера та дронів інших типів."
)
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}


async def results(api: BotApi, text: str) -> list[dict[str, Any]]:
    answer = await api.inline(text).answered()
    found = answer["results"]
    offered: list[dict[str, Any]] = json.loads(found) if isinstance(found, str) else found
    return offered


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("", "Night of 21–22 September 2026"),
        ("22 sep", "Night of 21–22 September 2026"),
        ("вчора", "Night of 20–21 September 2026"),
        ("Odesa", "Odesa"),
        ("record", "Largest nights"),
    ],
)
async def test_an_inline_query_lists_the_likeliest_answer_first(
    bot_api: BotApi, store: Store, text: str, title: str
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW):
        found = await results(bot_api, text)
    assert found[0]["title"] == title


async def test_an_inline_answer_can_be_sent(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW):
        query = bot_api.inline("22 sep")
        answer = await query.answered()
        found = json.loads(answer["results"]) if isinstance(answer["results"], str) else answer["results"]
        message = bot_api.choose(query, found[0]["id"])
    assert "launched 212 drones" in message.text and "Drones 212 · 177 stopped (83%)" in message.text
    assert message.labels == [["‹ 20–21 Sep"], ["@overnight_demo_bot"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.02", "There is no such date: 31.02."),
        ("🎉" * 128, "I understand a date, a region, week, month and record."),
        ("23.09.2027", "The night of 23 September 2027 hasn't happened yet."),
    ],
)
async def test_an_inline_query_that_is_not_understood_offers_only_the_help_button(
    bot_api: BotApi, store: Store, text: str, sentence: str
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        answer = await bot_api.inline(text).answered()
        opened = await talk.ask(f"/start {answer['button']['start_parameter']}")
    assert answer["results"] == []
    assert answer["button"]["text"] == sentence
    assert opened.text.startswith("What you can ask")
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM chats").fetchone()) == (0,)


def air_force() -> Chat:
    return Chat(-1001223955273, ChatKind.CHANNEL, "Повітряні Сили", "kpszsu")


async def test_a_forwarded_post_is_answered_with_its_reading(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, NIGHT, channel_origin(air_force(), 90001, POSTED))
        answer = await talk.next()
    assert "→ 84: 84 launched" in answer.text
    assert "→ 79: 79 shot down or jammed" in answer.text
    assert answer.text.endswith("This post is not stored: it was read from the forward alone.")


@pytest.mark.parametrize("is_forwarded", [True, False])
async def test_of_a_forwarded_album_only_the_item_with_the_caption_is_answered(
    bot_api: BotApi, store: Store, *, is_forwarded: bool
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        for number in range(10):
            origin = {"forward_origin": channel_origin(air_force(), 90001 + number, POSTED)} if is_forwarded else {}
            words = {"caption": NIGHT if is_forwarded else "22.09"} if number == 0 else {}
            bot_api.say(talk.chat, "", extra={"media_group_id": "1", "photo": [PHOTO]} | origin | words)
        await talk.next()
        assert (await talk.ask("/help")).text.startswith("What you can ask")
    assert len(bot_api.sent) == 2


async def test_forwarding_a_post_changes_no_stored_row(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, NIGHT, channel_origin(air_force(), 90001, POSTED))
        await talk.next()
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM posts").fetchone()) == (0,)
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM readings").fetchone()) == (0,)


async def test_forwarding_a_stored_post_is_answered_from_the_database(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, "doctored words", channel_origin(air_force(), 79020, POSTED))
        answer = await talk.next()
    assert answer.text == "This post is a report, but it could not be read: its period is not given."


async def test_forwarding_a_post_that_is_not_a_report_says_so(bot_api: BotApi, store: Store) -> None:
    store.write_now(post, "kpszsu", 90002, "2026-09-22 05:31", "Слава Україні!")
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, "Слава Україні!", channel_origin(air_force(), 90002, POSTED))
        assert (await talk.next()).text == "This post gives no figures."


def look_alikes(api: BotApi) -> list[dict[str, Any]]:
    """Forwards that look like the Air Force's and are not."""
    twin = Chat(-1009999999999, ChatKind.CHANNEL, "Повітряні Сили", "kpszsu")
    return [
        channel_origin(twin, 90001, POSTED),
        channel_origin(Chat(-1223955273, ChatKind.CHANNEL, "Повітряні Сили", "kpszsu"), 90001, POSTED),
        hidden_origin("Повітряні Сили", POSTED),
        user_origin(api.user("kpszsu", username="kpszsu"), POSTED),
    ]


@pytest.mark.parametrize("number", range(4))
async def test_a_forward_from_a_lookalike_channel_is_not_read(bot_api: BotApi, store: Store, number: int) -> None:
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, NIGHT, look_alikes(bot_api)[number])
        answer = await talk.next()
    assert answer.text == "I only read posts forwarded directly from @kpszsu, @mod_russia."

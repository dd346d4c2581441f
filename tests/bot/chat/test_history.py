"""The history from before the installation: how the operator is offered it and fetches it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat
from bot.demo.channel_page import ChannelPages
from bot.follow.history import PAGES_A_TURN
from storage import Store
from storage.channels import cursors
from tests.bot.talking import talking, until
from tests.storage.builders import at, post

NOW = at("2026-09-22 06:12")
KPSZSU, MOD_RUSSIA = 1223955273, 777000777
OFFER = """

How far back we have the channels
@kpszsu: since 20 September 2026, post 82001
@mod_russia: since 1 March 2015, its first post

Older posts have not been fetched. Fetching all of them takes up to 3 hr; it can be stopped at any time \
and resumed from there.
In the server's terminal, back to a date: overnight backfill CHANNEL --until DATE

Only you, the operator, see this."""
OFFER_UK = """

Відколи ми маємо дописи каналів
@kpszsu: з 20 вересня 2026\u202fр., від допису 82001
@mod_russia: з 1 березня 2015\u202fр., від першого допису

Старіших дописів бот не запитував. Щоб завантажити всі, треба щонайбільше 3 год; це можна будь-коли зупинити й \
продовжити з того самого місця.
У терміналі сервера, до певної дати: overnight backfill CHANNEL --until DATE

Це бачите лише ви, оператор."""


@pytest.fixture
def operator(bot_api: BotApi) -> Chat:
    return bot_api.private("Operator")


@pytest.fixture
async def pages() -> AsyncIterator[ChannelPages]:
    """The Air Force's channel with 250 posts, the ministry's with 30, served on loopback."""
    served = ChannelPages(lambda: NOW)
    for name, numeric_id, posts in (("kpszsu", KPSZSU, 250), ("mod_russia", MOD_RUSSIA, 30)):
        served.add_channel(name, numeric_id)
        for number in range(1, posts + 1):
            served.add_post(name, number, f"alert {number}", NOW - timedelta(hours=300 - number))
    await served.start()
    yield served
    await served.stop()


def known(store: Store, channel: str, message_id: int, posted: str) -> None:
    """Store a channel that was followed from this post on."""
    store.write_now(post, channel, message_id, posted)
    store.write_now(cursors.cover, channel, cursors.IdRange(message_id, message_id, None), NOW)


def floors(store: Store) -> list[int]:
    found = [store.read_now(cursors.cursor, name) for name in ("kpszsu", "mod_russia")]
    return [one.floor_id for one in found if one]


def as_operator(bot_api: BotApi, store: Store, operator: Chat, **rest: Any) -> Any:
    return talking(bot_api, store, NOW, chat=operator, admin_ids=str(operator.id), **rest)


@pytest.mark.parametrize(("language", "offer"), [("en", OFFER), ("uk", OFFER_UK)])
async def test_the_operator_is_told_how_far_back_the_channels_are_known(
    bot_api: BotApi, store: Store, language: str, offer: str
) -> None:
    known(store, "kpszsu", 82001, "2026-09-20 05:31")
    known(store, "mod_russia", 1, "2015-03-01 10:00")
    operator = bot_api.private("Operator", language)
    stranger = bot_api.private("Stranger", language)
    async with as_operator(bot_api, store, operator) as talk:
        answer = await talk.ask("/start")
        bot_api.say(stranger, "/start")
        usual = await bot_api.next_message(stranger)
    assert answer.text == usual.text + offer
    assert answer.labels[:-1] == usual.labels
    assert answer.labels[-1] == [{"en": "Fetch the history", "uk": "Завантажити історію"}[language]]


async def test_the_history_is_not_offered_when_complete_or_before_the_first_read(
    bot_api: BotApi, store: Store, operator: Chat
) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        before = await talk.ask("/start")
        known(store, "kpszsu", 1, "2026-09-20 05:31")
        after = await talk.ask("/start")
    assert before.text == after.text
    assert "How far back" not in after.text


async def test_the_history_is_fetched_with_its_progress_in_one_message(
    bot_api: BotApi, store: Store, operator: Chat, pages: Any
) -> None:
    known(store, "kpszsu", 250, "2026-09-22 05:00")
    async with as_operator(bot_api, store, operator, preview_hosts=pages.host, page_pause_seconds="0") as talk:
        start = await talk.ask("/start")
        assert await talk.alert("Fetch the history", start) == "Started; the next message shows the progress."
        told = await talk.next()
        await until(lambda: "Fetching the history" not in told.text)
    assert told.text.splitlines()[:3] == [
        "How far back we have the channels",
        "@kpszsu: since 9 September 2026, its first post",
        "@mod_russia: since 9 September 2026, its first post",
    ]
    assert told.labels == []
    assert len(bot_api.sent) == 2
    assert floors(store) == [1, 1]
    # Both channels in turn, and none is read further than its first post.
    asked = [one.path.removeprefix("/s/") for one in pages.asked]
    assert asked == ["kpszsu"] * PAGES_A_TURN + ["mod_russia"] * 2 + ["kpszsu"] * 3


async def test_fetching_the_history_can_be_stopped_and_resumed(
    bot_api: BotApi, store: Store, operator: Chat, pages: Any
) -> None:
    known(store, "kpszsu", 250, "2026-09-22 05:00")
    async with as_operator(bot_api, store, operator, preview_hosts=pages.host, page_pause_seconds="3600") as talk:
        start = await talk.ask("/start")
        await talk.alert("Fetch the history", start)
        told = await talk.next()
        await until(lambda: floors(store) == [230])
        assert (told.text.splitlines()[0], told.labels) == ("Fetching the history", [["Stop"]])
        assert await talk.alert("Fetch the history", start) == "The history is already being fetched."
        assert (await talk.ask("/start")).labels[-1] == ["Stop"]
        await talk.press("Stop", told)
        assert told.text.splitlines()[:2] == [
            "How far back we have the channels",
            "@kpszsu: since 19 September 2026, post 230",
        ]
        assert told.labels == [["Fetch the history"]]
        assert floors(store) == [230]


async def test_pausing_the_channels_stops_the_history_and_prevents_its_start(
    bot_api: BotApi, store: Store, operator: Chat, pages: Any
) -> None:
    known(store, "kpszsu", 250, "2026-09-22 05:00")
    async with as_operator(bot_api, store, operator, preview_hosts=pages.host, page_pause_seconds="3600") as talk:
        start = await talk.ask("/start")
        await talk.alert("Fetch the history", start)
        told = await talk.next()
        await until(lambda: floors(store) == [230])
        await talk.ask("/pause following")
        assert told.labels == [["Fetch the history"]]
        assert await talk.alert("Fetch the history", start) == "Following is paused; /resume following first."


async def test_a_channel_with_another_id_is_reported_and_the_other_channel_is_still_fetched(
    bot_api: BotApi, store: Store, operator: Chat, pages: Any
) -> None:
    known(store, "kpszsu", 250, "2026-09-22 05:00")
    pages.change_identity("kpszsu", 5)
    async with as_operator(bot_api, store, operator, preview_hosts=pages.host, page_pause_seconds="0") as talk:
        await talk.alert("Fetch the history", await talk.ask("/start"))
        told = await talk.next()
        await until(lambda: "Fetching the history" not in told.text)
    assert "identity: @kpszsu is pinned to id 1223955273, the page shows 5; nothing is taken." in told.text
    assert told.labels == [["Fetch the history"]]
    assert floors(store) == [250, 1]


async def test_the_history_is_fetched_although_its_message_was_deleted(
    bot_api: BotApi, store: Store, operator: Chat, pages: Any
) -> None:
    known(store, "kpszsu", 250, "2026-09-22 05:00")
    async with as_operator(bot_api, store, operator, preview_hosts=pages.host, page_pause_seconds="0") as talk:
        start = await talk.ask("/start")
        bot_api.fault("editMessageText", code=400, description="Bad Request: message to edit not found")
        await talk.alert("Fetch the history", start)
        await until(lambda: floors(store) == [1, 1])


async def test_a_crashed_history_fetch_is_logged_and_can_be_started_again(
    bot_api: BotApi, store: Store, operator: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*args: Any) -> None:
        raise ValueError("odd letters")

    known(store, "kpszsu", 250, "2026-09-22 05:00")
    monkeypatch.setattr("bot.follow.history.send", fails)
    async with as_operator(bot_api, store, operator) as talk:
        start = await talk.ask("/start")
        await talk.alert("Fetch the history", start)
        await until(lambda: "fetching the history failed" in caplog.messages)
        assert await talk.alert("Fetch the history", start) == "Started; the next message shows the progress."
    assert "ValueError: odd letters" in caplog.text

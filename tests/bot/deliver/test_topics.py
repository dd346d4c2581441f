"""A digest whose topic was deleted or closed goes to the general topic, with one notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.demo.bot_api import BotApi, Chat, Message
from parsers.records import Outcome
from storage import Store
from tests.bot.deliver.test_sides import edited
from tests.bot.talking import Talk, talking
from tests.storage.builders import at, line, night

EVENING = at("2026-09-21 18:00")
TOPIC, OTHER = 2, 3
GONE = {
    "en": "The topic this was sent to has been deleted or closed, so it comes here now. An admin can choose another: "
    "send /settings in that topic and pick a time.",
    "uk": "Тему, куди це надходило, видалено або закрито, тож тепер усе надходитиме сюди. "
    "Адміністратор може обрати іншу: /settings у потрібній темі й час.",
}


def deleted(chat: Chat) -> None:
    del chat.threads[TOPIC]


def closed(chat: Chat) -> None:
    chat.closed.add(TOPIC)


def reports(store: Store, day: str) -> None:
    number = int(day[-2:])
    store.write_now(night, "kpszsu", 79000 + number, day, line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31")
    store.write_now(night, "mod_russia", 67000 + number, day, line(Outcome.DOWNED, 91), posted="04:48")


async def morning(talk: Talk, store: Store, day: str) -> list[Message]:
    """What comes in the morning of a day."""
    before = len(talk.api.sent)
    reports(store, day)
    talk.moment.now = at(f"{day} 06:30")
    await talk.deliver()
    await talk.deliver()
    return talk.api.sent[before:]


def forum(api: BotApi) -> Chat:
    return api.supergroup("Newsroom", topics=("Nights", "Chat"))


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("lose", [deleted, closed])
async def test_a_digest_of_a_lost_topic_arrives_in_the_general_topic_which_says_so_once(
    bot_api: BotApi, store: Store, lose: Callable[[Chat], None], language: str
) -> None:
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=TOPIC)
        await talk.bot.services.actions.choose_language(chat.id, language)
        lose(chat)
        first = await morning(talk, store, "2026-09-22")
        second = await morning(talk, store, "2026-09-23")
    assert [one.thread for one in (*first, *second)] == [None, None, None]
    assert sorted(one.text == GONE[language] for one in first) == [False, True]
    assert second[0].text != GONE[language]


async def test_a_chat_without_a_language_is_told_in_the_default_language(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERNIGHT_LANGUAGE", "uk")
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=TOPIC)
        deleted(chat)
        assert GONE["uk"] in [one.text for one in await morning(talk, store, "2026-09-22")]


async def test_choosing_another_topic_moves_the_digest_there(bot_api: BotApi, store: Store) -> None:
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=TOPIC)
        deleted(chat)
        await morning(talk, store, "2026-09-22")
        for _ in range(2):
            await talk.next()
        await talk.ask("/settings", thread=OTHER)
        await talk.press("08:00")
        (digest,) = await morning(talk, store, "2026-09-23")
    assert digest.thread == OTHER


async def test_watches_and_corrections_of_a_lost_topic_move_along_and_other_topics_stay(
    bot_api: BotApi, store: Store
) -> None:
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=TOPIC)
        await talk.ask("/watch 200", thread=TOPIC)
        await talk.ask("/watch ballistic", thread=OTHER)
        deleted(chat)
        came = await morning(talk, store, "2026-09-22")
    assert {one.thread for one in came} == {None}
    assert sum(one.text == GONE["en"] for one in came) == 1
    kept = store.read_now(lambda db: db.execute("SELECT what, thread_id FROM watches ORDER BY what").fetchall())
    assert kept == [("ballistic", OTHER), ("launched", None)]


@pytest.mark.parametrize("reason", ["message thread not found", "TOPIC_DELETED", "TOPIC_CLOSED"])
async def test_a_topic_error_without_a_topic_counts_as_a_refusal(bot_api: BotApi, store: Store, reason: str) -> None:
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30")
        bot_api.fault("sendMessage", code=400, description=f"Bad Request: {reason}")
        assert await morning(talk, store, "2026-09-22") == []
        assert len(await morning(talk, store, "2026-09-23")) == 1


async def test_a_bot_that_is_an_admin_still_posts_in_a_closed_topic(bot_api: BotApi, store: Store) -> None:
    chat = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"), bot="administrator")
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=TOPIC)
        closed(chat)
        (digest,) = await morning(talk, store, "2026-09-22")
    assert digest.thread == TOPIC


async def test_the_correction_of_a_completed_digest_arrives_in_its_topic(bot_api: BotApi, store: Store) -> None:
    chat = forum(bot_api)
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:00", thread=TOPIC)
        store.write_now(night, "mod_russia", 67001, "2026-09-22", line(Outcome.DOWNED, 91), posted="04:48")
        talk.moment.now = at("2026-09-22 06:20")
        await talk.deliver()
        store.write_now(night, "kpszsu", 79455, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed"), posted="06:31")
        talk.moment.now = at("2026-09-22 06:40")
        await talk.deliver()
        digest, late = bot_api.sent[-2:]
        store.write_now(edited, "kpszsu", line(Outcome.LAUNCHED, 216, "shahed"))
        talk.moment.now = at("2026-09-22 07:00")
        await talk.deliver()
        correction = bot_api.sent[-1]
    assert (digest.thread, digest.edits) == (TOPIC, 2)  # completed, then corrected
    assert (late.thread, late.reply_to) == (TOPIC, digest)
    assert correction.text.startswith("Correction · night of 21–22 September")
    assert correction.thread == TOPIC

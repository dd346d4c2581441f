"""Guest mode: asked in a chat where it is no member, the bot answers once, as it does inline."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, Failure, Query, call
from parsers.records import Outcome
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_inline_messages import edited, kept
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import line, night

NOW = SCENES["whole_night"][1]
NAME = "@overnight_demo_bot"
NIGHT = "Night of 21–22 September 2026"


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(night, "kpszsu", 79455, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31")
    return store


def elsewhere(api: BotApi) -> Chat:
    """A group in which the bot is no member."""
    return api.group("Neighbours", bot="left")


def named(api: BotApi, text: str, language: str = "en", **rest: Any) -> Query:
    return call(api.state, elsewhere(api), text, api.user("Bea", language), **rest)


async def answered(query: Query) -> Any:
    await query.answered()
    assert query.message
    return query.message


@pytest.mark.parametrize("text", [f"{NAME}", f"{NAME} 22 sep", f"ніч на 22.09 {NAME}", f"{NAME} last night"])
async def test_a_guest_gets_the_same_answer_as_inline(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW):
        inline = await bot_api.inline("22 sep").answered()
        message = await answered(named(bot_api, text))
        await until(lambda: filled.read_now(kept))
    assert message.text.startswith(NIGHT)
    assert "212" in message.text
    assert message.labels == [["‹ 20–21 Sep"], [NAME]]
    assert inline["results"][0]["reply_markup"]["inline_keyboard"] == message.buttons
    assert filled.read_now(kept) == [("night:2026-09-22", "en")]


async def test_a_guest_is_answered_by_webhook_too(bot_api: BotApi, filled: Store) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    bot_api.front("https://bot.example", port)
    hook: dict[str, Any] = {"webhook_url": "https://bot.example", "webhook_listen": f"127.0.0.1:{port}"}
    async with talking(bot_api, filled, NOW, **hook):
        message = await answered(named(bot_api, f"{NAME} 22 sep"))
    assert message.text.startswith(NIGHT)


async def test_a_correction_edits_the_answer_to_a_guest(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        message = await answered(named(bot_api, f"{NAME} 22 sep"))
        await until(lambda: filled.read_now(kept))
        filled.write_now(edited, 216)
        await corrected(talk)
    assert "Corrected at 09:13 Kyiv: Drones: 212 → 216 launched." in message.text
    assert message.edits == 1


async def corrected(talk: Talk) -> None:
    talk.moment.now = NOW.replace(minute=30)
    await talk.deliver()


async def test_the_answer_is_in_the_language_of_the_person_who_asked(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW):
        message = await answered(named(bot_api, f"{NAME} вчора", "uk"))
    assert message.text.startswith("Ніч на 21 вересня 2026\u202fр.")


async def test_a_caption_and_an_answer_to_the_bot_are_questions_too(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW):
        caption = await answered(named(bot_api, f"{NAME} 22 sep", caption=True))
        answer = await answered(named(bot_api, "22 sep"))
    assert caption.text == answer.text
    assert caption.text.startswith(NIGHT)


async def test_what_is_not_understood_leads_to_a_private_chat(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        message = await answered(named(bot_api, f"{NAME} qwerty"))
        assert message.labels == [["Last night", "Help"]]
        last, more = (button["url"] for button in message.buttons[0])
        assert (await talk.ask(started(last))).text.startswith(NIGHT)
        assert (await talk.ask(started(more))).text.startswith("What you can ask")
    assert filled.read_now(kept) == []


def started(url: str) -> str:
    """What a person sends who follows a link to the bot and presses Start."""
    address, _, payload = url.partition("?start=")
    assert address == "https://t.me/overnight_demo_bot"
    return f"/start {payload}"


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("21 sep", "Night of 20–21 September 2026"),
        ("week", "Nights: 16–22 September 2026"),
        ("Odesa", "Odesa"),
    ],
)
async def test_the_button_opens_the_same_answer_in_a_private_chat(
    bot_api: BotApi, filled: Store, question: str, title: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        message = await answered(named(bot_api, f"{NAME} {question}"))
        way = message.buttons[-1][-1]["url"]
        private = await talk.ask(started(way))
    assert message.text.startswith(title)
    assert private.text.startswith(title)


async def test_an_answer_that_comes_too_late_is_given_up(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        query = named(bot_api, f"{NAME} 22 sep")
        query.expired = True
        await talk.ask("/privacy")
    assert query.answer is None
    assert len(bot_api.sent) == 1


async def test_a_lost_receipt_is_not_followed_by_anything(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("answerGuestQuery", failure=Failure.CUT_AFTER)
        message = await answered(named(bot_api, f"{NAME} 22 sep"))
        await talk.ask("/privacy")
    assert len(bot_api.calls("answerGuestQuery")) == 1
    assert bot_api.sent[0] is message


async def test_a_failure_is_told_where_the_guest_asked(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW):
        filled.write_now(lambda db: db.execute("DROP VIEW current_readings"))
        message = await answered(named(bot_api, f"{NAME} 22 sep"))
    assert message.text == "Something went wrong; the error has been logged. Please try again later."
    assert bot_api.calls("sendMessage") == []


async def test_another_bot_that_names_this_one_is_not_answered(bot_api: BotApi, filled: Store) -> None:
    other = {"id": 77, "is_bot": False, "first_name": "Cyd"}
    async with talking(bot_api, filled, NOW) as talk:
        query = named(bot_api, f"{NAME} 22 sep", extra={"guest_bot_caller_user": other})
        await talk.ask("/privacy")
    assert query.answer is None


async def test_guests_who_ask_too_fast_are_warned_once(bot_api: BotApi, filled: Store) -> None:
    group, bea = elsewhere(bot_api), bot_api.user("Bea")
    async with talking(bot_api, filled, NOW) as talk:
        talk.bot.budget._clock = lambda: 0.0
        queries = [call(bot_api.state, group, f"{NAME} 22 sep", bea) for _ in range(7)]
        await talk.ask("/privacy")
        await until(lambda: not talk.bot.app.update_processor.current_concurrent_updates)
    texts = [query.message.text.splitlines()[0] if query.message else None for query in queries]
    assert texts == [NIGHT] * 5 + ["Slower, please: one question a second.", None]

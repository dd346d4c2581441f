"""Messages sent inline are remembered and corrected in place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.chat.routing.inline import chosen_id, parsed_id
from bot.demo.bot_api import BotApi, Message, Query
from parsers.records import Outcome
from storage import Store, open_store
from storage.chats import inline_messages
from storage.engines.engine import Database
from storage.outbox import notices
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import line, night, reading, tally
from tests.storage.looking import file_of, forget_step

NOW = SCENES["whole_night"][1]


def first(store: Store) -> None:
    store.write_now(night, "kpszsu", 79455, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31")


def edited(db: Any, launched: int) -> None:
    """The Air Force edits its post."""
    columns = "channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports"
    seen = int(NOW.timestamp()) + 60
    db.execute(
        f"INSERT INTO revisions ({columns}) VALUES ('kpszsu', 79455, 2, 'second', '2', ?, ?, 'preview')", (seen, seen)
    )
    stated = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, launched, "shahed"))
    reading(db, "kpszsu", 79455, stated, night="2026-09-22", revision=2)


async def offered(query: Query) -> list[dict[str, Any]]:
    answer = await query.answered()
    return answer["results"] if isinstance(answer["results"], list) else json.loads(answer["results"])


async def sent(api: BotApi, store: Store, text: str, place: int = 0) -> Message:
    """A person sends an answer, the first one where no other place is named, and the bot has heard of it."""
    query = api.inline(text)
    message = api.choose(query, (await offered(query))[place]["id"])
    await until(lambda: store.read_now(kept))
    return message


def kept(db: Any) -> list[Any]:
    """What is kept of messages sent inline."""
    return list(db.execute("SELECT asks, language FROM inline_messages").fetchall())


async def corrected(talk: Talk) -> None:
    talk.moment.now = NOW.replace(minute=30)
    await talk.deliver()


@pytest.mark.parametrize("text", ["", "22 sep", "сьогодні"])
async def test_a_correction_is_edited_into_the_sent_message(bot_api: BotApi, store: Store, text: str) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, text)
        store.write_now(edited, 216)
        await corrected(talk)
        await corrected(talk)
    assert "216 launched" in message.text
    assert "Corrected at 09:13 Kyiv: Drones: 212 → 216 launched." in message.text
    assert (message.edits, message.labels) == (1, [["‹ 20–21 Sep"], ["@overnight_demo_bot"]])


async def test_an_edit_that_changes_no_number_leaves_the_message_unchanged(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        store.write_now(edited, 212)
        await corrected(talk)
    assert message.edits == 0
    assert store.read_now(inline_messages.outdated, 10) == []


async def test_a_message_that_can_no_longer_be_edited_is_forgotten(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        await sent(bot_api, store, "22 sep")
        store.write_now(edited, 216)
        bot_api.fault("editMessageText", code=400, description="Bad Request: MESSAGE_ID_INVALID")
        await corrected(talk)
    assert store.read_now(kept) == []


async def test_a_temporary_failure_is_retried(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        store.write_now(edited, 216)
        bot_api.fault("editMessageText", code=502, description="Bad Gateway")
        await corrected(talk)
        assert message.edits == 0
        await corrected(talk)
    assert message.edits == 1


async def test_nothing_is_corrected_while_sending_is_paused(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        store.write_now(edited, 216)
        store.write_now(notices.halt_sending, NOW)
        await corrected(talk)
        assert message.edits == 0
        store.write_now(notices.resume_sending)
        await corrected(talk)
    assert message.edits == 1


async def test_inline_answers_are_cached_for_a_minute_and_per_person(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW):
        answer = await bot_api.inline("22 sep").answered()
    assert (answer["cache_time"], answer["is_personal"]) == (60, True)


async def test_an_inline_query_stores_nothing_about_the_person(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        await sent(bot_api, store, "22 sep")
    assert store.read_now(lambda db: db.execute("SELECT chat_id FROM chats").fetchall()) == []
    assert store.read_now(kept) == [("night:2026-09-22", "en")]


async def test_a_sent_sum_is_corrected_and_names_the_changed_night(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "week")
        store.write_now(edited, 216)
        await corrected(talk)
    assert "22 Sep: 216 launched" in message.text
    assert message.text.endswith(
        "Correction · night of 21–22 September\nCorrected at 09:13 Kyiv: Drones: 212 → 216 launched."
    )


async def test_a_change_between_the_offer_and_the_choice_is_edited_in_at_once(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        query = bot_api.inline("22 sep")
        (found, _) = await offered(query)
        store.write_now(edited, 216)
        talk.bot.services.kept.forget()  # as whatever stores a post does
        message = bot_api.choose(query, found["id"])
        await until(lambda: store.read_now(kept))
        await corrected(talk)
    assert "launched 216 Shahed drones" in message.text
    assert "Corrected" not in message.text
    assert message.edits == 1


async def test_pressing_a_button_does_not_change_the_language_of_the_message(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        message = await sent(bot_api, store, "22 sep")
        answer = await bot_api.press(message, "‹ 20–21 Sep", bot_api.user("Olena", "uk")).answered()
        await until(lambda: message.edits)
        await until(lambda: not store.read_now(inline_messages.outdated, 10))
    assert message.text.startswith("Night of 20–21 September 2026")
    assert answer["text"] == ""
    assert store.read_now(lambda db: db.execute("SELECT chat_id FROM chats").fetchall()) == []


async def test_after_paging_the_message_is_corrected_as_the_night_it_shows(bot_api: BotApi, store: Store) -> None:
    first(store)
    store.write_now(night, "kpszsu", 79400, "2026-09-21", line(Outcome.LAUNCHED, 100, "shahed"), posted="05:31")
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        bot_api.press(message, "‹ 20–21 Sep")
        await until(lambda: store.read_now(kept) == [("night:2026-09-21", "en")])
        store.write_now(edited, 216)
        await corrected(talk)
    assert "launched 100 Shahed drones" in message.text
    assert message.edits == 1


async def test_a_double_press_on_an_inline_message_acts_once(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        message = await sent(bot_api, store, "22 sep")
        (data,) = [button["callback_data"] for row in message.buttons for button in row if "callback_data" in button]
        for _ in range(2):
            # The button is pressed again before its message has changed under the finger.
            query = bot_api.press(message, data=data)
            assert (await query.answered())["text"] == ""
        await until(lambda: len(bot_api.calls("editMessageText")) == 2)
    assert message.edits == 1
    assert store.read_now(kept) == [("night:2026-09-21", "en")]


@pytest.mark.parametrize(
    "data",
    ["1:forget", "1:in:en:forget", "1:in:en:sides:russia", "1:in:xx:night:2026-09-21", "1:in:en", "0:night", "x"],
)
async def test_forged_callback_data_on_an_inline_message_changes_nothing(
    bot_api: BotApi, store: Store, data: str
) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        message = await sent(bot_api, store, "22 sep")
        answer = await bot_api.press(message, data=data).answered()
    assert answer["text"] == "This button no longer works; ask again with /latest."
    assert message.edits == 0


async def test_an_impossible_date_in_callback_data_is_answered_with_a_sentence(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        message = await sent(bot_api, store, "22 sep")
        answer = await bot_api.press(message, data="1:in:en:night:31.02").answered()
    assert answer["text"] == "There is no such date: 31.02."


async def test_a_press_on_a_forgotten_inline_message_is_answered(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        message = await sent(bot_api, store, "22 sep")
        bot_api.fault("editMessageText", code=400, description="Bad Request: MESSAGE_ID_INVALID")
        assert (await bot_api.press(message, "‹ 20–21 Sep").answered())["text"] == ""
    assert store.read_now(kept) == [("night:2026-09-22", "en")]


async def test_inline_answers_about_old_nights_are_cached_for_an_hour(bot_api: BotApi, store: Store) -> None:
    store.write_now(SCENES["older_layout"][0])
    async with talking(bot_api, store, NOW):
        answer = await bot_api.inline("20.05.2025").answered()
    assert (answer["cache_time"], answer["is_personal"]) == (3600, True)


def test_a_message_stored_before_an_upgrade_is_still_corrected(store: Store) -> None:
    def older(db: Database) -> None:
        db.execute("INSERT INTO inline_messages VALUES ('abc', '2026-09-22', 'en', 0)")
        forget_step(db, "m011_inline_asks")

    store.write_now(older)
    with open_store(file_of(store)) as upgraded:
        assert upgraded.read_now(kept) == [("night:2026-09-22", "en")]


@pytest.mark.parametrize("asks", ["night:2026-09-22", "span:2026-09-16:2026-09-22", "region:UA-51", "records"])
def test_the_result_id_encodes_the_question_within_telegram_s_limit(asks: str) -> None:
    named = chosen_id(asks, "uk", "1f40fc92")
    assert named == f"{asks}:uk:1f40fc92"
    assert len(named.encode()) <= 64
    assert parsed_id(named, ("en", "uk")) == (asks, "uk", "1f40fc92")


@pytest.mark.parametrize("named", ["", "x", "en:1", "-:en:e3b0c442", "night:2026-09-22:xx:1", ":en:1"])
def test_a_forged_result_id_is_ignored(named: str) -> None:
    assert parsed_id(named, ("en", "uk")) is None

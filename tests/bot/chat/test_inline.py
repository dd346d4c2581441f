"""What was sent inline is remembered, and corrected in place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from bot.chat.inline import ID_BYTES, chosen_id, parsed_id
from bot.demo.bot_api import BotApi, Message
from parsers.records import Outcome
from storage import Store, inline, notices
from storage.kept import Key
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking, until
from tests.storage.given import line, night, reading, tally

NOW = SCENES["whole_night"][1]
CHANNELS = ("kpszsu", "mod_russia")


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


async def sent(api: BotApi, store: Store, text: str) -> Message:
    """A person sends the first answer, and the bot has heard of it."""
    query = api.inline(text)
    answer = await query.answered()
    found = answer["results"] if isinstance(answer["results"], list) else json.loads(answer["results"])
    message = api.choose(query, found[0]["id"])
    await until(lambda: store.read_now(kept))
    return message


def kept(db: Any) -> list[Any]:
    """What is kept of messages sent inline."""
    return list(db.execute("SELECT asks, language FROM inline_messages").fetchall())


async def corrected(talk: Talk) -> None:
    talk.moment.now = NOW.replace(minute=30)
    await talk.deliver()


@pytest.mark.parametrize("text", ["", "22 sep", "сьогодні"])
async def test_a_correction_is_written_into_what_was_sent(bot_api: BotApi, store: Store, text: str) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, text)
        store.write_now(edited, 216)
        await corrected(talk)
        await corrected(talk)
    assert "216 launched" in message.text
    assert "Corrected at 09:13 Kyiv: Drones: 212 → 216 launched." in message.text
    assert (message.edits, message.labels) == (1, [["@overnight_demo_bot"]])


async def test_an_edit_that_changes_no_number_leaves_it_alone(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        store.write_now(edited, 212)
        await corrected(talk)
    assert message.edits == 0
    assert store.read_now(inline.outdated, 10) == []


async def test_what_cannot_be_edited_any_more_is_let_go(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        await sent(bot_api, store, "22 sep")
        store.write_now(edited, 216)
        bot_api.fault("editMessageText", code=400, description="Bad Request: MESSAGE_ID_INVALID")
        await corrected(talk)
    assert store.read_now(kept) == []


async def test_a_failure_that_passes_is_tried_again(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW) as talk:
        message = await sent(bot_api, store, "22 sep")
        store.write_now(edited, 216)
        bot_api.fault("editMessageText", code=502, description="Bad Gateway")
        await corrected(talk)
        assert message.edits == 0
        await corrected(talk)
    assert message.edits == 1


async def test_while_sending_is_halted_nothing_is_corrected(bot_api: BotApi, store: Store) -> None:
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


async def test_answers_are_kept_for_a_minute_and_for_one_person(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW):
        answer = await bot_api.inline("22 sep").answered()
    assert (answer["cache_time"], answer["is_personal"]) == (60, True)


async def test_nothing_of_a_person_is_kept_for_asking_inline(bot_api: BotApi, store: Store) -> None:
    first(store)
    async with talking(bot_api, store, NOW):
        await sent(bot_api, store, "22 sep")
    assert store.read_now(lambda db: db.execute("SELECT chat_id FROM chats").fetchall()) == []
    assert store.read_now(kept) == [("2026-09-22", "en")]


def test_the_name_of_an_answer_tells_what_it_showed() -> None:
    keys = [Key("kpszsu", 79455, 1), Key("mod_russia", 67001, 2)]
    named = chosen_id(CHANNELS, date(2026, 9, 22), "uk", keys)
    assert named == "2026-09-22:uk:0.79455.1:1.67001.2"
    assert parsed_id(CHANNELS, named) == (date(2026, 9, 22), "uk", keys)


def test_a_name_never_outgrows_the_limit() -> None:
    keys = [Key("kpszsu", 1_000_000 + n, 10) for n in range(20)]
    assert len(chosen_id(CHANNELS, date(2026, 9, 22), "uk", keys)) <= ID_BYTES


@pytest.mark.parametrize(
    "named", ["", "x", "-:en", "2026-02-31:en:0.1.1", "2026-09-22:en", "2026-09-22:en:7.1.1", "2026-09-22:en:0.1"]
)
def test_a_made_up_name_is_nothing(named: str) -> None:
    assert parsed_id(CHANNELS, named) is None

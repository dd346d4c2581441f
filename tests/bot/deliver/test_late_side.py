"""The Air Force reports after the digest went out: the digest is completed, and a short message tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Failure, Message
from storage import Store
from storage.chats import chats, with_digest
from storage.outbox import deliveries
from tests.bot.deliver.mornings import DAY, EVENING, air_force, at_the_clock, ministry
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at


async def half(talk: Talk, store: Store, hour: str = "09:30") -> Message:
    """Subscribe, and get the digest with the ministry's report alone, at 06:45 UTC."""
    await talk.ask(f"/subscribe {hour}")
    ministry(store)
    await at_the_clock(talk, "06:45")
    digest = await talk.next()
    assert "it shot down 91 Ukrainian drones" in digest.text
    assert "212" not in digest.text
    return digest


async def test_the_air_forces_report_completes_the_digest_and_is_told_once_by_a_reply(
    bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        digest = await half(talk, store)
        air_force(store)
        for clock in ("07:10", "07:11", "08:00"):
            await at_the_clock(talk, clock)
        late = await talk.next()
    assert digest.edits == 1
    assert "launched 212 Shahed drones" in digest.text
    assert "launched 212 Shahed drones" in late.text
    assert "91" not in late.text
    assert late.text.endswith("kpszsu/79455 · A claim of one party, not verified.")
    assert late.labels == [["Full answer"]]
    assert (late.reply_to, late.silent) == (digest, False)
    assert len(bot_api.sent) == 3


async def test_a_restart_tells_the_late_side_no_second_time(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await half(talk, store)
        air_force(store)
        await at_the_clock(talk, "07:10")
        chat = talk.chat
    async with talking(bot_api, store, at(f"{DAY} 07:20"), chat=chat) as talk:
        await talk.deliver()
    assert len(bot_api.sent) == 3


async def test_the_ministrys_late_report_is_told_by_an_edit_alone(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        air_force(store)
        await at_the_clock(talk, "06:45")
        digest = await talk.next()
        ministry(store, posted="07:05")
        await at_the_clock(talk, "07:10")
    assert digest.edits == 1
    assert len(bot_api.sent) == 2


async def test_a_late_side_is_told_without_a_sound_at_night_where_the_reader_is(bot_api: BotApi, store: Store) -> None:
    """06:45 UTC is a quarter to three in New York."""
    async with talking(bot_api, store, EVENING) as talk:
        digest = await half(talk, store, "02:30 New York")
        air_force(store)
        await at_the_clock(talk, "07:10")
        late = await talk.next()
    assert (late.reply_to, late.silent, digest.silent) == (digest, True, False)


async def test_whoever_wants_the_digest_without_a_sound_gets_the_late_side_without_one(
    bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        store.write_now(with_digest.set_silent, talk.chat.id, True)
        ministry(store)
        await at_the_clock(talk, "06:45")
        await talk.next()
        air_force(store)
        await at_the_clock(talk, "07:10")
        assert (await talk.next()).silent


def not_wanted(store: Store, chat_id: int) -> None:
    store.write_now(with_digest.choose_late_side, chat_id, False, at(f"{DAY} 07:00"))


def muted(store: Store, chat_id: int) -> None:
    store.write_now(with_digest.mute, chat_id, at(f"{DAY} 09:30").date())


def no_longer_subscribed(store: Store, chat_id: int) -> None:
    store.write_now(chats.unsubscribe, chat_id)


@pytest.mark.parametrize("happens", [not_wanted, muted, no_longer_subscribed])
async def test_who_does_not_want_the_message_gets_the_edit_alone(bot_api: BotApi, store: Store, happens: Any) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        digest = await half(talk, store)
        happens(store, talk.chat.id)
        air_force(store)
        await at_the_clock(talk, "07:10")
        await until(lambda: digest.edits)
    assert "launched 212 Shahed drones" in digest.text
    assert len(bot_api.sent) == 2


async def test_a_report_of_an_earlier_night_is_no_news(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        digest = await half(talk, store)
        await talk.ask("/unsubscribe")
        await talk.ask("/subscribe 20:00")
        air_force(store)
        talk.moment.now = at("2026-09-23 05:00")
        await talk.deliver()
        await until(lambda: digest.edits)
    assert not [one for one in bot_api.sent if one.reply_to]


async def test_a_late_side_is_told_where_the_digest_was_deleted(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        digest = await half(talk, store)
        digest.deleted = True
        air_force(store)
        await at_the_clock(talk, "07:10")
        late = await talk.next()
    assert "launched 212 Shahed drones" in late.text
    assert late.reply_to is None


async def test_who_may_have_half_of_a_night_is_told_the_rest(bot_api: BotApi, store: Store) -> None:
    """The digest was sent twice without an answer, so that nobody knows which message it is."""
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        ministry(store)
        bot_api.fault("sendMessage", failure=Failure.CUT_AFTER, times=2)
        for clock in ("06:45", "06:47", "06:49"):
            await at_the_clock(talk, clock)
        assert store.read_now(deliveries.counts) == {"unknown": 1}
        air_force(store)
        for clock in ("07:10", "07:11"):
            await at_the_clock(talk, clock)
    told = [one for one in bot_api.sent if "launched 212 Shahed drones" in one.text]
    assert len(told) == 1
    assert store.read_now(deliveries.counts) == {"sent": 1, "unknown": 1}


async def test_an_asap_digest_without_the_air_force_goes_out_at_the_deadline_and_is_completed(
    bot_api: BotApi, store: Store
) -> None:
    """No night is known, so the deadline is 11:00 in Kyiv, 08:00 UTC."""
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe asap")
        ministry(store)
        for clock in ("04:48", "06:30", "07:59"):
            await at_the_clock(talk, clock)
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "08:00")
        digest = await talk.next()
        assert "it shot down 91 Ukrainian drones" in digest.text
        air_force(store)
        await at_the_clock(talk, "08:20")
        late = await talk.next()
    assert late.reply_to is digest
    assert "launched 212 Shahed drones" in late.text


async def test_an_asap_digest_with_the_air_force_waits_for_nobody(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe asap")
        air_force(store)
        await at_the_clock(talk, "05:32")
        digest = await talk.next()
        ministry(store, posted="05:50")
        await at_the_clock(talk, "05:55")
    assert digest.edits == 1
    assert "it shot down 91 Ukrainian drones" in digest.text
    assert len(bot_api.sent) == 2

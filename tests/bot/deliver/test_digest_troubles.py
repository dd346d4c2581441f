"""Digests to unreachable, migrated or rate-limited chats, and across outages and restarts: none lost, none twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.bot_api import BotApi, Failure
from parsers.records import Outcome
from storage import Store
from storage.chats import chats, subscriptions
from storage.outbox import deliveries, turns
from tests.bot.deliver.mornings import DAY, EVENING, air_force, at_the_clock, ministry, subscribed
from tests.bot.talking import talking, until
from tests.storage.builders import at, line, night


async def test_after_an_outage_the_recent_digest_arrives_late_and_older_ones_are_skipped(
    bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, at("2026-09-18 18:00")) as talk:
        await talk.ask("/subscribe 09:30")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "10:00")
        await at_the_clock(talk, "10:01")
        late = await talk.next()
        assert late.text.startswith("Digest. Night of 21–22 September, 13:01 Kyiv")
        assert late.text.endswith("This digest is late: it was due at 09:30 Kyiv.")
        assert store.read_now(deliveries.counts) == {"skipped": 1, "sent": 1}
        store.write_now(night, "kpszsu", 79500, "2026-09-23", line(Outcome.LAUNCHED, 90, "shahed"))
        store.write_now(night, "mod_russia", 67100, "2026-09-23", line(Outcome.DOWNED, 20))
        talk.moment.now = at("2026-09-23 11:00")
        await talk.deliver()
        assert (await talk.next()).text.startswith("Digest. Night of 22–23 September, 14:00 Kyiv")


async def test_a_restart_loses_and_repeats_no_digest(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        chat = talk.chat
    air_force(store)
    ministry(store)
    for _ in range(2):
        async with talking(bot_api, store, at(f"{DAY} 06:31"), chat=chat) as talk:
            await talk.deliver()
    assert [message.text[:12] for message in bot_api.sent[1:]] == ["Good morning"]


async def test_a_blocked_chat_is_tried_once_and_resumes_when_it_returns(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        bot_api.block(talk.chat, quietly=True)
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        await at_the_clock(talk, "06:31")
        assert len(bot_api.calls("sendMessage")) == 2
        kept = store.read_now(chats.chat, talk.chat.id)
        assert kept is not None
        assert kept.blocked
        bot_api.unblock(talk.chat)
        await talk.ask("/start")
        # that the bot was let in again is an update of its own, handled beside the question
        await until(lambda: not blocked(store, talk.chat.id))


async def test_a_chat_that_returns_within_hours_gets_the_digest_it_missed(bot_api: BotApi, store: Store) -> None:
    async with subscribed(bot_api, store) as talk:
        store.write_now(chats.block, talk.chat.id)
        await at_the_clock(talk, "06:30")
        store.write_now(chats.welcome, talk.chat.id, None)
        await at_the_clock(talk, "12:29")
        assert (await talk.next()).text.startswith("Digest. Night of 21–22 September")


async def test_a_chat_that_stays_away_is_looked_for_once_a_day(bot_api: BotApi, store: Store) -> None:
    """Every one that ever blocked the bot would be read again in every round."""
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        store.write_now(chats.block, talk.chat.id)
        await at_the_clock(talk, "12:31")
        assert store.read_now(subscriptions.due_moments, talk.moment.now) == []
        assert store.read_now(deliveries.counts) == {}
        assert store.read_now(subscriptions.due_moments, at("2026-09-23 06:30")) != []


def blocked(store: Store, chat_id: int) -> bool:
    kept = store.read_now(chats.chat, chat_id)
    assert kept is not None
    return kept.blocked


async def test_a_group_that_became_a_supergroup_gets_its_digest_there(bot_api: BotApi, store: Store) -> None:
    group = bot_api.group("Newsroom")
    async with talking(bot_api, store, EVENING, chat=group) as talk:
        await talk.ask("/subscribe 09:30")
        new = bot_api.migrate(group)
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        # Where the move was heard of between deciding and owing, the next look decides anew.
        await talk.deliver()
        assert (await bot_api.next_message(new)).text.startswith("Good morning")
    assert store.read_now(chats.chat, group.id) is None


async def test_a_flood_wait_is_obeyed_and_the_digest_follows(bot_api: BotApi, store: Store) -> None:
    async with subscribed(bot_api, store) as talk:
        bot_api.fault("sendMessage", retry_after=40)
        await at_the_clock(talk, "06:30")
        assert len(bot_api.sent) == 1
        assert store.read_now(turns.next_at) == at(f"{DAY} 06:30") + timedelta(seconds=40)


@pytest.mark.parametrize(("failure", "arrived"), [(Failure.CUT_BEFORE, 1), (Failure.CUT_AFTER, 2)])
async def test_a_digest_with_a_lost_answer_is_repeated_once_and_silently(
    bot_api: BotApi, store: Store, failure: Failure, arrived: int
) -> None:
    async with subscribed(bot_api, store) as talk:
        bot_api.fault("sendMessage", failure=failure)
        await at_the_clock(talk, "06:30")
        await at_the_clock(talk, "06:31")
        await at_the_clock(talk, "06:32")
    digests = [message for message in bot_api.sent if message.text.startswith("Good morning")]
    assert len(digests) == arrived
    assert digests[-1].silent

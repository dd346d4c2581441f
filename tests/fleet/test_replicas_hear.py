"""What one replica does the others act on at once, though each looks by itself but once an hour here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.chat.message import Message
from bot.demo.bot_api import BotApi, Chat
from storage import Store, open_store
from storage.chats import chats
from storage.chats.chats import Subscription
from storage.engines.engine import Database
from tests.bot.chat.scenes import whole_night
from tests.bot.fleet.replicas import Replica, replica
from tests.bot.fleet.seconds import Seconds
from tests.bot.talking import Moment, until
from tests.fleet.postgres import address_of, fresh_name, needs_server
from tests.storage.builders import at

pytestmark = needs_server
NOW = at("2026-09-22 06:12")
DUE = at("2026-09-22 06:00")


@pytest.fixture
async def bot_api() -> AsyncIterator[BotApi]:
    async with BotApi() as running:
        yield running


@dataclass
class Fleet:
    """Two replicas, of which the first does everything, on one database."""

    store: Store
    one: Replica
    other: Replica

    @property
    def both_hear(self) -> bool:
        return hears(self.one) and hears(self.other)


def hears(one: Replica) -> bool:
    return one.bot.services.kept._may_keep


@pytest.fixture
async def fleet(bot_api: BotApi) -> AsyncIterator[Fleet]:
    seconds, moment = Seconds(), Moment(NOW)
    with fresh_name() as name, open_store(address_of(name)) as store:
        async with (
            replica(bot_api, store, "one", seconds, moment) as one,
            replica(bot_api, store, "other", seconds, moment) as other,
        ):
            found = Fleet(store, one, other)
            await until(lambda: found.both_hear)
            yield found


async def keep_an_answer(one: Replica) -> None:
    async def make() -> Message:
        return Message((), night=date(2026, 9, 22))

    await one.bot.services.kept.answer("any", NOW, make)
    assert len(one.bot.services.kept) == 1


async def test_an_answer_that_is_kept_is_dropped_when_another_replica_takes_something_in(fleet: Fleet) -> None:
    await keep_an_answer(fleet.one)
    await keep_an_answer(fleet.other)
    await fleet.store.write(whole_night)
    await until(lambda: len(fleet.one.bot.services.kept) + len(fleet.other.bot.services.kept) == 0)


async def test_a_digest_is_sent_at_once_when_a_replica_that_decides_nothing_takes_its_night_in(
    bot_api: BotApi, fleet: Fleet
) -> None:
    person = bot_api.private("Ann", "en")
    await fleet.store.write(subscribed, person)
    await fleet.other.bot.store.write(whole_night)
    assert (await bot_api.next_message(person)).text
    await until(lambda: fleet.one.bot.counts.sends == {"arrived": 1})
    assert fleet.other.bot.counts.sends == {}


async def test_a_replica_that_hears_nothing_drops_what_it_kept_and_hears_again(fleet: Fleet) -> None:
    await keep_an_answer(fleet.other)
    await fleet.store.write(end_listeners)
    await until(lambda: len(fleet.other.bot.services.kept) == 0)
    await until(lambda: fleet.both_hear)
    await keep_an_answer(fleet.other)


def subscribed(db: Any, person: Chat) -> None:
    chats.remember(db, person.id, "en", NOW)
    chats.subscribe(db, person.id, Subscription(None, 540, DUE, DUE.date()))


def end_listeners(db: Database) -> None:
    db.execute(
        """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE query LIKE 'LISTEN%' AND datname = current_database()"""
    )

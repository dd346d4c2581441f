"""Several replicas answer as one bot: each update once, each digest once, and one goes on where another has ended."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update

from bot.demo.bot_api import BotApi, Chat
from bot.upkeep import Upkeep
from storage import StorageError, Store
from storage.chats import chats
from storage.chats.chats import Subscription
from storage.fleet import leases
from storage.fleet.fencing import Fence, fence_here
from storage.outbox import deliveries
from tests.bot.chat.scenes import whole_night
from tests.bot.fleet.replicas import freeze, replica
from tests.bot.fleet.seconds import Seconds
from tests.bot.talking import Moment, until
from tests.storage.builders import at

NOW = at("2026-09-22 06:12")
DUE = at("2026-09-22 06:30")
MESSAGE = {"edited_message": {"message_id": 7, "date": 1, "chat": {"id": 7, "type": "private"}}}
ALL = {"tick", "send", "alert", "updates"}


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def moment() -> Moment:
    return Moment(NOW)


@pytest.fixture
def readers(bot_api: BotApi, store: Store) -> list[Chat]:
    """Five chats that get the digest of a known night at half past nine in Kyiv."""
    people = [bot_api.private(f"P{number}", "en") for number in range(5)]

    def fill(db: Any) -> None:
        whole_night(db)
        for person in people:
            chats.remember(db, person.id, "en", NOW)
            chats.subscribe(db, person.id, Subscription(None, 570, DUE, DUE.date()))

    store.write_now(fill)
    return people


def got(api: BotApi, people: list[Chat]) -> list[int]:
    """How many messages each of them has got."""
    return [sum(one.chat == person.id for one in api.accepted) for person in people]


async def test_the_first_replica_does_everything_and_the_second_waits(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        assert (a.holds, b.holds) == (ALL, set())
        assert b.keeper.elsewhere() == dict.fromkeys(ALL, "a")


async def test_after_a_clean_end_the_next_replica_goes_on_at_once(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    """No second of any lease passes in this test."""
    person = bot_api.private("Ann", "en")
    async with AsyncExitStack() as second:
        async with replica(bot_api, store, "a", seconds, moment):
            b = await second.enter_async_context(replica(bot_api, store, "b", seconds, moment))
            bot_api.say(person, "/about")
            await bot_api.next_message(person)
        await until(lambda: b.holds == ALL)
        bot_api.say(person, "/about")
        await bot_api.next_message(person)
    assert got(bot_api, [person]) == [2]


async def test_of_two_replicas_one_sends_a_digest_and_each_chat_gets_it_once(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, readers: list[Chat]
) -> None:
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        moment.now = DUE
        await b.bot.tick()  # not its work
        assert store.read_now(deliveries.counts) == {}
        await a.bot.tick()
        await until(lambda: store.read_now(deliveries.counts) == {"sent": 5})
        assert (a.bot.counts.sends, b.bot.counts.sends) == ({"arrived": 5}, {})
    assert got(bot_api, readers) == [1] * 5


async def test_where_a_replica_is_gone_another_sends_what_it_owed(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, readers: list[Chat]
) -> None:
    moment.now = DUE
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        a.bot.limiter.may_send = lambda: False
        await a.bot.tick()
        await until(lambda: a.bot.counts.sends["left"])
        await freeze(a)
        seconds.now += 3
        await until(lambda: b.holds == ALL)
        await until(lambda: store.read_now(deliveries.counts).keys() <= {"sent", "doubtful"})
        moment.now += timedelta(seconds=61)  # what the first one had begun might have arrived
        b.bot.wakes.owed()
        await until(lambda: store.read_now(deliveries.counts) == {"sent": 5})
    assert got(bot_api, readers) == [1] * 5


async def test_a_frozen_replica_begins_nothing_when_it_wakes(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, readers: list[Chat]
) -> None:
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        fence = a.keeper.fence("send")
        assert fence
        await freeze(a)
        seconds.now += 20
        await until(lambda: b.holds == ALL)
        moment.now = DUE
        a.bot.sender._fence = fence
        await a.bot.tick()
        assert store.read_now(deliveries.counts) == {}
        await b.bot.tick()
        assert await a.bot.sender.send_due() == 0
        await until(lambda: store.read_now(deliveries.counts) == {"sent": 5})
        assert a.bot.counts.sends == {}
    assert got(bot_api, readers) == [1] * 5


async def test_a_request_that_was_not_made_before_the_lease_was_lost_is_the_next_holders(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, readers: list[Chat]
) -> None:
    """The old holder has claimed every row, and finds just before its requests that it may not make them."""
    moment.now = DUE
    async with replica(bot_api, store, "a", seconds, moment) as a:
        held = a.bot.limiter.may_send
        a.bot.limiter.may_send = lambda: False
        await a.bot.tick()
        await until(lambda: a.bot.counts.sends["left"] >= 5)
        assert got(bot_api, readers) == [0] * 5
        a.bot.limiter.may_send = held
        a.bot.wakes.owed()
        await until(lambda: store.read_now(deliveries.counts) == {"sent": 5})
    assert got(bot_api, readers) == [1] * 5
    assert not any(one.silent for one in bot_api.accepted)


async def test_an_update_that_reaches_two_replicas_is_answered_once(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        update = Update.de_json({"update_id": 7001} | MESSAGE, a.bot.app.bot)
        await asyncio.gather(*(one.bot.take(update) for one in (a, b, a, b)))
        assert a.bot.counts.updates + b.bot.counts.updates == 1


async def test_a_double_tap_that_reaches_two_replicas_is_one_press(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        again = [await one.bot.dispatch.presses.again(7, 5, "1:trend:30") for one in (a, b)]
    assert again == [False, True]


async def test_daily_jobs_are_done_by_the_holder_of_the_tick_alone(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    pruned: list[tuple[Upkeep, Fence | None]] = []

    async def prune(upkeep: Upkeep) -> None:
        pruned.append((upkeep, fence_here()))

    monkeypatch.setattr(Upkeep, "prune", prune)
    async with replica(bot_api, store, "a", seconds, moment) as a, replica(bot_api, store, "b", seconds, moment) as b:
        for one in (b, a):
            assert one.bot.app.job_queue
            (job,) = one.bot.app.job_queue.get_jobs_by_name("prune")
            await job.run(one.bot.app)
    assert pruned == [(a.bot.upkeep, Fence("tick", "a", 1))]


async def test_three_replicas_by_webhook_all_serve(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    addresses = [f"127.0.0.1:{port}" for port in free_ports(2)]
    async with AsyncExitStack() as stack:
        for name, address in zip("ab", addresses, strict=True):
            one = await stack.enter_async_context(
                replica(
                    bot_api, store, name, seconds, moment,
                    webhook_url=f"http://{address}", webhook_listen=address,
                )
            )  # fmt: skip
            assert "updates" not in {*one.holds, *one.keeper.elsewhere()}
        person = bot_api.private("Ann", "en")
        bot_api.say(person, "/about")
        await bot_api.next_message(person)
    assert got(bot_api, [person]) == [1]


def free_ports(number: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


async def test_health_says_which_replica_does_what_and_which_answers(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    operator = bot_api.private("Operator", "en")
    admins = {"admin_ids": str(operator.id)}
    holders = {"tick": "web1-aa", "send": "web2-bb", "updates": "web1-aa", "alert": "web1-aa"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.views.health.holders", lambda db: holders)
        async with replica(bot_api, store, "web1-aa", seconds, moment, **admins):
            bot_api.say(operator, "/health")
            answer = await bot_api.next_message(operator)
    does = "web1-aa: decides what is due, takes updates, tells the operators of faults\nweb2-bb: sends"
    assert f"Replicas\n{does}\nthis answer is from web1-aa" in answer.text


async def test_a_fault_is_told_directly_by_one_replica(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment
) -> None:
    """The database is away, so that nobody can see what others have told."""
    operator = bot_api.private("Operator", "en")
    admins = {"admin_ids": str(operator.id)}

    async def away(*_args: Any, **_more: Any) -> None:
        raise StorageError(store.location, "the server is restarted")

    async with AsyncExitStack() as stack:
        bots = [
            (await stack.enter_async_context(replica(bot_api, store, name, seconds, moment, **admins))).bot
            for name in ("a", "b", "c")
        ]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Store, "write", away)
            for one in bots:
                await one.alerts.begin("database", "The database does not answer.")
                await one.operators.alarm("@kpszsu shows another id.")
            told = [(await bot_api.next_message(operator)).text for _ in range(2)]
    assert sorted(told) == ["⚠ @kpszsu shows another id.", "⚠ The database does not answer."]
    assert got(bot_api, [operator]) == [2]


async def test_a_round_that_loses_the_lease_is_no_fault(
    bot_api: BotApi, store: Store, seconds: Seconds, moment: Moment, readers: list[Chat]
) -> None:
    """The lease is lost in the middle of a tick: what it would have owed, the next holder owes."""
    async with replica(bot_api, store, "a", seconds, moment) as a:
        await freeze(a)
        store.write_now(leases.take, "tick", "b", round(seconds() * 1000) + 3000)
        moment.now = DUE
        for _ in range(3):
            await a.bot.tick()  # by its own clock it still holds it
        assert store.read_now(deliveries.counts) == {}
        assert a.bot.rounds._failures == {}
        assert a.bot.alerts._begun == set()

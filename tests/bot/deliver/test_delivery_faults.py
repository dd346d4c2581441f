"""Each fault in a small broadcast: nothing is lost, and a message arrives at most twice, the second silently."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.bot_api import ODD, BotApi, Chat, Failure
from storage import Store
from storage.chats import chats
from storage.chats.chats import Subscription
from storage.outbox import deliveries
from tests.bot.chat.scenes import whole_night
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at
from tests.storage.looking import file_of, locked, wait_for_nobody

OWED_AT = at("2026-09-22 06:30")
CHATS = 5
A_MINUTE = timedelta(seconds=61)


@pytest.fixture
def owed(bot_api: BotApi, store: Store) -> list[Chat]:
    """Chats that are owed the digest of a night of which both sides are known."""
    people = [bot_api.private(f"P{number}") for number in range(CHATS)]
    wish = Subscription(None, 570, OWED_AT, OWED_AT.date())

    def fill(db: Any) -> None:
        whole_night(db)
        for person in people:
            chats.remember(db, person.id, "en", OWED_AT)
            chats.subscribe(db, person.id, wish)

    store.write_now(fill)
    return people


def counts(store: Store) -> dict[str, int]:
    return store.read_now(deliveries.counts)


def ended(store: Store) -> bool:
    return not counts(store).keys() & {"pending", "sending", "doubtful"}


async def minutes_later(talk: Talk, store: Store) -> None:
    """Let a minute pass and what is due be sent, again and again until nothing is owed any more."""
    while not ended(store):
        talk.moment.now += A_MINUTE
        await talk.deliver()
        with contextlib.suppress(TimeoutError):
            await until(lambda: ended(store), within=0.1)


def arrived(api: BotApi, people: list[Chat]) -> list[list[bool]]:
    """Return for every chat whether each digest it received was silent."""
    return [[one.silent for one in api.accepted if one.chat == person.id] for person in people]


ONCE = [False]
TWICE = [False, True]
SILENT = [True]

AMBIGUOUS = [
    *[pytest.param({"failure": Failure.ODD, "odd": shape}, id=f"odd {shape}") for shape in ODD if shape != "no chat"],
    *[
        pytest.param({"code": code, "accepted": True, "html": html}, id=f"{code} {'page' if html else 'JSON'}")
        for code in (500, 502, 503, 520)
        for html in (False, True)
    ],
    pytest.param({"failure": Failure.CUT_AFTER}, id="cut"),
    pytest.param({"failure": Failure.HALF}, id="half"),
    pytest.param({"failure": Failure.RESET, "accepted": True}, id="reset"),
]


@pytest.mark.parametrize("fault", AMBIGUOUS)
async def test_a_delivery_with_an_unclear_answer_is_repeated_once_and_silently(
    bot_api: BotApi, store: Store, owed: list[Chat], fault: dict[str, Any]
) -> None:
    bot_api.fault("sendMessage", chat=owed[2].id, **fault)
    async with talking(bot_api, store, OWED_AT) as talk:
        await talk.deliver()
        await until(lambda: len(bot_api.accepted) >= CHATS)
        assert arrived(bot_api, owed) == [ONCE] * CHATS
        await minutes_later(talk, store)
    assert arrived(bot_api, owed) == [ONCE, ONCE, TWICE, ONCE, ONCE]
    assert counts(store) == {"sent": CHATS}


@pytest.mark.parametrize("fault", AMBIGUOUS)
async def test_after_a_second_unclear_answer_nothing_is_repeated_and_the_operator_is_told(
    bot_api: BotApi, store: Store, owed: list[Chat], fault: dict[str, Any]
) -> None:
    operator = bot_api.private("Operator")
    bot_api.fault("sendMessage", chat=owed[2].id, times=9, **fault)
    async with talking(bot_api, store, OWED_AT, admin_ids=str(operator.id)) as talk:
        await talk.deliver()
        await minutes_later(talk, store)
        assert counts(store)["unknown"] == 1
        told = await bot_api.next_message(operator, within=10)
    assert arrived(bot_api, owed) == [ONCE, ONCE, TWICE, ONCE, ONCE]
    assert "nobody knows whether it arrived" in told.text
    assert counts(store)["unknown"] == 1


async def test_an_answer_that_lacks_only_unneeded_fields_counts_as_sent(
    bot_api: BotApi, store: Store, owed: list[Chat]
) -> None:
    bot_api.fault("sendMessage", chat=owed[2].id, failure=Failure.ODD, odd="no chat")
    async with talking(bot_api, store, OWED_AT) as talk:
        await talk.deliver()
        await minutes_later(talk, store)
    assert arrived(bot_api, owed) == [ONCE] * CHATS
    assert counts(store) == {"sent": CHATS}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"code": 503}, id="503"),
        pytest.param({"code": 502, "html": True}, id="a proxy's page"),
        pytest.param({"failure": Failure.CUT_BEFORE}, id="cut"),
        pytest.param({"failure": Failure.RESET}, id="reset"),
    ],
)
async def test_a_delivery_that_failed_before_acceptance_arrives_once(
    bot_api: BotApi, store: Store, owed: list[Chat], fault: dict[str, Any]
) -> None:
    bot_api.fault("sendMessage", chat=owed[2].id, **fault)
    async with talking(bot_api, store, OWED_AT) as talk:
        await talk.deliver()
        await minutes_later(talk, store)
    assert arrived(bot_api, owed) == [ONCE, ONCE, SILENT, ONCE, ONCE]
    assert counts(store) == {"sent": CHATS}


async def test_no_delivery_starts_while_telegram_does_not_answer(
    bot_api: BotApi, store: Store, owed: list[Chat]
) -> None:
    async with talking(bot_api, store, OWED_AT - A_MINUTE) as talk:
        away = bot_api.fault(failure=Failure.CUT_BEFORE, times=None)
        talk.moment.now = OWED_AT
        await talk.bot.tick()
        await until(lambda: len(bot_api.calls("getMe")) > 2)
        tried = len(bot_api.calls("sendMessage"))
        assert tried <= CHATS
        bot_api.server.faults.remove(away)
        await minutes_later(talk, store)
        await until(lambda: ended(store))
    assert all(len(one) == 1 for one in arrived(bot_api, owed))


async def test_a_locked_database_delays_a_broadcast_only_while_it_is_locked(
    bot_api: BotApi, store: Store, owed: list[Chat]
) -> None:
    store.write_now(wait_for_nobody)
    async with talking(bot_api, store, OWED_AT - A_MINUTE) as talk:
        talk.moment.now = OWED_AT
        with locked(file_of(store)):
            await talk.bot.tick()
            assert (await talk.ask("/latest")).text.startswith("Night of")
        await talk.deliver()
        await until(lambda: ended(store) and len(bot_api.accepted) > CHATS)
    assert arrived(bot_api, owed) == [ONCE] * CHATS


@pytest.mark.parametrize("code", [401, 404, 409, 500])
async def test_one_refused_get_updates_call_loses_no_message(
    bot_api: BotApi, store: Store, owed: list[Chat], code: int
) -> None:
    async with talking(bot_api, store, OWED_AT) as talk:
        bot_api.fault("getUpdates", code=code, description="no")
        await talk.ask("/help")
        await until(lambda: not bot_api.server.faults)
        assert (await talk.ask("/latest")).text.startswith("Night of")


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"message_id": "first", "date": "soon", "chat": []}},
        {"callback_query": 7},
        {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}, "text": "a secret"}},
    ],
)
async def test_an_unreadable_update_is_skipped_once(
    bot_api: BotApi, store: Store, owed: list[Chat], caplog: pytest.LogCaptureFixture, update: dict[str, Any]
) -> None:
    async with talking(bot_api, store, OWED_AT) as talk:
        bot_api.put_raw(update)
        assert (await talk.ask("/latest")).text.startswith("Night of")
    assert caplog.text.count("cannot be read and is skipped") == 1
    assert "a secret" not in caplog.text

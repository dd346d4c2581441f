"""Work in progress for a chat that sends /forget writes nothing about it afterwards, in any table."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.actions import Actions, SubscriptionRequest
from bot.chat.context import Services
from bot.chat.handlers.digest import still_due
from bot.chat.routing.membership import is_admin
from bot.chat.sending import send
from bot.demo.bot_api import BotApi
from storage import StorageError, Store
from storage.chats import chats
from storage.outbox import deliveries
from storage.readings.load import Key
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_charts_sent import Hand
from tests.bot.deliver.mornings import at_the_clock, subscribed
from tests.bot.talking import Talk, talking, until
from tests.storage.chats.test_chat_rows import holds
from tests.storage.looking import file_of

FILL, NOW = SCENES["whole_night"]
KYIV = ZoneInfo("Europe/Kyiv")


class Gate:
    """A gate that blocks the first call of a function, before or after it runs, until it is opened."""

    def __init__(self, fn: Callable[..., Awaitable[Any]], *, after: bool = False) -> None:
        self._fn = fn
        self._after = after
        self._taken = False
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    def held(self) -> Callable[..., Awaitable[Any]]:
        async def held(*args: Any, **kwargs: Any) -> Any:
            if self._taken:
                return await self._fn(*args, **kwargs)
            self._taken = True
            done = await self._fn(*args, **kwargs) if self._after else None
            self.reached.set()
            await self.opened.wait()
            return done if self._after else await self._fn(*args, **kwargs)

        return held


def gate_at(monkeypatch: pytest.MonkeyPatch, where: str, fn: Callable[..., Awaitable[Any]], **how: Any) -> Gate:
    gate = Gate(fn, **how)
    monkeypatch.setattr(where, gate.held())
    return gate


async def forget_meanwhile(talk: Talk, gate: Gate, question: str) -> None:
    """Ask, send /forget while the answer is blocked, let it go on and wait until nothing is in progress."""
    talk.api.say(talk.chat, question)
    await gate.reached.wait()
    talk.api.say(talk.chat, "/forget")
    try:
        await until(lambda: any(sent.text.startswith("Deleted") for sent in talk.api.sent))
    finally:
        gate.opened.set()  # else the end of the bot would wait for it
    await until(lambda: not talk.bot.app.update_processor.current_concurrent_updates)


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


@pytest.mark.parametrize("question", ["/latest", "/night 2026-09-22", "/region Kharkiv", "22.09", "/source"])
@pytest.mark.parametrize("after", [True, False], ids=["sent but not answered", "not sent yet"])
async def test_a_slow_answer_records_nothing_after_forget(
    bot_api: BotApi, filled: Store, monkeypatch: pytest.MonkeyPatch, question: str, after: bool
) -> None:
    gate = gate_at(monkeypatch, "bot.chat.replies.send", send, after=after)
    async with talking(bot_api, filled, NOW) as talk:
        await forget_meanwhile(talk, gate, question)
        assert len(bot_api.sent) == 2
        assert filled.read_now(holds, talk.chat.id) == set()
        await talk.ask("/latest")
        await until(lambda: filled.read_now(chats.shown_to, talk.chat.id))


async def test_a_slow_chart_records_nothing_after_forget(bot_api: BotApi, filled: Store) -> None:
    hand = Hand()
    gate = Gate(hand)
    async with talking(bot_api, filled, NOW) as talk:
        talk.bot.services.pictures._draw = gate.held()
        await forget_meanwhile(talk, gate, "/trend")
        assert bot_api.calls("sendPhoto")
        assert filled.read_now(holds, talk.chat.id) == set()


async def test_a_delayed_record_is_dropped_after_forget(
    bot_api: BotApi, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full, record = True, chats.record_shown

    def full(*args: Any) -> None:
        if is_full:
            raise StorageError(file_of(filled), "the disk is full")
        record(*args)

    monkeypatch.setattr("bot.actions.chats.record_shown", full)
    monkeypatch.setattr("bot.chat.shown_recorder.RECORD_RESTS", (0.0,) * 100_000)
    monkeypatch.setattr("bot.chat.shown_recorder.RECORD_SECONDS", 0.0)
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/latest")
        await talk.ask("/forget")
        is_full = False
        await until(lambda: not [task for task in asyncio.all_tasks() if "ShownRecorder._record" in repr(task)])
        assert filled.read_now(holds, talk.chat.id) == set()


@pytest.mark.parametrize(
    "question", ["/subscribe 09:00", "/subscribe 09:00 Warsaw", "/watch record", "/settings zone Europe/Warsaw"]
)
async def test_a_setting_waiting_for_the_admin_check_is_dropped_after_forget(
    bot_api: BotApi, filled: Store, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    gate = gate_at(monkeypatch, "bot.chat.routing.dispatch.is_admin", is_admin)
    admin = bot_api.user("Owner")
    async with talking(bot_api, filled, NOW, chat=bot_api.group("Newsroom", admin=admin)) as talk:
        await forget_meanwhile(talk, gate, question)
        assert filled.read_now(holds, talk.chat.id) == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This chat was forgotten meanwhile, so no digest was set. /subscribe sets one again."),
        ("uk", "Тим часом цей чат забуто, тож зведення не налаштовано. /subscribe налаштує його знову."),
    ],
)
async def test_a_digest_not_stored_because_of_forget_is_not_confirmed(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    gate = gate_at(monkeypatch, "bot.chat.handlers.digest.still_due", still_due)
    async with talking(bot_api, store, NOW, language=language) as talk:
        bot_api.say(talk.chat, "/subscribe 09:00")
        await gate.reached.wait()
        bot_api.say(talk.chat, "/forget")
        await until(lambda: len(bot_api.sent) == 1)
        gate.opened.set()
        await until(lambda: len(bot_api.sent) == 2)
        assert bot_api.sent[-1].text == said
        assert store.read_now(holds, talk.chat.id) == set()


async def test_a_pending_language_button_sets_nothing_after_forget(
    bot_api: BotApi, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
        gate = gate_at(monkeypatch, "bot.chat.context.Services.audience_of", Services.audience_of)
        bot_api.press(answer, "Українською")
        await gate.reached.wait()
        await talk.ask("/forget")
        gate.opened.set()
        await until(lambda: not talk.bot.app.update_processor.current_concurrent_updates)
        assert filled.read_now(holds, talk.chat.id) == set()


async def test_a_digest_being_sent_arrives_once_and_records_nothing_after_forget(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with subscribed(bot_api, store) as talk:
        gate = gate_at(monkeypatch, "bot.deliver.attempt.send", send)
        delivering = asyncio.create_task(at_the_clock(talk, "06:30"))
        await gate.reached.wait()
        await talk.ask("/forget")
        gate.opened.set()
        await delivering
        digest = await talk.next()
        await at_the_clock(talk, "06:31")
        assert digest.text.startswith("Good morning")
        assert len(bot_api.sent) == 3
        assert store.read_now(deliveries.counts) == {}
        assert store.read_now(holds, talk.chat.id) == set()


async def test_a_chat_that_another_replica_forgot_is_forgotten_by_answers_on_their_way(store: Store) -> None:
    """Nothing is kept of it in memory: here are two, on one database."""
    one, other = (Actions(store, lambda: NOW, KYIV) for _ in range(2))
    asked = one.for_question(time.monotonic())
    await other.choose_zone(70_000_007, KYIV)
    await other.forget(70_000_007)
    await asked.record_shown(70_000_007, None, "uk", [Key("kpszsu", 1, 1)])
    await asked.choose_language(70_000_007, "en")
    assert await asked.subscribe(70_000_007, SubscriptionRequest(None, 540, KYIV, None)) is None
    assert store.read_now(holds, 70_000_007) == set()
    await asked.choose_language(80_000_008, "en")
    await one.for_question(time.monotonic()).choose_language(70_000_007, "en")
    assert (store.read_now(holds, 70_000_007), store.read_now(holds, 80_000_008)) == ({"chats"}, {"chats"})


async def test_a_group_that_moved_after_it_was_forgotten_stays_so(store: Store) -> None:
    one, other = (Actions(store, lambda: NOW, KYIV) for _ in range(2))
    asked = one.for_question(time.monotonic())
    await other.forget(-70_000_007)
    await other.migrated(-70_000_007, -1007)
    await asked.choose_language(-1007, "en")
    assert store.read_now(holds, -1007) == set()

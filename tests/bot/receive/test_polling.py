"""No answer of Telegram ends the polling; of two programs with one token the later one exits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Update

from bot.demo.bot_api import BotApi, Failure
from bot.fleet.once import NotTakenError
from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from bot.operate.pulses import Pulses
from bot.operate.supervisor import CannotHoldUpError
from bot.receive.polling import Ears, Poller
from bot.receive.requests import StrictRequest, UpdatesRequest


class Listener:
    """A poller on the stand-in whose delays pass at once, with the updates and alerts it produced."""

    def __init__(self, bot: Bot, peace: float = 0.0, has_turn: Callable[[], bool] | None = None) -> None:
        self.seconds = 0.0
        self.heard: list[Update] = []
        self.told: list[str] = []
        self.arrived = asyncio.Event()
        self.pulses = Pulses(lambda: datetime(2026, 9, 1, tzinfo=UTC), lambda: self.seconds)
        ears = Ears(
            self._put, self._sleep, lambda: self.seconds, self.pulses, Alerts([self._tell]),
            LogThrottle(lambda: self.seconds), has_turn,
        )  # fmt: skip
        self.poller = Poller(bot, ears, ["message"], peace)

    async def _put(self, update: Update) -> None:
        self.heard.append(update)
        self.arrived.set()

    async def _sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(seconds / 20)

    async def _tell(self, sentence: str) -> None:
        self.told.append(sentence)

    async def next(self) -> Update:
        async with asyncio.timeout(20):
            await self.arrived.wait()
        self.arrived.clear()
        return self.heard[-1]


@asynccontextmanager
async def a_bot(api: BotApi) -> AsyncIterator[Bot]:
    bot = Bot(
        api.token, f"{api.base_url}/bot", f"{api.base_url}/file/bot", StrictRequest(), UpdatesRequest(read_timeout=5)
    )
    async with bot:
        yield bot


@asynccontextmanager
async def listening(bot: Bot, peace: float = 0.0) -> AsyncIterator[Listener]:
    one = Listener(bot, peace)
    task = asyncio.create_task(one.poller.run())
    try:
        yield one
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


Break = Callable[[BotApi], Any]
BREAKS: dict[str, Break] = {
    "500": lambda api: api.fault("getUpdates", code=500, times=3),
    "a proxy's page": lambda api: api.fault("getUpdates", failure=Failure.GARBAGE, times=3),
    "cut": lambda api: api.fault("getUpdates", failure=Failure.CUT_BEFORE, times=3),
    "a wait": lambda api: api.fault("getUpdates", retry_after=4),
    "odd null": lambda api: api.fault("getUpdates", failure=Failure.ODD, odd="result null"),
    "odd true": lambda api: api.fault("getUpdates", failure=Failure.ODD, odd="true"),
    "odd list": lambda api: api.fault("getUpdates", failure=Failure.ODD, odd="[]"),
    "unreadable": lambda api: api.put_raw({"message": {"message_id": "x"}}),
}


@pytest.mark.parametrize("name", BREAKS)
async def test_polling_continues_after_a_fault(name: str, bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    BREAKS[name](bot_api)
    async with a_bot(bot_api) as bot, listening(bot) as one:
        bot_api.say(person, "/latest")
        while not (await one.next()).message:
            pass
    assert one.heard[-1].message
    assert one.heard[-1].message.text == "/latest"
    assert one.told == []


async def test_an_unreadable_update_is_requested_only_once(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    async with a_bot(bot_api) as bot, listening(bot) as one:
        number = bot_api.put_raw({"message": {"message_id": "x"}})
        await one.next()
        bot_api.say(person, "/latest")
        await one.next()
        offsets = [int(call.get("offset", 0)) for call in bot_api.calls("getUpdates")]
    assert offsets.count(number + 1) == 1
    assert not [call for call in offsets if 0 < call <= number]


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_is_passed_to_the_supervisor(code: int, bot_api: BotApi) -> None:
    bot_api.fault("getUpdates", code=code, description="Unauthorized")
    person = bot_api.private("Ann")
    async with a_bot(bot_api) as bot:
        one = Listener(bot)
        with pytest.raises(Exception, match="Telegram refuses the token"):
            await one.poller.run()
        again = asyncio.create_task(one.poller.run())
        bot_api.say(person, "/latest")
        await one.next()
        again.cancel()
        await asyncio.gather(again, return_exceptions=True)
    assert one.heard[-1].message


async def test_handled_updates_do_not_come_again_after_a_restart(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    async with a_bot(bot_api) as bot:
        async with listening(bot) as one:
            bot_api.say(person, "first")
            await one.next()
        async with listening(bot) as two:
            bot_api.say(person, "second")
            await two.next()
    assert [update.message and update.message.text for update in two.heard] == ["second"]


async def test_a_second_program_with_the_same_token_ends(bot_api: BotApi) -> None:
    bot_api.fault("getUpdates", code=409, description="Conflict: terminated by other getUpdates request", times=2)
    async with a_bot(bot_api) as bot:
        one = Listener(bot, peace=3.0)
        with pytest.raises(CannotHoldUpError, match="it was there first"):
            await one.poller.run()
    assert not one.poller.peace.is_set()
    assert one.seconds < 15


async def test_the_first_program_with_the_token_continues_and_alerts_the_operator(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    async with a_bot(bot_api) as bot, listening(bot) as one:
        bot_api.say(person, "first")
        await one.next()
        await one.poller.peace.wait()
        one.seconds += 60
        conflict = bot_api.fault("getUpdates", code=409, description="Conflict: terminated by other", times=3)
        bot_api.say(person, "second")
        await one.next()
        async with asyncio.timeout(20):
            while conflict.times or not one.told[1:]:
                bot_api.say(person, "third")
                await one.next()
    assert one.told == [
        "Another program takes this bot's updates; only one may run with a token. This one continues.",
        "No other program takes this bot's updates any more.",
    ]


class Sleepless(Listener):
    """One whose rests fail."""

    async def _sleep(self, seconds: float) -> None:
        raise OSError("no clock")


async def test_polling_ends_when_it_cannot_tell_whether_it_is_the_only_program(
    bot_api: BotApi,
) -> None:
    person = bot_api.private("Ann")
    async with a_bot(bot_api) as bot:
        one = Sleepless(bot, peace=5.0)
        bot_api.say(person, "/latest")
        with pytest.raises(OSError, match="no clock"):
            await one.poller.run()
    assert not one.poller.peace.is_set()


async def test_a_replica_whose_turn_it_is_continues_while_the_one_before_it_disturbs(bot_api: BotApi) -> None:
    """The former one was frozen in the middle of a poll, which Telegram holds open for half a minute."""
    person = bot_api.private("Ann")
    bot_api.fault("getUpdates", code=409, description="Conflict: terminated by other getUpdates request", times=5)
    async with a_bot(bot_api) as bot:
        one = Listener(bot, peace=3.0, has_turn=lambda: True)
        task = asyncio.create_task(one.poller.run())
        bot_api.say(person, "/latest")
        await one.next()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert one.told == []


async def test_another_program_that_goes_on_disturbing_a_replica_is_told(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    bot_api.fault("getUpdates", code=409, description="Conflict: terminated by other getUpdates request", times=6)
    async with a_bot(bot_api) as bot:
        one = Listener(bot, has_turn=lambda: True)
        task = asyncio.create_task(one.poller.run())
        bot_api.say(person, "/latest")
        await one.next()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    taken = "Another program takes this bot's updates; only one may run with a token. This one continues."
    assert one.told == [taken, "No other program takes this bot's updates any more."]


async def test_a_replica_out_of_turn_polls_no_more_at_its_end(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    polls: list[int] = []
    async with a_bot(bot_api) as bot:
        for turn in (True, False):
            one = Listener(bot, has_turn=lambda turn=turn: turn)  # type: ignore[misc]
            task = asyncio.create_task(one.poller.run())
            bot_api.say(person, "/latest")
            await one.next()
            async with asyncio.timeout(20):
                while bot_api.state.updates.poller is None:  # noqa: ASYNC110 - the stand-in tells nobody
                    await asyncio.sleep(0.002)
            before = len(bot_api.calls("getUpdates"))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            polls.append(len(bot_api.calls("getUpdates")) - before)
    assert polls == [1, 0]


class Forgetful(Listener):
    """One whose updates cannot be taken at first: the database is away."""

    refusals = 2

    async def _put(self, update: Update) -> None:
        if self.refusals:
            self.refusals -= 1
            raise NotTakenError("the database does not answer")
        await super()._put(update)


async def test_updates_that_cannot_be_taken_are_asked_for_again(bot_api: BotApi) -> None:
    person = bot_api.private("Ann")
    for text in ("first", "second"):
        bot_api.say(person, text)
    async with a_bot(bot_api) as bot:
        one = Forgetful(bot)
        task = asyncio.create_task(one.poller.run())
        async with asyncio.timeout(20):
            while len(one.heard) < 2:
                await one.next()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert [update.message and update.message.text for update in one.heard] == ["first", "second"]

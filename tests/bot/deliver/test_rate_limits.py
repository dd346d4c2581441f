"""The limits of how fast we send, each with a case on both of its sides."""

from __future__ import annotations

import asyncio

import pytest
from telegram.error import RetryAfter

from bot.deliver.rate_limiter import ALL_CHATS, BULK, SLOTTED, TwoLanes
from tests.bot.deliver.rate_telegram import Clock, Telegram, send


async def refused_beside_another(lanes: TwoLanes, telegram: Telegram, clock: Clock, chat: int, moment: float) -> bool:
    """Have another chat told to wait, then at a moment this one; tell whether that is taken for a wait of all."""
    for one, at in ((1, moment - 0.2), (chat, moment)):
        clock.seconds = max(clock.seconds, at)
        telegram.refusals = [30]
        with pytest.raises(RetryAfter):
            await send(lanes, telegram, "digest", SLOTTED, chat=one)
    return lanes.halted_for > 0


@pytest.mark.parametrize(("moment", "all_wait"), [(0.95, False), (1.0, True)])
async def test_a_chat_takes_one_message_a_second(
    clock: Clock, telegram: Telegram, moment: float, all_wait: bool
) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    await send(lanes, telegram, "digest", SLOTTED, chat=7)
    assert await refused_beside_another(lanes, telegram, clock, 7, moment) == all_wait


@pytest.mark.parametrize(("messages", "moment", "all_wait"), [(20, 59.9, False), (20, 60.0, True), (19, 59.9, True)])
async def test_a_group_takes_twenty_messages_a_minute(
    clock: Clock, telegram: Telegram, messages: int, moment: float, all_wait: bool
) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for number in range(messages):
        clock.seconds = 2.0 * number
        await send(lanes, telegram, "digest", SLOTTED, chat=-7)
    assert await refused_beside_another(lanes, telegram, clock, -7, moment) == all_wait


async def test_an_answer_is_tried_three_times(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [1, 1]
    assert await send(lanes, telegram, "answer") is True
    telegram.refusals = [1, 1, 1]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "answer")
    assert len(telegram.came) == 6


async def test_an_answer_waits_for_a_minute_and_no_longer(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [60]
    assert await send(lanes, telegram, "answer") is True
    telegram.refusals = [60.5]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "answer")
    assert len(telegram.came) == 3


async def test_after_a_halt_no_delivery_goes_while_an_answer_waits(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    lanes.restore(ALL_CHATS, 10)
    bulk = [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(20)]
    answers = [asyncio.ensure_future(send(lanes, telegram, "answer")) for _ in range(20)]
    await asyncio.gather(*bulk, *answers)
    assert [name for name, _ in telegram.came] == ["answer"] * 20 + ["digest"] * 20


@pytest.mark.parametrize(("moment", "waits"), [(64.9, 1 / 29.5), (65.0, 0)])
async def test_answers_keep_the_pace_until_a_minute_after_a_halt(
    clock: Clock, telegram: Telegram, moment: float, waits: float
) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    lanes.restore(ALL_CHATS, 5)
    clock.seconds = moment
    for _ in range(2):
        await send(lanes, telegram, "answer")
    assert [at - moment for _, at in telegram.came] == pytest.approx([0, waits])

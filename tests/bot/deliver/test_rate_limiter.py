"""Answers go before deliveries, and nothing is sent while Telegram asks to wait."""

from __future__ import annotations

import asyncio
import itertools
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.deliver.rate_limiter import ALL_CHATS, BULK, SLOTTED, URGENT, NotSendingError, TwoLanes
from tests.bot.deliver.rate_telegram import Clock, Telegram, send
from tests.bot.follow.world import VirtualLoop


class StrictTelegram(Telegram):
    """Accepts thirty messages a second over all chats, answers included, and answers the rest with retry-after."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.refused = 0

    async def __call__(self, name: str) -> bool:
        now = self.clock()
        if sum(moment > now - 1 for _, moment in self.came) >= 30:
            self.refused += 1
            raise RetryAfter(timedelta(seconds=1))
        return await super().__call__(name)


async def test_never_more_than_thirty_messages_a_second(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for number in range(90):
        await send(lanes, telegram, str(number), BULK)
    times = [moment for _, moment in telegram.came]
    assert max(sum(start <= one < start + 1 for one in times) for start in times) <= 30
    assert times[-1] < 90 / 29


async def test_an_answer_overtakes_waiting_deliveries(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    bulk = [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(20)]
    await asyncio.sleep(0)
    await send(lanes, telegram, "answer")
    place = [name for name, _ in telegram.came].index("answer")
    await asyncio.gather(*bulk)
    assert place <= 2


async def test_a_burst_of_answers_is_sent_at_once_and_deliveries_make_room(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for number in range(59):
        await send(lanes, telegram, str(number))
    assert clock() == 0
    await send(lanes, telegram, "digest", BULK)
    assert telegram.came[-1][1] == pytest.approx(2)


@pytest.mark.parametrize("answers_a_second", [5, 20, 29, 31, 35, 50, 200])
def test_deliveries_go_on_however_many_answers_there_are(answers_a_second: int) -> None:
    """Answers take three slots at most between two deliveries, and no answer waits for longer than a slot."""
    loop = VirtualLoop()
    lanes, telegram, waits = TwoLanes(loop.time, asyncio.sleep), Telegram(loop.time), list[float]()

    async def ask(number: int) -> None:
        await asyncio.sleep(asked := number / answers_a_second)
        await send(lanes, telegram, "answer")
        waits.append(loop.time() - asked)

    async def broadcast() -> None:
        delivering = [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(1000)]
        await asyncio.gather(*(ask(number) for number in range(20 * answers_a_second)))
        for one in delivering:
            one.cancel()

    loop.run_until_complete(broadcast())
    ended = loop.time()
    loop.close()
    times = [moment for name, moment in telegram.came if name == "digest"]
    assert max(after - before for before, after in itertools.pairwise([0.0, *times, ended])) <= 5.01 / 29.5
    assert max(waits) <= 1.01 / 29.5
    if answers_a_second <= 20:  # all together keep the pace
        assert len(times) + 20 * answers_a_second == pytest.approx(ended * 29.5, abs=3)


async def test_many_answers_before_a_broadcast_do_not_hold_it_up_for_long(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for number in range(3000):
        await send(lanes, telegram, str(number))
        await clock.sleep(0.02)
    ended = clock()
    await send(lanes, telegram, "digest", BULK)
    assert telegram.came[-1][1] - ended <= 3


async def test_queued_deliveries_never_delay_answers_while_there_is_room(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    bulk = [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(4)]
    waits = []
    for _ in range(40):
        for _ in range(3):
            await asyncio.sleep(0)
        bulk = [one for one in bulk if not one.done()]
        bulk += [asyncio.ensure_future(send(lanes, telegram, "digest", BULK)) for _ in range(4 - len(bulk))]
        asked = clock()
        await send(lanes, telegram, "answer")
        waits.append(telegram.came[-1][1] - asked)
    await asyncio.gather(*bulk)
    assert max(waits) <= 1 / 29.5 + 0.001
    # The deliveries made room for the answers: all together kept the pace.
    assert telegram.came[-1][1] >= (len(telegram.came) - 1) / 29.5 - 0.001


async def test_when_telegram_limits_answers_too_a_burst_is_sent_whole_before_deliveries(clock: Clock) -> None:
    lanes, telegram = TwoLanes(clock, clock.sleep), StrictTelegram(clock)
    bulk = [asyncio.ensure_future(deliver(lanes, telegram)) for _ in range(30)]
    answers = [asyncio.ensure_future(send(lanes, telegram, "answer")) for _ in range(200)]
    assert await asyncio.gather(*answers) == [True] * 200
    answered = clock()
    await asyncio.gather(*bulk)
    # A second's halt, then what is left of the 200 at the published pace; asked for once more each, and no more.
    assert answered < 1 + 170 / 29.5 + 0.5
    assert telegram.refused <= 200
    assert [name for name, _ in telegram.came].count("digest") == 30


async def deliver(lanes: TwoLanes, telegram: Telegram) -> None:
    """A delivery as the sender treats it: put back where it is told to wait, and tried again then."""
    while True:
        try:
            await send(lanes, telegram, "digest", BULK)
            return
        except RetryAfter as error:
            assert isinstance(error.retry_after, timedelta)
            await lanes._sleep(error.retry_after.total_seconds())


async def test_after_a_global_wait_answers_are_paced_for_a_minute(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [5]
    for number in range(59):
        await send(lanes, telegram, str(number))
    assert telegram.came[-1][1] - telegram.came[1][1] == pytest.approx(58 / 29.5, abs=0.1)
    await clock.sleep(66)
    resumed = clock()
    for number in range(59):
        await send(lanes, telegram, str(number))
    assert clock() == resumed


async def test_a_global_wait_stops_both_lanes_and_ends_on_time(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [5]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK)
    await asyncio.gather(send(lanes, telegram, "answer"), send(lanes, telegram, "digest", BULK))
    assert min(moment for _, moment in telegram.came[1:]) >= 5


async def test_a_shorter_wait_does_not_end_a_longer_one(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [30, 1]

    async def both_on_their_way(name: str) -> bool:
        for _ in range(5):
            await asyncio.sleep(0)
        return await telegram(name)

    requests = [lanes.process_request(both_on_their_way, ("digest",), {}, "sendMessage", {}, BULK) for _ in range(2)]
    await asyncio.gather(*requests, return_exceptions=True)
    assert telegram.refusals == []
    assert lanes.halted_for > 28


async def test_an_answer_is_retried_only_after_a_short_wait(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [3]
    assert await send(lanes, telegram, "answer") is True
    telegram.refusals = [43_838]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "answer")
    assert lanes.halted_for == pytest.approx(43_838)


async def fill(lanes: TwoLanes, telegram: Telegram, group: int) -> None:
    """Twenty messages to a group, the last of them more than a second ago."""
    for number in range(20):
        await send(lanes, telegram, str(number), BULK, chat=group)
    await lanes._sleep(2)


async def test_a_group_wait_delays_only_that_group(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    await fill(lanes, telegram, -7)
    telegram.refusals = [40]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK, chat=-7)
    parked = clock()
    asked = len(telegram.came)
    with pytest.raises(RetryAfter) as again:
        await send(lanes, telegram, "correction", BULK, chat=-7)
    assert len(telegram.came) == asked
    assert again.value.retry_after == timedelta(seconds=parked + 40 - clock())
    await send(lanes, telegram, "digest", BULK, chat=8)
    assert clock() < parked + 1
    assert lanes.halted_for == 0
    assert await send(lanes, telegram, "answer", chat=-7) is True
    assert telegram.came[-1][1] >= parked + 40


async def test_a_refused_second_message_within_a_second_is_a_wait_of_that_chat(
    clock: Clock, telegram: Telegram
) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    await send(lanes, telegram, "answer", chat=7)
    telegram.refusals = [3]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK, chat=7)
    assert lanes.halted_for == 0


async def test_a_refusal_without_a_chat_is_a_global_wait(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    telegram.refusals = [5]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "edit of what was sent inline", BULK)
    assert lanes.halted_for == 5


@pytest.mark.parametrize("chat", [7, -7])
async def test_a_chat_wait_delays_no_other_chat(clock: Clock, telegram: Telegram, chat: int) -> None:
    lanes, waits = TwoLanes(clock, clock.sleep), []
    lanes.on_wait = lambda chat, seconds: waits.append((chat, seconds))
    telegram.refusals = [43_838]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK, chat=chat)
    await send(lanes, telegram, "digest", BULK, chat=8)
    await send(lanes, telegram, "answer", chat=9)
    assert clock() < 1
    assert lanes.halted_for == 0
    assert lanes.parked_for(chat) == pytest.approx(43_838, abs=1)
    assert waits == [(chat, 43_838)]


async def test_two_refused_chats_in_a_row_mean_a_global_wait(clock: Clock, telegram: Telegram) -> None:
    lanes, waits = TwoLanes(clock, clock.sleep), []
    lanes.on_wait = lambda chat, seconds: waits.append((chat, round(seconds)))
    telegram.refusals = [60, 20]
    for chat in (7, 8):
        with pytest.raises(RetryAfter):
            await send(lanes, telegram, "digest", BULK, chat=chat)
    with pytest.raises(RetryAfter):
        await lanes.process_request(telegram, ("digest",), {}, "sendMessage", {"chat_id": 9}, SLOTTED)
    assert len(telegram.came) == 2
    assert waits == [(7, 60), (0, 60)]


async def test_two_refused_chats_with_a_success_between_stay_separate_waits(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for chat in (7, 8):
        telegram.refusals = [60]
        with pytest.raises(RetryAfter):
            await send(lanes, telegram, "digest", BULK, chat=chat)
        await send(lanes, telegram, "digest", BULK, chat=chat + 10)
    assert lanes.halted_for == 0


async def test_after_a_refusal_deliveries_go_one_at_a_time_until_one_succeeds(clock: Clock, telegram: Telegram) -> None:
    lanes, gate = TwoLanes(clock, clock.sleep), asyncio.Event()
    telegram.refusals = [60]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK, chat=7)

    async def slow(name: str) -> bool:
        telegram.came.append((name, clock()))
        await gate.wait()
        return True

    others = [
        asyncio.ensure_future(lanes.process_request(slow, (str(chat),), {}, "sendMessage", {"chat_id": chat}, BULK))
        for chat in (8, 9, 10)
    ]
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(telegram.came) == 2
    gate.set()
    await asyncio.gather(*others)
    assert len(telegram.came) == 4


async def test_an_alarm_is_sent_during_a_global_wait(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    lanes.restore(ALL_CHATS, 43_838)
    assert await send(lanes, telegram, "alarm", URGENT, chat=7) is True
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "answer", chat=7)
    assert len(telegram.came) == 1


async def test_an_answer_waiting_for_its_chat_delays_no_delivery(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    await fill(lanes, telegram, -7)
    telegram.refusals = [40]
    with pytest.raises(RetryAfter):
        await send(lanes, telegram, "digest", BULK, chat=-7)
    waited_from, gate = clock(), asyncio.Event()

    async def until_opened(_: float) -> None:
        await gate.wait()

    lanes._sleep = until_opened
    answer = asyncio.ensure_future(send(lanes, telegram, "answer", chat=-7))
    await asyncio.sleep(0)
    lanes._sleep = clock.sleep
    await send(lanes, telegram, "digest", BULK, chat=8)
    assert clock() < waited_from + 1
    assert not answer.done()
    clock.seconds += 40
    gate.set()
    assert await answer is True


async def test_requests_that_send_no_message_are_not_paced(clock: Clock, telegram: Telegram) -> None:
    lanes = TwoLanes(clock, clock.sleep)
    for _ in range(100):
        await send(lanes, telegram, "answer", endpoint="answerCallbackQuery")
    assert clock() == 0


async def test_a_delivery_is_refused_just_before_its_request_once_another_replica_may_send(
    clock: Clock, telegram: Telegram
) -> None:
    lanes, may_send = TwoLanes(clock, clock.sleep), [True]
    lanes.may_send = lambda: may_send[0]
    await send(lanes, telegram, "digest", SLOTTED)
    may_send[0] = False
    with pytest.raises(NotSendingError):
        await send(lanes, telegram, "another", SLOTTED)
    for lane in (None, BULK, URGENT):  # answers, corrections of inline messages, alarms
        await send(lanes, telegram, f"in lane {lane}", lane)
    assert [name for name, _ in telegram.came] == ["digest", "in lane None", "in lane bulk", "in lane urgent"]

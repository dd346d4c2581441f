"""Five messages at once, then one a second; one warning, then silence."""

from __future__ import annotations

from bot.chat.routing.throttle import REMEMBERED, Allowance, Budget
from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.talking import talking
from tests.storage.builders import at


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_burst_is_answered_then_warned_once_then_ignored() -> None:
    budget = Budget(Clock())
    assert [budget.take(7) for _ in range(8)] == [Allowance.ANSWER] * 5 + [Allowance.WARN] + [Allowance.DROP] * 2


def test_the_allowance_refills_by_one_a_second() -> None:
    clock = Clock()
    budget = Budget(clock)
    for _ in range(6):
        budget.take(7)
    clock.seconds = 1.0
    assert [budget.take(7) for _ in range(2)] == [Allowance.ANSWER, Allowance.DROP]
    clock.seconds = 60.0
    assert [budget.take(7) for _ in range(6)] == [Allowance.ANSWER] * 5 + [Allowance.WARN]


def test_each_person_has_a_separate_allowance() -> None:
    budget = Budget(Clock())
    for _ in range(9):
        budget.take(7)
    assert budget.take(8) is Allowance.ANSWER


def test_the_number_of_remembered_people_is_bounded() -> None:
    budget = Budget(Clock())
    for user in range(REMEMBERED + 5):
        budget.take(user)
    assert len(budget._left) == REMEMBERED


async def test_a_flood_of_messages_gets_one_warning(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, at("2026-09-22 06:00")) as talk:
        frozen = Clock()
        talk.bot.budget._clock = frozen
        for _ in range(12):
            bot_api.say(talk.chat, "/help")
        answers = [(await talk.next()).text for _ in range(6)]
        frozen.seconds = 100.0
        last = await talk.ask("/privacy")
    assert answers.count("Slower, please: one question a second.") == 1
    assert last.text.startswith("What is stored about you")
    assert len(bot_api.sent) == 7

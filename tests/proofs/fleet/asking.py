"""Questions of many people at an even pace, and what became of each."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field

from bot.demo.bot_api import Accepted, Chat
from tests.proofs.delivery.outcome import GREETING
from tests.proofs.fleet.balancer import Passed
from tests.proofs.fleet.scene import Fleet

# Nobody asks again before the answer to the last question can only be late by a fault.
EACH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question: whose, the number of its update, and the second (``time.time``) at which it was asked."""

    chat: int
    update_id: int
    at: float


@dataclass
class Asking:
    """People who ask for the last night ``a_second`` times a second, in turn, until it is cancelled."""

    scene: Fleet
    a_second: float
    asked: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people: list[Chat] = [self.scene.api.private("Asker") for _ in range(int(self.a_second * EACH_SECONDS))]

    async def run(self) -> None:
        begin = time.time()
        while True:
            number = len(self.asked)
            await asyncio.sleep(begin + number / self.a_second - time.time())
            chat = self.people[number % len(self.people)]
            self.scene.api.say(chat, "/latest")
            self.asked.append(Question(chat.id, self.scene.api.state.updates.last_id, time.time()))


@dataclass(frozen=True, slots=True)
class Answers:
    """``lost`` are the questions without an answer, ``extra`` the answers beyond the first; ``seconds`` those it took.

    ``errors`` are answers that are a fault's sentence instead of a night.
    """

    asked: int
    lost: list[Question]
    extra: list[Accepted]
    seconds: list[float]
    errors: list[Accepted]


def answers(scene: Fleet, asking: Asking) -> Answers:
    """What became of each question: an answer belongs to the last one of its chat before it."""
    found: dict[int, list[Accepted]] = defaultdict(list)
    theirs = {chat.id for chat in asking.people}
    for one in scene.api.accepted:
        if one.chat in theirs and not one.edited and not one.text.startswith(GREETING):
            found[one.chat].append(one)
    of_chat: dict[int, list[Question]] = defaultdict(list)
    for question in asking.asked:
        of_chat[question.chat].append(question)
    lost, extra, seconds = list[Question](), list[Accepted](), list[float]()
    for chat, questions in of_chat.items():
        for begin, end in zip(questions, [*questions[1:], None], strict=True):
            until = end.at if end else float("inf")
            its = [one for one in found[chat] if begin.at <= scene.second(one.at) < until]
            if its:
                seconds.append(scene.second(its[0].at) - begin.at)
            else:
                lost.append(begin)
            extra.extend(its[1:])
    errors = [one for messages in found.values() for one in messages if not is_night(one)]
    return Answers(len(asking.asked), lost, extra, seconds, errors)


def is_night(one: Accepted) -> bool:
    """Whether an answer is what was asked for."""
    return "\n" in one.text


@dataclass(frozen=True, slots=True)
class Fate:
    """Why a question was lost: the process that had its update, and whether it had been killed before it answered."""

    question: Question
    pids: tuple[int, ...]
    in_killed: bool


def fates(lost: list[Question], passed: list[Passed], killed: dict[int, float], within: float) -> list[Fate]:
    """What became of the updates of lost questions.

    ``killed`` are the processes that were killed, and when; one was in a killed process where that was the first to get
    it, and was killed within so many seconds (``within``) behind.
    """
    of_update: dict[int, list[Passed]] = defaultdict(list)
    for one in passed:
        of_update[one.update_id].append(one)
    found = []
    for question in lost:
        its = of_update[question.update_id]
        was = any(one.pid in killed and one.at - 0.1 <= killed[one.pid] <= one.at + within for one in its)
        found.append(Fate(question, tuple(one.pid for one in its), was))
    return found

"""Throttle questions before anything is answered.

A person is answered once a second, five times at once; then warned once, then ignored.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import Update, User
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.chat.context import Services
from bot.chat.messages.static import fault
from bot.chat.routing.filters import is_question, thread_of
from bot.chat.routing.guest import Guest
from bot.chat.sending import send

BURST = 5.0
A_SECOND = 1.0
# The people remembered; the longest silent are forgotten first.
REMEMBERED = 10_000
# Inline, every typed letter asks again; each counts as this fraction of a question.
A_LETTER = 0.25


class Allowance(StrEnum):
    """What becomes of a question."""

    ANSWER = "answer"
    WARN = "warn"
    DROP = "drop"


@dataclass(slots=True)
class _Left:
    tokens: float
    at: float
    warned: bool = False


class Budget:
    """One bucket a person. ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: OrderedDict[int, _Left] = OrderedDict()

    def take(self, user_id: int, cost: float = 1.0) -> Allowance:
        """Use up one answer of a person, or a part of one, where it is there."""
        now = self._clock()
        left = self._left.setdefault(user_id, _Left(BURST, now))
        self._left.move_to_end(user_id)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        left.tokens = min(BURST, left.tokens + (now - left.at) * A_SECOND)
        left.at = now
        if left.tokens >= cost:
            left.tokens -= cost
            left.warned = left.warned and left.tokens < 1
            return Allowance.ANSWER
        warned, left.warned = left.warned, True
        return Allowance.DROP if warned else Allowance.WARN


class QuestionThrottle:
    """Handles every update first and stops those over the limit."""

    def __init__(self, services: Services, budget: Budget, guest: Guest) -> None:
        self._services = services
        self._budget = budget
        self._guest = guest

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> Any:
        """Let the update pass or stop it: with a warning the first time, silently after that."""
        user = update.effective_user
        if user is None or not is_question(update):
            return
        turn = self._budget.take(user.id, A_LETTER if update.inline_query else 1.0)
        if turn is Allowance.ANSWER:
            return
        if turn is Allowance.WARN:
            await self._warn(update, context, user)
        raise ApplicationHandlerStop

    async def _warn(self, update: Update, context: ContextTypes.DEFAULT_TYPE, user: User) -> None:
        audience = self._services.audience(user.language_code)
        sentence = audience.words.say("Slower, please: one question a second.")
        if update.callback_query:
            await update.callback_query.answer(sentence, show_alert=True)
        elif update.guest_message:
            await self._guest.say(context.bot, update.guest_message, audience, fault(sentence))
        elif update.effective_message and update.effective_chat:
            await send(context.bot, update.effective_chat.id, thread_of(update.effective_message), fault(sentence))

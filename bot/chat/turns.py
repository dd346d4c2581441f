"""Before anything is answered: nobody takes more than their share."""

from __future__ import annotations

from typing import Any

from telegram import Update, User
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.chat.budget import Budget, Turn
from bot.chat.desk import Desk
from bot.chat.messages.plain import fault
from bot.chat.sending import send


class Turns:
    """A handler for every update; what is too much ends with it."""

    def __init__(self, desk: Desk, budget: Budget) -> None:
        self._desk = desk
        self._budget = budget

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> Any:
        """Let the update pass, or stop it: with a word the first time, silently after that."""
        user = update.effective_user
        if user is None or update.my_chat_member:
            return
        turn = self._budget.take(user.id)
        if turn is Turn.ANSWER:
            return
        if turn is Turn.WARN:
            await self._warn(update, context, user)
        raise ApplicationHandlerStop

    async def _warn(self, update: Update, context: ContextTypes.DEFAULT_TYPE, user: User) -> None:
        sentence = self._desk.reader(user.language_code).words.say("Slower, please: one question a second.")
        if update.callback_query:
            await update.callback_query.answer(sentence, show_alert=True)
        elif update.effective_message and update.effective_chat:
            await send(context.bot, update.effective_chat.id, None, fault(sentence))

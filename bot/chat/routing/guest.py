"""Guest mode: the bot is named in a chat where it is no member and may answer there once, as it would inline."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from telegram import Bot, Update
from telegram import Message as Received
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, MessageHandler

from bot.actions import InlineMessage
from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.handlers.answers import stays_as
from bot.chat.handlers.inline import Offer, offers
from bot.chat.keyboards import ways_in
from bot.chat.message import Message
from bot.chat.routing.filters import GUEST_MESSAGE, OWN_WORDS, asked_of
from bot.chat.routing.inline import Inline, asked_by

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
# A chat that asks in its own name is nobody whose settings are stored.
NOBODY = 0


class Guest:
    """Answers guest messages and records what the answers show, so that a correction can edit them."""

    def __init__(self, services: Services, inline: Inline) -> None:
        self._services = services
        self._inline = inline

    def register(self, app: App) -> None:
        """Register the handler with the application."""
        app.add_handler(MessageHandler(GUEST_MESSAGE & OWN_WORDS, self.asked))

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer once and at once: Telegram soon refuses an answer, and gives an id by which it can be edited."""
        received = update.guest_message
        assert received, "the handler is for these alone"
        question = asked_of(received, context.bot.username)
        if question is None:  # an answer to a message of ours
            question = (received.text or received.caption or "").strip()
        user = received.from_user
        user_id, told = (user.id, user.language_code) if user else (NOBODY, None)
        audience = await self._inline.reader(user_id, told)
        found = (await offers(self._services, replace(asked_by(user_id, audience), text=question)))[0]
        sent = await self._answer(context.bot, received, audience, found)
        if sent and found.asks and found.message.shows:
            await self._inline.keep(InlineMessage(sent, stays_as(found.asks), audience.words.code), found.message)

    async def say(self, bot: Bot, received: Received, audience: Audience, message: Message) -> None:
        """Answer with one sentence and the ways into a private chat."""
        await self._answer(bot, received, audience, Offer("", message))

    async def _answer(self, bot: Bot, received: Received, audience: Audience, found: Offer) -> str | None:
        """Return the id by which the answer can be edited; None where it did not arrive, or nobody knows."""
        keyboard = None if found.asks else ways_in(audience.words, bot.username)
        article = self._inline.article(found, audience, bot.username, keyboard)
        try:
            sent = await bot.answer_guest_query(received.guest_query_id or "", article)
        except TelegramError as error:
            # asked too long ago, or no receipt came: it cannot be answered twice
            log.info("a guest message could not be answered: %s", error)
            return None
        return sent.inline_message_id

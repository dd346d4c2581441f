"""What a person is told when their update could not be answered, and what the log says."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.actions import StorageError
from bot.chat.context import Services
from bot.chat.messages.static import fault
from bot.chat.routing.filters import thread_of
from bot.chat.routing.guest import Guest
from bot.chat.sending import is_barred, is_topic_gone, send
from bot.log import LogThrottle

log = logging.getLogger(__name__)


class Failures:
    """Logs what failed and tells the person in one sentence that something went wrong."""

    def __init__(self, services: Services, throttle: LogThrottle, guest: Guest) -> None:
        self._services = services
        self._throttle = throttle
        self._guest = guest

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an unexpected error and tell the person."""
        if isinstance(context.error, BadRequest) and (is_topic_gone(context.error) or is_barred(context.error)):
            log.warning("nothing may be written where it was asked: %s", context.error)
            return
        passes = isinstance(context.error, (StorageError, RetryAfter, NetworkError))
        if passes and not isinstance(context.error, BadRequest):
            # transient (a lock, a full disk, no Telegram): a line a minute says as much as a traceback each time
            self._throttle.warn(log, type(context.error).__name__, "an update could not be answered: %s", context.error)
        else:
            log.error("an update could not be answered", exc_info=context.error)
        if not isinstance(update, Update) or update.effective_chat is None:
            return
        try:
            await self._tell(update, context)
        except TelegramError as error:
            self._throttle.warn(log, "untold", "and the person could not be told: %s", error)
        except Exception:
            log.exception("and the person could not be told")

    async def _tell(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        received, chat, user = update.effective_message, update.effective_chat, update.effective_user
        audience = self._services.audience(user.language_code if user else None)
        sentence = audience.words.say("Something went wrong; the error has been logged. Please try again later.")
        if update.guest_message:  # the bot is no member of that chat
            await self._guest.say(context.bot, update.guest_message, audience, fault(sentence))
        elif chat:
            await send(context.bot, chat.id, thread_of(received) if received else None, fault(sentence))

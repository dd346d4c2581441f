"""What comes of Telegram's picker of chats: the chat that was picked, or its button that picks none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram.ext import Application, MessageHandler, filters

from bot.chat.context import Handler
from bot.chat.handlers.own_chats import cancelled, picked
from bot.chat.languages import Languages
from bot.chat.picker import CANCEL
from bot.chat.routing.filters import OWN_WORDS

App = Application[Any, Any, Any, Any, Any, Any]
# What turns a handler of ours into the library's callback.
Answered = Callable[[Handler], Any]


def register_picker(app: App, languages: Languages, where: filters.BaseFilter, answered: Answered) -> None:
    """Register both with the application, for the chats of ``where``; in every language, which may change meanwhile."""
    app.add_handler(MessageHandler(where & filters.StatusUpdate.CHAT_SHARED, answered(picked)))
    cancel = filters.Text([languages.words(code).say(CANCEL) for code in languages.codes])
    app.add_handler(MessageHandler(where & OWN_WORDS & cancel, answered(cancelled)))

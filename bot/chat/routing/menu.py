"""The bot's menu in Telegram: a list of commands for each kind of chat, in every language, all from the rows."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.chat.languages import Languages
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Where, listed
from bot.locales import ENGLISH

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
# Telegram shows the narrowest list: to an operator their own chat's, to an admin the admins'.
LISTS: tuple[tuple[BotCommandScope, Where], ...] = (
    (BotCommandScopeAllPrivateChats(), Where.PRIVATE),
    (BotCommandScopeAllGroupChats(), Where.GROUPS),
    (BotCommandScopeAllChatAdministrators(), Where.ADMINS),
)
# What Telegram takes as the meaning of a command.
MEANING_LIMIT = 256
# Runs after the answering handlers: a list is set only once the answer is on its way.
AFTER_ALL = 1


class Menu:
    """Command lists as set at Telegram. ``operators`` are Telegram ids.

    Telegram takes a list for one chat only once that person has written to the bot; until then the operator is
    remembered and the list is set with their next message.
    """

    def __init__(self, operators: Collection[int], languages: Languages) -> None:
        self._languages = languages
        self._operators = frozenset(operators)
        self._untold: set[int] = set()

    def register(self, app: App) -> None:
        """Register for operators' messages with the application."""
        if self._operators:
            theirs = filters.UpdateType.MESSAGE & filters.Chat(self._operators)
            app.add_handler(MessageHandler(theirs, self.wrote), group=AFTER_ALL)

    async def tell(self, bot: Bot) -> None:
        """Send Telegram every command list; repeating it changes nothing. Raises what Telegram raises."""
        for scope, where in LISTS:
            await self._tell(bot, scope, where)
        for operator in sorted(self._operators):
            await self._tell_operator(bot, operator)

    async def wrote(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Set the list of an operator for whom Telegram refused it before."""
        chat = update.effective_chat
        if chat is None or chat.id not in self._untold:
            return
        try:
            await self._tell_operator(context.bot, chat.id)
        except TelegramError as error:
            log.warning("Telegram could not be told the commands of operator %s yet: %s", chat.id, error)

    async def _tell_operator(self, bot: Bot, operator: int) -> None:
        self._untold.add(operator)
        try:
            await self._tell(bot, BotCommandScopeChat(operator), Where.PRIVATE | Where.OPERATORS)
        except (BadRequest, Forbidden) as error:
            log.info("operator %s sees their commands listed once they write to the bot: %s", operator, error)
        else:
            self._untold.discard(operator)

    async def _tell(self, bot: Bot, scope: BotCommandScope, where: Where) -> None:
        for code, menu in menus(self._languages, where):
            await bot.set_my_commands(menu, scope, language_code=code)


def menus(languages: Languages, where: Where) -> Iterator[tuple[str | None, list[BotCommand]]]:
    """Yield the list of commands in each language that Telegram takes, with its code; English has none."""
    for code in filter(is_kept, languages.codes):
        words = languages.words(code)
        menu = [BotCommand(name, words.say(help_)[:MEANING_LIMIT]) for name, help_ in listed(COMMANDS.values(), where)]
        yield None if code == ENGLISH else code, menu


def is_kept(code: str) -> bool:
    """Return whether Telegram takes lists for a language: only for two-letter codes."""
    return len(code) == len(ENGLISH)

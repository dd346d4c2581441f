"""The bot's menu in Telegram: its commands, in every language."""

from __future__ import annotations

from telegram import Bot, BotCommand

from bot.chat.language import ENGLISH, LANGUAGES, words_of
from bot.chat.messages.static import COMMANDS


async def describe(bot: Bot) -> None:
    """Tell Telegram the commands. Raises what Telegram raises."""
    for code in LANGUAGES:
        words = words_of(code)
        menu = [BotCommand(name, words.say(meaning)) for name, meaning in COMMANDS.items()]
        await bot.set_my_commands(menu, language_code=None if code == ENGLISH else code)

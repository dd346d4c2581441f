"""An answer on its way to where it was asked: a group that moved, a topic that is gone, a chat that bars pictures."""

from __future__ import annotations

from dataclasses import replace

from telegram import Bot
from telegram import Message as Sent
from telegram.error import BadRequest, ChatMigrated

from bot.chat.desk import Asked, Desk
from bot.chat.message import Message
from bot.chat.messages.plain import fault
from bot.chat.sending import is_barred, is_topic_gone, send
from bot.chat.signing import signed


async def reply(desk: Desk, bot: Bot, asked: Asked, message: Message) -> tuple[Asked, Message, Sent]:
    """Send an answer; where it went and what it was in the end, as sent. Raises what Telegram refuses then as well."""
    try:
        return asked, message, await _send(desk, bot, asked, message)
    except ChatMigrated as error:
        await desk.actions.migrated(asked.chat_id, error.new_chat_id)
        asked = replace(asked, chat_id=error.new_chat_id)
    except BadRequest as error:
        if asked.thread_id is not None and is_topic_gone(error):
            asked = replace(asked, thread_id=None)
        elif is_barred(error) and (message.picture or message.attachment):
            message = fault(asked.reader.words.say("Pictures and files may not be sent here; an admin can allow them."))
        else:
            raise
    return asked, message, await _send(desk, bot, asked, message)


async def _send(desk: Desk, bot: Bot, asked: Asked, message: Message) -> Sent:
    return await send(bot, asked.chat_id, asked.thread_id, signed(desk, asked.reader, message))

"""An answer on its way: to a group that moved, a topic that is gone, a chat that bars pictures, over a message."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Bot
from telegram import Message as Sent
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.sending import change_picture, edit, is_barred, is_topic_gone, send
from bot.chat.sign_off import signed

log = logging.getLogger(__name__)


async def reply(desk: Services, bot: Bot, asked: Request, message: Message) -> tuple[Request, Message]:
    """Send an answer; where it went and what it was in the end. Raises what Telegram refuses then as well."""
    try:
        await _send(desk, bot, asked, message)
        return asked, message
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
    await _send(desk, bot, asked, message)
    return asked, message


async def rewrite(desk: Services, bot: Bot, asked: Request, message_id: int, message: Message) -> bool:
    """Write a message anew in place; whether that could be: it may be deleted by now, or too old to be edited.

    A chat that is gone or moved is met again by the answer that is sent instead, and treated there.
    """
    shown = signed(desk, asked.reader, message)
    try:
        if message.picture:
            sent = await change_picture(bot, asked.chat_id, message_id, shown, message.picture)
            await _keep_picture(desk, message, sent)
        else:
            await edit(bot, asked.chat_id, message_id, shown)
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("a message cannot be written anew, and its answer is sent instead: %s", error)
        return False
    return True


async def _send(desk: Services, bot: Bot, asked: Request, message: Message) -> None:
    sent = await send(bot, asked.chat_id, asked.thread_id, signed(desk, asked.reader, message))
    await _keep_picture(desk, message, sent)


async def _keep_picture(desk: Services, message: Message, sent: Sent | None) -> None:
    """Remember Telegram's name for a picture, so that it need not be sent again."""
    if message.picture and sent and sent.photo:
        await desk.pictures.sent(message.picture, sent.photo[-1].file_id)

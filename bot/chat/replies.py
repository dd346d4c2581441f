"""Reply to a request, coping with a moved group, a deleted topic, a chat that bars charts; or edit a message."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Bot
from telegram import Message as Sent
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat.context import Request, Services
from bot.chat.keyboards import without_inline
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.sending import (
    change_picture,
    edit,
    failed_at_telegram,
    is_barred,
    is_topic_gone,
    may_have_arrived,
    parts,
    send,
)
from bot.chat.sign_off import signed

log = logging.getLogger(__name__)


async def reply(services: Services, bot: Bot, request: Request, message: Message) -> tuple[Request, Message]:
    """Send an answer; return where it went and what was sent in the end. Raises what Telegram still refuses.

    If no receipt comes it is taken to have arrived: an error told after the answer would be wrong, and a correction
    has to reach whoever may have read it. If Telegram says that it failed, it is asked once more before that.
    """
    try:
        await _send(services, bot, request, message)
        return request, message
    except ChatMigrated as error:
        await services.actions.migrated(request.chat_id, error.new_chat_id)
        request = replace(request, chat_id=error.new_chat_id)
    except BadRequest as error:
        if request.thread_id is not None and is_topic_gone(error):
            request = replace(request, thread_id=None)
        elif is_barred(error) and (message.picture or message.attachment):
            message = fault(
                request.audience.words.say("Charts and files may not be sent here; an admin can allow them.")
            )
        else:
            raise
    await _send(services, bot, request, message)
    return request, message


async def rewrite(services: Services, bot: Bot, request: Request, message_id: int, message: Message) -> bool:
    """Edit a message in place; return False if it is deleted or too old. A lost receipt counts as done.

    A chat that is gone or moved fails again for the answer that is sent instead, and is handled there.
    """
    shown = _whole(services, bot, request, message)
    try:
        if message.picture:
            sent = await change_picture(bot, request.chat_id, message_id, shown, message.picture)
            await _keep_picture(services, message, sent)
        else:
            await edit(bot, request.chat_id, message_id, shown)
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("a message cannot be written anew, and its answer is sent instead: %s", error)
        return False
    except TelegramError as error:
        _without_receipt(error)
    return True


def _whole(services: Services, bot: Bot, request: Request, message: Message) -> Message:
    """Return the message as it is sent. Telegram refuses a button that asks inline where inline mode is off."""
    whole = signed(services, request.audience, message)
    return whole if bot.supports_inline_queries else replace(whole, buttons=without_inline(whole.buttons))


async def _send(services: Services, bot: Bot, request: Request, message: Message) -> None:
    whole = _whole(services, bot, request, message)
    try:
        try:
            sent = await send(bot, request.chat_id, request.thread_id, whole, goes_on=True)
        except TelegramError as error:
            if not failed_at_telegram(error) or parts(whole) > 1:
                raise
            sent = await send(bot, request.chat_id, request.thread_id, whole)
    except TelegramError as error:
        _without_receipt(error)
    else:
        await _keep_picture(services, message, sent)


def _without_receipt(error: TelegramError) -> None:
    """Log a request that may have been carried out. Raises any other outcome."""
    if not may_have_arrived(error):
        raise error
    log.warning("no receipt for an answer, which may have arrived: %s", error)


async def _keep_picture(services: Services, message: Message, sent: Sent | None) -> None:
    """Record Telegram's file id of a chart, so that it need not be uploaded again."""
    if message.picture and sent and sent.photo:
        await services.pictures.sent(message.picture, sent.photo[-1].file_id)

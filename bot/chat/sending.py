"""A message on its way: split at the limits, as HTML, and as plain text where the markup is refused."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from telegram import Bot, InputFile, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.html import as_html, as_plain, split
from bot.chat.keyboards import markup
from bot.chat.message import Message

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(
    bot: Bot, chat_id: int, thread_id: int | None, message: Message, *, silent: bool = False, lane: str | None = None
) -> Sent:
    """Send a message, in as many parts as it needs; the last part, which has the buttons.

    ``lane`` names the sender's lane. Raises what Telegram refuses.
    """
    where: dict[str, Any] = {"chat_id": chat_id, "message_thread_id": thread_id, "disable_notification": silent}
    if lane:
        where["rate_limit_args"] = lane
    if message.attachment:
        file = InputFile(message.attachment.data, message.attachment.name)
        await bot.send_document(document=file, **where)
    *first, last = split(message.blocks)
    for part in first:
        await _say(bot, where, replace(message, blocks=part, buttons=()))
    return await _say(bot, where, replace(message, blocks=last))


async def _say(bot: Bot, where: dict[str, Any], message: Message) -> Sent:
    rest: dict[str, Any] = {"reply_markup": markup(message.buttons), "link_preview_options": NO_PREVIEW, **where}
    try:
        return await bot.send_message(text=as_html(message.blocks), parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if not is_markup_refused(error):
            raise
        log.error("markup refused and sent as plain text: %s", error)
        return await bot.send_message(text=as_plain(message.blocks), **rest)


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message, *, lane: str | None = None) -> None:
    """Write a message anew in place; what does not fit is left out. That it is the same already is no failure."""
    where: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}
    if lane:
        where["rate_limit_args"] = lane
    blocks = split(message.blocks)[0]
    rest: dict[str, Any] = {"reply_markup": markup(message.buttons), "link_preview_options": NO_PREVIEW, **where}
    try:
        await bot.edit_message_text(text=as_html(blocks), parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if is_unchanged(error):
            return
        if not is_markup_refused(error):
            raise
        log.error("markup refused and written as plain text: %s", error)
        await bot.edit_message_text(text=as_plain(blocks), **rest)


def is_markup_refused(error: BadRequest) -> bool:
    return "can't parse entities" in error.message.lower()


def is_unchanged(error: BadRequest) -> bool:
    return "message is not modified" in error.message.lower()

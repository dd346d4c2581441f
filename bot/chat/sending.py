"""Send a message: split at the limits, as HTML, or as plain text if the markup is refused."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import replace
from typing import Any

import httpx
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram import Message as Sent
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.chat.charts.requests import Picture
from bot.chat.keyboards import below, markup
from bot.chat.message import Attachment, Message
from bot.chat.rich_text import CAPTION_LIMIT, as_html, as_plain, split

log = logging.getLogger(__name__)

PICTURE_NAME = "overnight.png"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Deleted, or no longer found among very many messages (tdlib/telegram-bot-api 596, 693, 854); closed, if the bot is not
# an admin.
TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_closed")
# What a group's admins do not let anybody, or the bot, send.
BARRED = ("not enough rights to send", "have no rights to send", "chat_write_forbidden", "chat_send_")
# Causes after which nothing can have reached Telegram.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


async def send(
    bot: Bot,
    chat_id: int,
    thread_id: int | None,
    message: Message,
    *,
    silent: bool = False,
    lane: str | None = None,
    reply_to: int | None = None,
    goes_on: bool = False,
) -> Sent:
    """Send a message in as many parts as it needs; return the last part, which has the buttons.

    ``lane`` names the sender's lane, ``reply_to`` the message that is replied to while it is there; with ``goes_on``
    the other parts are sent though it is not known whether one arrived. Raises what Telegram refuses.
    """
    where: dict[str, Any] = {"chat_id": chat_id, "message_thread_id": thread_id, "disable_notification": silent}
    if lane:
        where["rate_limit_args"] = lane
    if reply_to is not None:
        where["reply_parameters"] = ReplyParameters(reply_to, allow_sending_without_reply=True)
    if message.attachment:
        return await _send_file(bot, where, message, message.attachment)
    if message.picture:
        return await _send_picture(bot, where, message, message.picture)
    if message.ends_picker:
        gone, message = await _end_picker(bot, where, message)
        if not message.blocks:
            return gone
    *first, last = split(message.blocks)
    for part in first:
        try:
            await _say(bot, where, replace(message, blocks=part, buttons=()))
        except TelegramError as error:
            if not (goes_on and may_have_arrived(error)):
                raise
        where.pop("reply_parameters", None)
    return await _say(bot, where, replace(message, blocks=last))


async def _end_picker(bot: Bot, where: dict[str, Any], message: Message) -> tuple[Sent, Message]:
    """Take the picker away with the first block, since a message has one keyboard; return the rest."""
    gone = await _say(
        bot, where | {"reply_markup": ReplyKeyboardRemove()}, replace(message, blocks=message.blocks[:1], buttons=())
    )
    return gone, replace(message, blocks=message.blocks[1:], ends_picker=False)


async def _say(bot: Bot, where: dict[str, Any], message: Message) -> Sent:
    rest: dict[str, Any] = {"reply_markup": below(message), "link_preview_options": NO_PREVIEW, **where}
    try:
        return await bot.send_message(text=as_html(message.blocks), parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if not is_markup_refused(error):
            raise
        log.error("markup refused and sent as plain text: %s", error)
        return await bot.send_message(text=as_plain(message.blocks), **rest)


async def _send_picture(bot: Bot, where: dict[str, Any], message: Message, picture: Picture) -> Sent:
    """Send a chart by Telegram's file id, or as a file if there is none or Telegram has forgotten it."""
    rest: dict[str, Any] = {**_captioned(message), "reply_markup": markup(message.buttons), **where}
    if picture.file_id:
        with contextlib.suppress(BadRequest):
            return await bot.send_photo(photo=picture.file_id, **rest)
    return await bot.send_photo(photo=picture.png, filename=PICTURE_NAME, **rest)


async def _send_file(bot: Bot, where: dict[str, Any], message: Message, file: Attachment) -> Sent:
    """Send the file with the message as its caption."""
    rest: dict[str, Any] = {"caption": _caption(message), "reply_markup": markup(message.buttons), **where}
    return await bot.send_document(document=InputFile(file.data, file.name), **rest)


async def change_picture(bot: Bot, chat_id: int, message_id: int, message: Message, picture: Picture) -> Sent | None:
    """Replace the chart of a message; None if it is the same already."""
    rest: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "reply_markup": markup(message.buttons)}
    caption = _caption(message)
    media = [InputMediaPhoto(picture.png, caption=caption, filename=PICTURE_NAME)]
    media = [*([InputMediaPhoto(picture.file_id, caption=caption)] if picture.file_id else []), *media]
    for one in media:
        try:
            changed = await bot.edit_message_media(one, **rest)
            return changed if isinstance(changed, Sent) else None
        except BadRequest as error:
            if is_unchanged(error):
                return None
            if one is media[-1]:
                raise
    return None


def _captioned(message: Message) -> dict[str, Any]:
    """The caption with its markup, where it has any."""
    blocks = split(message.blocks, CAPTION_LIMIT)[0]
    if not any(piece.entities for one in blocks for line in one.lines for piece in line):
        return {"caption": as_plain(blocks)}
    return {"caption": as_html(blocks), "parse_mode": ParseMode.HTML}


def _caption(message: Message) -> str:
    return as_plain(split(message.blocks, CAPTION_LIMIT)[0])


def parts(message: Message) -> int:
    """Return how many Telegram messages a message takes; a caption is cut to one."""
    return 1 if message.picture or message.attachment else len(split(message.blocks))


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message, *, lane: str | None = None) -> None:
    """Edit a message in place; what does not fit is left out. An unchanged message is not a failure."""
    where: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}
    if lane:
        where["rate_limit_args"] = lane
    await edit_at(bot, where, message, markup(message.buttons))


async def edit_at(bot: Bot, where: dict[str, Any], message: Message, keyboard: InlineKeyboardMarkup | None) -> None:
    """Like ``edit``, for the message ``where`` names, with a given keyboard."""
    blocks = split(message.blocks)[0]
    rest: dict[str, Any] = {"reply_markup": keyboard, "link_preview_options": NO_PREVIEW, **where}
    try:
        await bot.edit_message_text(text=as_html(blocks), parse_mode=ParseMode.HTML, **rest)
    except BadRequest as error:
        if is_unchanged(error):
            return
        if is_picture(error):
            await _edit_caption(bot, where, message, keyboard)
            return
        if not is_markup_refused(error):
            raise
        log.error("markup refused and written as plain text: %s", error)
        await bot.edit_message_text(text=as_plain(blocks), **rest)


async def _edit_caption(
    bot: Bot, where: dict[str, Any], message: Message, keyboard: InlineKeyboardMarkup | None
) -> None:
    """Write a message as the caption of the picture it was sent with."""
    try:
        await bot.edit_message_caption(**_captioned(message), reply_markup=keyboard, **where)
    except BadRequest as error:
        if not is_unchanged(error):
            raise


async def announce(bot: Bot, chat_id: int, thread_id: int | None, busy: ChatAction | None) -> None:
    """Show that a chart or a file is on its way, if it may take time (None: show nothing)."""
    if busy:
        with contextlib.suppress(TelegramError):
            await bot.send_chat_action(chat_id, busy, thread_id)


async def tell(query: CallbackQuery, sentence: str | None) -> None:
    """Answer a press. If it waited too long, or no receipt comes, its work is done anyway."""
    with contextlib.suppress(NetworkError):
        await query.answer(sentence, show_alert=sentence is not None)


async def lead(query: CallbackQuery, address: str) -> None:
    """Answer a press by opening a chat with the bot; like ``tell`` if it waited too long."""
    with contextlib.suppress(BadRequest):
        await query.answer(url=address)


def may_have_arrived(error: TelegramError) -> bool:
    """Return whether a request with this outcome may have been carried out: no answer came, or none that tells."""
    refused = isinstance(error, (BadRequest, Forbidden, InvalidToken, RetryAfter, ChatMigrated))
    return not refused and not isinstance(error.__cause__, NOT_SENT)


def failed_at_telegram(error: TelegramError) -> bool:
    """Return whether Telegram itself answered that it failed (5xx): such a request was most likely not carried out."""
    return type(error) is NetworkError and error.__cause__ is None


def is_markup_refused(error: BadRequest) -> bool:
    return "can't parse entities" in error.message.lower()


def is_picture(error: BadRequest) -> bool:
    """Return whether the message to be edited is a picture or a file, whose words are its caption."""
    return "no text in the message" in error.message.lower()


def is_unchanged(error: BadRequest) -> bool:
    return "message is not modified" in error.message.lower()


def is_topic_gone(error: BadRequest) -> bool:
    """Return whether a topic was deleted or is closed to the bot; the general topic may be closed too."""
    return any(reason in error.message.lower() for reason in TOPIC_GONE)


def is_barred(error: BadRequest) -> bool:
    """Return whether a chat does not let the bot send this, or anything."""
    return any(reason in error.message.lower() for reason in BARRED)

"""What an update is: a question or not, somebody's own words or not, and what is asked in it."""

from __future__ import annotations

import re
from datetime import timedelta

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import filters

ASKING = (MessageEntity.BOT_COMMAND, MessageEntity.MENTION)
# A message that is edited within this time of being sent asks again; later it is put in order, not asked.
MENDED_WITHIN = timedelta(minutes=15)


class RestOfAlbum(filters.MessageFilter):
    """One of several pictures sent at once, without the words: those stand under one of the others."""

    def filter(self, message: Message) -> bool:
        return message.media_group_id is not None and not message.caption


class OwnWords(filters.MessageFilter):
    """What a person wrote here themselves. What they forward, or what a bot sends for them, is no command of theirs.

    A bot may send for a person as the one whose answer they chose (``via_bot``), as that of their business account, or
    as a guest that they called. What people write to a channel (its direct messages) is for its owners to answer.
    """

    def filter(self, message: Message) -> bool:
        foreign = (
            message.chat.is_direct_messages,
            message.forward_origin,
            message.via_bot,
            message.sender_business_bot,
            message.business_connection_id,
            message.guest_bot_caller_user,
            message.guest_bot_caller_chat,
        )
        return not any(foreign)


class AskedAnew(filters.UpdateFilter):
    """A text that its writer edited soon after sending it, to ask again without the mistake."""

    def filter(self, update: Update) -> bool:
        received = update.edited_message
        if received is None or not received.text or received.edit_date is None:
            return False
        return received.edit_date - received.date <= MENDED_WITHIN


class GuestMessage(filters.UpdateFilter):
    """A message in a chat where the bot is no member, which may be answered once."""

    def filter(self, update: Update) -> bool:
        return update.guest_message is not None and bool(update.guest_message.guest_query_id)


REST_OF_ALBUM = RestOfAlbum()
OWN_WORDS = OwnWords()
MENDED = AskedAnew()
GUEST_MESSAGE = GuestMessage()
ASKED = filters.UpdateType.MESSAGE | MENDED
NAMED = filters.Entity(MessageEntity.MENTION) | filters.CaptionEntity(MessageEntity.MENTION)


def is_question(update: Update) -> bool:
    """Whether an answer is wanted: people in a group may talk with each other as fast as they like."""
    if update.callback_query or update.inline_query or update.guest_message:
        return True
    received = update.edited_message if MENDED.filter(update) else update.message
    if received is None or received.chat.is_direct_messages:
        return False
    if received.chat.type == ChatType.PRIVATE:
        return not REST_OF_ALBUM.filter(received)
    return any(entity.type in ASKING for entity in (*received.entities, *received.caption_entities))


def thread_of(received: Message) -> int | None:
    """The topic a message stands in."""
    return received.message_thread_id if received.is_topic_message else None


def text_of(received: Message) -> str:
    """What stands behind the command, or the whole text where there is none; id and title of a chat that was picked."""
    if shared := received.chat_shared:
        return f"{shared.chat_id} {shared.title or ''}".strip()
    text = (received.text or received.caption or "").strip()
    return "".join(text.split(maxsplit=1)[1:]) if text.startswith("/") else text


def asked_of(received: Message, username: str) -> str | None:
    """What is asked of the bot where it is named, before its name or behind it; None where another is named."""
    text = received.text or received.caption or ""
    rest, named = re.subn(rf"@{username}\b", " ", text, flags=re.IGNORECASE)
    return rest.strip(" \n,:;–—-") if named else None


def is_addressed(received: Message, username: str) -> bool:
    """Whether a message begins with the bot's name: it is spoken to, not only named."""
    return (received.text or received.caption or "").strip().lower().startswith(f"@{username}".lower())

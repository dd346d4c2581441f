"""What an update is: a question or not, somebody's own words or not, and what is asked in it."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import filters

ASKING = (MessageEntity.BOT_COMMAND, MessageEntity.MENTION)


class RestOfAlbum(filters.MessageFilter):
    """One of several pictures sent at once, without the words: those stand under one of the others."""

    def filter(self, message: Message) -> bool:
        return message.media_group_id is not None and not message.caption


class OwnWords(filters.MessageFilter):
    """What a person wrote here themselves. What they forward, or what a bot sends for them, is no command of theirs.

    A bot may send for a person as the one whose answer they chose (``via_bot``), as that of their business account, or
    as a guest that they called.
    """

    def filter(self, message: Message) -> bool:
        foreign = (
            message.forward_origin,
            message.via_bot,
            message.sender_business_bot,
            message.business_connection_id,
            message.guest_bot_caller_user,
            message.guest_bot_caller_chat,
        )
        return not any(foreign)


REST_OF_ALBUM = RestOfAlbum()
OWN_WORDS = OwnWords()


def is_question(update: Update) -> bool:
    """Whether an answer is wanted: people in a group may talk with each other as fast as they like."""
    if update.callback_query or update.inline_query:
        return True
    received = update.message
    if received is None:
        return False
    if received.chat.type == ChatType.PRIVATE:
        return not REST_OF_ALBUM.filter(received)
    return any(entity.type in ASKING for entity in received.entities)


def thread_of(received: Message) -> int | None:
    """The topic a message stands in."""
    return received.message_thread_id if received.is_topic_message else None


def text_of(received: Message) -> str:
    """What stands behind the command, or the whole text where there is none."""
    text = (received.text or received.caption or "").strip()
    return "".join(text.split(maxsplit=1)[1:]) if text.startswith("/") else text


def asked_of(received: Message, username: str) -> str | None:
    """What is asked of the bot where it is named, before its name or behind it; None where another is named."""
    rest, named = re.subn(rf"@{username}\b", " ", received.text or "", flags=re.IGNORECASE)
    return rest.strip(" \n,:;–—-") if named else None

"""Posts that reach the bot as updates: from a channel it administers, or forwarded to it by a person.

Telegram sets the numeric id of a channel, nobody else can; names, titles and texts may be anybody's.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from telegram import (
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.constants import ChatType
from telegram.ext import filters

from bot.follow.channel import PageFollower, Tools
from bot.follow.errors import NothingOlderError
from parsers.records import Forward, Reader, Sighting
from parsers.text.marks import MarkedSpan, with_spans
from parsers.time.plausible import is_possible
from storage import Store
from storage.channels.rechecks import looked_at
from storage.posts.intake import Intake, take_in

log = logging.getLogger(__name__)

TRANSPORT = "channel_post"
# What Telegram puts before the id of a channel wherever all kinds of chats are numbered together.
CHANNEL_PREFIX = -1_000_000_000_000
# A post that was looked at so lately is not asked for again because somebody forwards it.
FRESH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PostOrigin:
    """The post of a followed channel that a forwarded message is a copy of."""

    channel: str
    message_id: int


async def take_channel_post(update: Update, followed: Mapping[int, str], store: Store, reader: Reader) -> Intake | None:
    """Take in a post or an edit of a followed channel (numeric id → name); None for every other update."""
    message = update.channel_post or update.edited_channel_post
    if message is None or message.chat.type != ChatType.CHANNEL:
        return None
    channel = followed.get(numeric_id(message.chat_id))
    if channel is None:
        return None
    if not is_possible(message.date):
        log.warning("a post of @%s is dated %s, which cannot be; it is not taken", channel, message.date)
        return None
    is_service = bool(filters.StatusUpdate.ALL.check_update(update))
    return await store.write(take_in, channel, [_sighting(message, is_service=is_service)], reader)


async def read_forwarded(message: Message, followed: Mapping[int, str], tools: Tools) -> PostOrigin | None:
    """Which post of a followed channel a person forwarded; that very post is read from the channel once more.

    None where the origin is not proven. It is not read where it was looked at just now, where people have forwarded
    too much within the hour, and where the post is not shown: what is kept of it has to do then. Nothing of what the
    person sent enters the data. Raises ``PageError``; nobody waits here for the end of a halt.
    """
    origin = origin_of(message, followed)
    if origin is None:
        return None
    now = tools.now()
    looked = await tools.store.read(looked_at, origin.channel, origin.message_id)
    if (looked is None or now - looked > FRESH) and tools.requests.spare_for_forwards(now) > 0:
        tools.requests.note_forward(now)
        with suppress(NothingOlderError):
            await PageFollower(origin.channel, tools).older(origin.message_id + 1, patient=False)
    return origin


def origin_of(message: Message, followed: Mapping[int, str]) -> PostOrigin | None:
    """The post a message was forwarded from, by the channel's numeric id and by nothing else."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel) or origin.chat.type != ChatType.CHANNEL:
        return None
    channel = followed.get(numeric_id(origin.chat.id))
    return PostOrigin(channel, origin.message_id) if channel and origin.message_id > 0 else None


def numeric_id(chat_id: int) -> int:
    """A channel's own id from the id of its chat; 0 or less for a chat of another kind."""
    return CHANNEL_PREFIX - chat_id


def _sighting(message: Message, *, is_service: bool) -> Sighting:
    """A post; ``is_service`` tells that it speaks of something that happened in the channel, and has no words."""
    text = words_of(message)
    if text is None and (message.effective_attachment is not None or is_service):
        text = ""
    return Sighting(
        message_id=message.message_id,
        published_at=message.date,
        text=text,
        observed_at=message.edit_date or message.date,
        transport=TRANSPORT,
        edited=message.edit_date is not None,
        forward=_forward(message.forward_origin) if message.forward_origin else None,
    )


def words_of(message: Message) -> str | None:
    """The text or caption of a message with the marks of a post's text; None where it has neither."""
    text, entities = (message.text, message.entities) if message.text else (message.caption, message.caption_entities)
    return text and with_spans(text, [MarkedSpan(str(one.type), one.offset, one.length) for one in entities])


def _forward(origin: MessageOrigin) -> Forward:
    """Where a post of a channel was forwarded from. A person is known by the name that everybody sees, and by no id."""
    match origin:
        case MessageOriginChannel():
            post = f"{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
            return Forward(origin.chat.title, post, numeric_id(origin.chat.id))
        case MessageOriginChat():
            return Forward(origin.sender_chat.title, origin.sender_chat.username)
        case MessageOriginUser():
            return Forward(origin.sender_user.full_name, origin.sender_user.username)
        case MessageOriginHiddenUser():
            return Forward(origin.sender_user_name)
    return Forward()

"""Posts that reach the bot as updates: from a channel it administers, or forwarded to it by a person.

Only Telegram sets the numeric id of a channel; names, titles and texts can be forged.
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
# The prefix Telegram puts before a channel's id where all kinds of chats share one range of numbers.
CHANNEL_PREFIX = -1_000_000_000_000
# A post that was checked this recently is not fetched again because somebody forwards it.
FRESH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PostOrigin:
    """The post of a followed channel that a message was forwarded from."""

    channel: str
    message_id: int


async def take_channel_post(update: Update, followed: Mapping[int, str], store: Store, reader: Reader) -> Intake | None:
    """Store a post or an edit of a followed channel (numeric id → name); return None for every other update."""
    message = update.channel_post or update.edited_channel_post
    if message is None or message.chat.type != ChatType.CHANNEL:
        return None
    channel = followed.get(numeric_id(message.chat_id))
    if channel is None:
        return None
    if not is_possible(message.date):
        log.warning("a post of @%s is dated %s, which cannot be right; it is skipped", channel, message.date)
        return None
    is_service = bool(filters.StatusUpdate.ALL.check_update(update))
    return await store.write(take_in, channel, [_sighting(message, is_service=is_service)], reader)


async def read_forwarded(message: Message, followed: Mapping[int, str], tools: Tools) -> PostOrigin | None:
    """Return which post of a followed channel a person forwarded, after fetching it from the channel again.

    None where the origin is not proven. The post is not fetched if it was checked just now, if people have forwarded
    too much within the hour, or if it is not shown: then the stored version has to do. Nothing that the person sent is
    stored. Raises ``PageError``; during a halt this does not wait.
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
    """Return the post a message was forwarded from, only by the channel's numeric id."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel) or origin.chat.type != ChatType.CHANNEL:
        return None
    channel = followed.get(numeric_id(origin.chat.id))
    return PostOrigin(channel, origin.message_id) if channel and origin.message_id > 0 else None


def numeric_id(chat_id: int) -> int:
    """Return a channel's own id from the id of its chat; 0 or less for a chat of another kind."""
    return CHANNEL_PREFIX - chat_id


def _sighting(message: Message, *, is_service: bool) -> Sighting:
    """Return the sighting of a post; ``is_service`` marks an event in the channel, which has no text."""
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
    """Return the text or caption of a message with the marks of a post's text; None where it has neither."""
    text, entities = (message.text, message.entities) if message.text else (message.caption, message.caption_entities)
    return text and with_spans(text, [MarkedSpan(str(one.type), one.offset, one.length) for one in entities])


def _forward(origin: MessageOrigin) -> Forward:
    """Return where a channel's post was forwarded from. A person is recorded only by their visible name, without id."""
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

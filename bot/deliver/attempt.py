"""One request to send or edit what is owed, and its outcome as far as anybody can know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.chat.message import Message
from bot.chat.sending import edit, is_topic_gone, may_have_arrived, send
from bot.deliver.own_chats import as_posted
from bot.deliver.rate_limiter import SLOTTED, NotSendingError
from bot.receive.requests import wait_of
from storage.outbox.claims import Delivery

GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
# What the bot may not do any more in a chat where it still is. Pictures alone may be barred: that is not meant.
RIGHT_LOST = (
    "administrator rights in the channel",
    "not enough rights to send text messages",
    "have no rights to send a message",
    "chat_write_forbidden",
    "chat_restricted",
)


class End(StrEnum):
    """The outcome of a request."""

    ARRIVED = "arrived"
    """Telegram has accepted it."""
    UNREACHED = "unreached"
    """it never left: Telegram cannot be reached, or refuses the token"""
    WAIT = "wait"
    """Telegram asks us to wait"""
    MIGRATED = "migrated"
    """the group has another id now"""
    TOPIC_GONE = "topic gone"
    """the topic was deleted or closed"""
    REFUSED = "refused"
    """Telegram will never take this message"""
    GONE = "gone"
    """Telegram will never take any message to this chat"""
    LEFT = "left"
    """it was not made: another replica may be sending by now"""
    UNANSWERED = "unanswered"
    """it may have arrived: no answer, or none that tells"""


@dataclass(frozen=True, slots=True)
class Result:
    """``message_id`` is that of the arrived message, ``wait`` how long to wait, ``new_chat_id`` the group's new id,
    ``file_id`` Telegram's name for the picture that was sent.

    ``why`` is Telegram's word, or the machine's.
    """

    end: End
    why: str = ""
    message_id: int | None = None
    wait: timedelta = timedelta()
    new_chat_id: int = 0
    file_id: str | None = None

    @property
    def right_lost(self) -> bool:
        """Whether it was refused because the bot may not write in this chat any more."""
        return self.end is End.REFUSED and any(reason in self.why.lower() for reason in RIGHT_LOST)


async def attempt(bot: Bot, delivery: Delivery, message: Message) -> Result:
    """Make the request of a delivery that has its slot, and return its outcome. Raises nothing."""
    try:
        message = as_posted(message, delivery, bot.username)
        if delivery.edits is None:
            last = await send(
                bot, delivery.chat_id, delivery.thread_id, message,
                silent=delivery.silent, lane=SLOTTED, reply_to=delivery.reply_to,
            )  # fmt: skip
            file_id = last.photo[-1].file_id if last.photo else None
            return Result(End.ARRIVED, message_id=int(last.message_id), file_id=file_id)
        if delivery.message_id is not None:
            await edit(bot, delivery.chat_id, delivery.message_id, message, lane=SLOTTED)
        return Result(End.ARRIVED, message_id=delivery.message_id)
    except TelegramError as error:
        return _told(delivery, error)
    except Exception as error:  # the library failed on an answer: the request had been made
        return Result(End.UNANSWERED, f"an unreadable answer ({type(error).__name__})")


def _told(delivery: Delivery, error: TelegramError) -> Result:
    why = error.message
    match error:
        case NotSendingError():
            return Result(End.LEFT, why)
        case RetryAfter():
            return Result(End.WAIT, why, wait=wait_of(error))
        case ChatMigrated(new_chat_id=new):
            return Result(End.MIGRATED, why, new_chat_id=new)
        case _ if may_have_arrived(error):
            return Result(End.UNANSWERED, why)
        case Forbidden():
            return Result(End.GONE, why)
        case InvalidToken():
            return Result(End.UNREACHED, why)
        case BadRequest() if any(reason in why.lower() for reason in GONE):
            return Result(End.GONE, why)
        case BadRequest() if delivery.thread_id is not None and is_topic_gone(error):
            return Result(End.TOPIC_GONE, why)
        case BadRequest():
            return Result(End.REFUSED, why)
        case _:
            return Result(End.UNREACHED, why)

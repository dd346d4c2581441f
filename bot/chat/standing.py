"""Whether the bot and a person may post in a channel or group, asked of Telegram; and if not, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from telegram import Bot, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
# How Telegram refuses what only an admin of a channel may ask.
ADMINS_ALONE = ("administrator rights", "member list is inaccessible", "chat_admin_required")


class Missing(Enum):
    """What is missing. All but the last two are the bot's rights; ``UNANSWERED``: Telegram did not say."""

    NOT_THERE = auto()
    NO_ADMIN = auto()
    MAY_NOT_POST = auto()
    MAY_NOT_WRITE = auto()
    UNANSWERED = auto()
    YOU_ARE_NO_ADMIN = auto()
    YOU_MAY_NOT_POST = auto()

    @property
    def is_persons(self) -> bool:
        return self in (Missing.YOU_ARE_NO_ADMIN, Missing.YOU_MAY_NOT_POST)


@dataclass(frozen=True, slots=True)
class Standing:
    """A chat as Telegram tells it; ``title`` is empty where it does not. ``missing`` is None where all is well."""

    chat_id: int
    title: str = ""
    is_channel: bool = False
    is_forum: bool = False
    missing: Missing | None = None


async def standing_of(bot: Bot, chat_id: int, person: int) -> Standing:
    """Return how the bot and a person stand in a chat. Raises nothing of Telegram's."""
    try:
        return await _standing(bot, chat_id, person)
    except ChatMigrated as moved:
        return await standing_of(bot, moved.new_chat_id, person)
    except Forbidden:
        return Standing(chat_id, missing=Missing.NOT_THERE)
    except BadRequest as error:
        said = error.message.lower()
        if "chat not found" in said:
            return Standing(chat_id, missing=Missing.NOT_THERE)
        only_admins = any(words in said for words in ADMINS_ALONE)
        return Standing(chat_id, missing=Missing.NO_ADMIN if only_admins else Missing.UNANSWERED)
    except TelegramError:
        return Standing(chat_id, missing=Missing.UNANSWERED)


async def _standing(bot: Bot, chat_id: int, person: int) -> Standing:
    chat = await bot.get_chat(chat_id)
    is_channel = chat.type == ChatType.CHANNEL
    missing = may_bot_post(chat, await bot.get_chat_member(chat_id, bot.id))
    if missing is None:
        missing = await _may_person(bot, chat_id, person, is_channel=is_channel)
    return Standing(chat_id, chat.title or "", is_channel, bool(chat.is_forum), missing)


def may_bot_post(chat: ChatFullInfo, bot: ChatMember) -> Missing | None:
    """Return what the bot lacks to post in a chat: in a channel a right of admins, in a group one of members."""
    if bot.status in GONE:
        return Missing.NOT_THERE
    if chat.type == ChatType.CHANNEL:
        if not isinstance(bot, ChatMemberAdministrator):
            return Missing.NO_ADMIN
        return None if bot.can_post_messages else Missing.MAY_NOT_POST
    if isinstance(bot, ChatMemberRestricted) and not (bot.is_member and bot.can_send_messages):
        return Missing.MAY_NOT_WRITE
    barred = chat.permissions is not None and chat.permissions.can_send_messages is False
    return Missing.MAY_NOT_WRITE if barred and bot.status not in ADMINS else None


async def _may_person(bot: Bot, chat_id: int, person: int, *, is_channel: bool) -> Missing | None:
    try:
        member = await bot.get_chat_member(chat_id, person)
    except BadRequest:  # a stranger to the chat
        return Missing.YOU_ARE_NO_ADMIN
    if member.status not in ADMINS:
        return Missing.YOU_ARE_NO_ADMIN
    if is_channel and isinstance(member, ChatMemberAdministrator) and not member.can_post_messages:
        return Missing.YOU_MAY_NOT_POST
    return None

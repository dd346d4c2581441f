"""The bot's membership in chats (added, removed, blocked, migrated), and who may change settings there."""

from __future__ import annotations

from typing import Any

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import Application, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.chat.context import Services
from bot.chat.standing import ADMINS, GONE

App = Application[Any, Any, Any, Any, Any, Any]


class Membership:
    """Tracks the bot's membership in chats: added, removed, blocked, migrated."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def register(self, app: App) -> None:
        """Register for these updates with the application."""
        app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, self.migrated))
        app.add_handler(ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER))

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Blocked, thrown out, silenced, or let in again."""
        change = update.my_chat_member
        assert change, "the handler is for these alone"
        if is_silenced(change.chat, change.new_chat_member):
            await self._services.actions.blocked(change.chat.id, change.from_user.id)
        else:
            await self._services.actions.came_back(change.chat.id, None)

    async def migrated(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup: both say so, in any order, and the second one changes nothing."""
        received = update.effective_message
        assert received, "the handler is for these alone"
        if received.migrate_to_chat_id:
            await self._services.actions.migrated(received.chat.id, received.migrate_to_chat_id)
        elif received.migrate_from_chat_id:
            await self._services.actions.migrated(received.migrate_from_chat_id, received.chat.id)


def is_silenced(chat: Chat, bot: ChatMember) -> bool:
    """Whether the bot can write nothing in a chat: gone, restricted, or in a channel without the right to post."""
    if chat.type == ChatType.CHANNEL:
        return not (isinstance(bot, ChatMemberAdministrator) and bot.can_post_messages)
    restricted = isinstance(bot, ChatMemberRestricted) and not (bot.is_member and bot.can_send_messages)
    return bot.status in GONE or restricted


async def is_admin(chat: Chat, user_id: int) -> bool:
    """Whether a person may set things in a group or channel; where Telegram does not say, they may not.

    A group that became a supergroup meanwhile is asked by its new id.
    """
    try:
        try:
            member = await chat.get_member(user_id)
        except ChatMigrated as moved:
            member = await chat.get_bot().get_chat_member(moved.new_chat_id, user_id)
        return member.status in ADMINS
    except (BadRequest, Forbidden):
        return False

"""Telegram's own picker of chats: a keyboard below the field of text, for channels and for groups."""

from __future__ import annotations

from typing import Any

from telegram import ChatAdministratorRights, KeyboardButton, KeyboardButtonRequestChat, ReplyKeyboardMarkup

from bot.chat.language import N_, Language
from bot.chat.message import Picker

# What tells the two buttons apart in Telegram's answer.
CHANNEL, GROUP = 1, 2
CANCEL = N_("Cancel")


def picker(words: Language) -> Picker:
    """Return the labels of the picker in a language."""
    return Picker(words.say("Choose a channel"), words.say("Choose a group"), words.say(CANCEL))


def keyboard(labels: Picker) -> ReplyKeyboardMarkup:
    """Build the keyboard.

    Of the channels it lists those in which the person may let the bot post; Telegram then adds it with that right
    alone. Of the groups it lists those that the person administers; the bot is added as a member.
    """
    post, manage = _rights(can_post_messages=True), _rights(can_manage_chat=True)
    channel = KeyboardButtonRequestChat(
        CHANNEL, chat_is_channel=True, user_administrator_rights=post, bot_administrator_rights=post,
        request_title=True,
    )  # fmt: skip
    group = KeyboardButtonRequestChat(
        GROUP, chat_is_channel=False, user_administrator_rights=manage, bot_is_member=True, request_title=True
    )
    rows = [
        [KeyboardButton(labels.channel, request_chat=channel)],
        [KeyboardButton(labels.group, request_chat=group)],
        [KeyboardButton(labels.cancel)],
    ]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)


def _rights(**granted: bool) -> ChatAdministratorRights:
    none: dict[str, Any] = dict.fromkeys(
        (
            "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
            "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
            "can_delete_stories",
        ),
        False,
    )  # fmt: skip
    return ChatAdministratorRights(**(none | granted))

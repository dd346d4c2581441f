"""Telegram's picker of chats in the demo: its buttons under the message, and a channel and a group of the person's own.

Telegram shows its buttons instead of the keyboard of a phone; here they stand below the message they came with.
"""

from __future__ import annotations

from typing import Any

from bot.demo.bot_api import BotApi, Chat, Message
from bot.demo.bot_api.chats import ChatKind
from bot.demo.bot_api.sharing import share

Json = dict[str, Any]
# The data of a button of a keyboard, with its label: pressed, it picks a chat or writes its text.
PICK = "pick:"
CHANNEL, GROUP = "Night News", "Newsroom"


def rows_of(message: Message) -> list[list[Json]]:
    """Return the rows of buttons below a message: its own, or those of the keyboard that came with it."""
    keyboard: list[list[Json]] = (message.markup or {}).get("keyboard", [])
    return message.buttons or [[{"text": one["text"], "callback_data": PICK + one["text"]} for one in row]
                               for row in keyboard]  # fmt: skip


def picked(api: BotApi, chat: Chat, message: Message, data: str) -> bool:
    """Do what a button of the picker does; return whether it was one.

    A channel or a group of the person's is made where there is none yet, as the bot's is not to be had in the demo.
    """
    if not data.startswith(PICK):
        return False
    label = data.removeprefix(PICK)
    keyboard = (message.markup or {}).get("keyboard", [])
    button = next((one for row in keyboard for one in row if one["text"] == label), None)
    if button is None:
        return False
    if "request_chat" in button:
        is_channel = bool(button["request_chat"]["chat_is_channel"])
        share(api.state, message, label, _own(api, chat, is_channel=is_channel))
    else:
        api.say(chat, label)
    return True


def _own(api: BotApi, chat: Chat, *, is_channel: bool) -> Chat:
    """Return the channel or the group that the person owns."""
    kind, title = (ChatKind.CHANNEL, CHANNEL) if is_channel else (ChatKind.SUPERGROUP, GROUP)
    found = next((one for one in api.state.chats.values() if one.kind is kind and one.title == title), None)
    if found is None:
        found = api.channel(title, bot="left") if is_channel else api.supergroup(title, bot="left")
        assert chat.user, "a private chat is a person's"
        found.members[chat.user] = "creator"
    return found

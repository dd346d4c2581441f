"""Whether the bot may write in a chat where it is: rights of admins in channels, permissions of members in groups."""

from __future__ import annotations

from bot.demo.bot_api.chats import ApiChat, ChatKind
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State

KINDS = {"can_send_messages": "text messages", "can_send_photos": "photos"}


def check_may_write(state: State, chat: ApiChat, right: str = "can_send_messages") -> None:
    """Check that the bot may send this kind of message. Raises Refused as Telegram does."""
    withheld = chat.withheld.get(state.me.id, set())
    if chat.kind is ChatKind.CHANNEL:
        if "can_post_messages" in withheld:
            raise bad("need administrator rights in the channel chat")
    elif chat.bot != "administrator" and right in withheld | chat.barred:
        raise bad(f"not enough rights to send {KINDS[right]} to the chat")

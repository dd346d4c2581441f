"""A channel or a group in which a person set the digest up, without asking Telegram."""

from __future__ import annotations

from bot.actions import Length, OwnChatWish
from bot.demo.bot_api import Chat, Message
from tests.bot.talking import Talk


async def set_up(
    talk: Talk, chat: Chat, *, minute: int | None = 540, language: str = "en", chart: bool = False
) -> None:
    """Set the digest up in a chat for the person who talks."""
    is_channel = chat.kind.value == "channel"
    wish = OwnChatWish(chat.id, chat.title, is_channel, language, minute, chart, Length.USUAL)
    assert await talk.bot.services.actions.set_up(talk.chat.id, wish)


def in_chat(talk: Talk, chat: Chat) -> list[Message]:
    """Return what the bot sent to a chat."""
    return [one for one in talk.api.sent if one.chat is chat]

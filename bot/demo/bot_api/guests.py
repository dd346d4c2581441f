"""Guest mode (Bot API 10.0): a person names the bot in a chat where it is no member, and it may answer there once."""

from __future__ import annotations

from bot.demo.bot_api import incoming
from bot.demo.bot_api.chats import ApiChat, Json, User
from bot.demo.bot_api.records import Query
from bot.demo.bot_api.state import State


def call(
    state: State, chat: ApiChat, text: str, user: User, *, caption: bool = False, extra: Json | None = None
) -> Query:
    """A person names the bot, or answers one of its messages, in a chat of others; return the question.

    With ``caption`` the text stands under a picture.
    """
    query = state.ask(user, guest=True)
    about = {"guest_query_id": query.id} | (extra or {})
    message = incoming.written(state, chat, text, user, extra=about)
    if caption:
        incoming.under_picture(state, message)
    state.updates.put("guest_message", message.json())
    return query

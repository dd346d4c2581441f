"""A strict stand-in for the Telegram Bot API, for the demo and the tests; it is met over HTTP."""

from bot.demo.bot_api.chats import Chat, ChatKind, User
from bot.demo.bot_api.faults import Failure, Fault, Rates
from bot.demo.bot_api.incoming import channel_origin, hidden_origin, user_origin
from bot.demo.bot_api.records import Event, Message, Query
from bot.demo.bot_api.standin import TOKEN, BotApi

__all__ = [
    "TOKEN",
    "BotApi",
    "Chat",
    "ChatKind",
    "Event",
    "Failure",
    "Fault",
    "Message",
    "Query",
    "Rates",
    "User",
    "channel_origin",
    "hidden_origin",
    "user_origin",
]

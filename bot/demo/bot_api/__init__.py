"""A strict stand-in for the Telegram Bot API, for the demo and the tests; used over HTTP."""

from bot.demo.bot_api.chats import ApiChat as Chat
from bot.demo.bot_api.chats import ChatKind, User
from bot.demo.bot_api.faults import Failure, Fault
from bot.demo.bot_api.guests import call
from bot.demo.bot_api.incoming import channel_origin, hidden_origin, user_origin
from bot.demo.bot_api.odd import ODD
from bot.demo.bot_api.rates import Bucket, Rates, lenient, strict
from bot.demo.bot_api.records import Accepted, Query
from bot.demo.bot_api.records import ApiEvent as Event
from bot.demo.bot_api.records import ApiMessage as Message
from bot.demo.bot_api.standin import TOKEN, BotApi

__all__ = [
    "ODD",
    "TOKEN",
    "Accepted",
    "BotApi",
    "Bucket",
    "Chat",
    "ChatKind",
    "Event",
    "Failure",
    "Fault",
    "Message",
    "Query",
    "Rates",
    "User",
    "call",
    "channel_origin",
    "hidden_origin",
    "lenient",
    "strict",
    "user_origin",
]

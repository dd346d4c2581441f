"""The Bot API methods the stand-in supports: name in lower case -> function of the state and arguments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.methods import chats, editing, media, profile, profile_photo, queries, sending, updates
from bot.demo.bot_api.state import State

Method = Callable[[State, Arguments], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for module in (updates, sending, media, editing, queries, chats, profile, profile_photo)
    for name, method in module.METHODS.items()
}

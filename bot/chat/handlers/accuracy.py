"""``/accuracy``: our figures beside those of others' tables."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.accuracy import accuracy_message
from storage.views.accuracy import accuracy_view


async def accuracy(services: Services, request: Request) -> Message:
    """How often our figures agree with those of the tables that were read in, and the newest that differ."""
    return accuracy_message(request.audience, await services.actions.store.read(accuracy_view))

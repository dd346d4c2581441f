"""Permissions: checked in the row before its handler is called."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.handlers.operator import is_operator
from bot.chat.message import Message
from bot.chat.messages.subscription import admins_only
from bot.chat.routing.free_text import answer_plain
from bot.chat.routing.rows import Command, Verb, Who


async def answer(row: Command | Verb, services: Services, request: Request) -> Message:
    """Call the row's handler if the person may ask; else refuse, or act as if there were no such row."""
    if row.who is Who.OPERATORS and not is_operator(services, request):
        return await answer_plain(services, request)
    if row.who is Who.SETTERS and not await request.may_set():
        return admins_only(request.audience.words)
    return await row.handler(services, request)

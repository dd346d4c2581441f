"""A night to send on: the button that lets a person pick a chat for it, as an inline answer."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.context import Request, Services
from bot.chat.handlers import source
from bot.chat.keyboards import pressed
from bot.chat.message import Button, Message


async def cite(services: Services, request: Request) -> Message:
    """A quote of a night, with a button that sends the night's answer to any chat."""
    message = await source.cite(services, request)
    night = _night_of(message)
    if not (night and message.shows):
        return message
    *rows, last = message.buttons
    button = Button(request.audience.words.say("Send to a chat"), chosen=night)
    return replace(message, buttons=(*rows, (*last, button)))


def _night_of(message: Message) -> str:
    """Return the date of the night that a message leads back to, as one types it; empty if it leads to none."""
    presses = (pressed(button.data) for row in message.buttons for button in row)
    return next((press.arguments[0] for press in presses if press and press.verb == "night"), "")

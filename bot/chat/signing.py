"""What every answer of the demo says of itself."""

from __future__ import annotations

from bot.chat.desk import Desk
from bot.chat.html import block
from bot.chat.message import Message
from bot.chat.reader import Reader


def signed(desk: Desk, reader: Reader, message: Message) -> Message:
    """The message; where posts are samples, with the line that says so."""
    if desk.real_from is None:
        return message
    return message.ended_with(block(reader.words.say("Sample text made from real figures.")))

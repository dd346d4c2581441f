"""What every answer of the demo says of itself."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.desk import Desk
from bot.chat.html import block
from bot.chat.message import Message
from bot.chat.pictures.captions import fitted
from bot.chat.reader import Reader


def signed(desk: Desk, reader: Reader, message: Message) -> Message:
    """The message; where posts are samples, with the line that says so."""
    if desk.real_from is None:
        return message
    sentence = reader.words.say("Sample text made from real figures.")
    if message.picture:
        # A caption is short: lines before the one that says whose claim it is give way.
        *lines, claim = message.picture.caption.split("\n")
        return replace(message, blocks=(block(fitted([*lines, f"{claim}\n\n{sentence}"])),))
    return message.ended_with(block(sentence))

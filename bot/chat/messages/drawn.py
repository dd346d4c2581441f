"""A picture with its words and its buttons."""

from __future__ import annotations

from bot.chat.html import block
from bot.chat.keyboards import Rows, data
from bot.chat.message import Button, Message
from bot.chat.pictures.requests import LENGTHS, THEMES, Picture
from bot.chat.words import Words


def picture_message(drawn: Picture, buttons: Rows) -> Message:
    """The picture; its caption tells in words what it shows."""
    return Message((block(drawn.caption),), buttons, picture=drawn)


def trend_buttons(words: Words, length: int, theme: str) -> Rows:
    """The other lengths, and the other theme."""
    other = next(one for one in THEMES if one != theme)
    lengths = tuple(
        Button(words.count("{n} night", "{n} nights", one), data("trend", one, theme))
        for one in LENGTHS
        if one != length
    )
    shade = words.say("Dark") if other == "dark" else words.say("Light")
    return (lengths, (Button(shade, data("trend", length, other)),))

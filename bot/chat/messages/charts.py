"""A chart with its caption and buttons, and a chart as a file."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.charts.requests import DARK, LENGTHS, PNG, SVG, THEMES, Picture
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Attachment, Button, Message
from bot.chat.rich_text import block
from parsers.channels import CHANNELS
from parsers.records import Attacker

OVER = {Attacker.RUSSIA: N_("Attacks on Ukraine"), Attacker.UKRAINE: N_("Drones over Russia")}


def picture_message(drawn: Picture, buttons: Rows) -> Message:
    """Build the message of a chart; its caption says in words what it shows."""
    return Message((block(drawn.caption),), buttons, shows=drawn.shows, picture=drawn)


def file_message(drawn: Picture, name: str) -> Message:
    """Build the message of a chart as a file under a name; the caption is what it shows and whose claim it is."""
    first, *_, last = drawn.caption.split("\n")
    return Message((block(first, last),), shows=drawn.shows, attachment=Attachment(name, drawn.png))


def trend_buttons(words: Language, length: int, theme: str, channel: str, channels: Sequence[str]) -> Rows:
    """Return buttons for the other lengths, theme, side and language, and for the chart as a file."""
    other = next(one for one in THEMES if one != theme)
    lengths = tuple(
        Button(words.count("{n} night", "{n} nights", one), data("trend", one, theme, channel))
        for one in LENGTHS
        if one != length
    )
    shade = Button(words.say("Dark") if other == DARK else words.say("Light"), data("trend", length, other, channel))
    sides = tuple(
        (Button(words.say(OVER[CHANNELS[one].attacker]), data("trend", length, theme, one)),)
        for one in channels
        if one != channel
    )
    return (
        lengths,
        *sides,
        _files(words, "trend", length, theme, channel),
        (shade, *other_language(words, "trend", length, theme, channel)),
    )


def other_words(words: Language, what: str, name: str) -> Rows:
    """Return the buttons for the same chart as a file and in the other language."""
    return (_files(words, what, name), (*other_language(words, "picture", what, name),))


def _files(words: Language, *arguments: object) -> tuple[Button, ...]:
    """Return the buttons for a chart as a file, wide: for a page or a paper."""
    return (
        Button(words.say("As a file: PNG"), data("file", PNG, *arguments)),
        Button(words.say("As a file: SVG"), data("file", SVG, *arguments)),
    )

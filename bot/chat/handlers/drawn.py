"""Pictures: a trend, a region's year, a night."""

from __future__ import annotations

from datetime import date

from bot.chat.desk import Asked, Desk
from bot.chat.keyboards import Rows
from bot.chat.message import Message
from bot.chat.messages.drawn import picture_message, trend_buttons
from bot.chat.messages.plain import fault
from bot.chat.pictures.process import DrawingError
from bot.chat.pictures.requests import LENGTHS, THEMES, NightRequest, PictureRequest, RegionRequest
from bot.chat.words import Words
from parsers import ask
from parsers.channels import CHANNELS
from parsers.records import Attacker

LIGHT, DARK = THEMES


async def trend(desk: Desk, asked: Asked) -> Message:
    """The last 30, 90 or 365 nights; a button gives the length and the theme."""
    words = asked.reader.words
    length, _, theme = asked.text.strip().partition(" ")
    if length and length not in map(str, LENGTHS):
        return fault(words.say("How many nights? 30, 90 or 365: /trend 90."))
    channel = next((name for name in desk.channels if CHANNELS[name].attacker is Attacker.RUSSIA), desk.channels[0])
    nights = int(length or LENGTHS[0])
    request = await desk.pictures.newest_trend(channel, nights)
    if request is None:
        return fault(words.say("No night is known."))
    shade = theme if theme in THEMES else LIGHT
    return await _drawn(desk, words, request, shade, trend_buttons(words, nights, shade))


async def picture(desk: Desk, asked: Asked) -> Message:
    """The picture of a night or of a region, from a button: ``night 2026-09-22``, ``region UA-51``."""
    words = asked.reader.words
    what, _, name = asked.text.partition(" ")
    request = _request(desk, what, name)
    if request is None:
        return fault(words.say("This button is not understood any more; ask again with /latest."))
    return await _drawn(desk, words, request, LIGHT, ())


def _request(desk: Desk, what: str, name: str) -> PictureRequest | None:
    if what == "region" and ask.place_code(name):
        return RegionRequest(name, desk.today)
    if what != "night":
        return None
    try:
        return NightRequest(date.fromisoformat(name))
    except ValueError:
        return None


async def _drawn(desk: Desk, words: Words, request: PictureRequest, theme: str, buttons: Rows) -> Message:
    try:
        drawn = await desk.pictures.picture(request, words, theme)
    except DrawingError:
        return fault(words.say("The picture could not be drawn; it was noted."))
    if drawn is None:
        return fault(words.say("There is nothing to draw: no report is known."))
    return picture_message(drawn, buttons)

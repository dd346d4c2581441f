"""A location that was sent: the region it is in, or what it was taken for."""

from __future__ import annotations

from dataclasses import replace

from telegram import Location

from bot.chat.context import Request, Services
from bot.chat.handlers.region import region
from bot.chat.message import Message
from bot.chat.messages.asked import offered, taken_for
from bot.chat.messages.static import fault
from parsers.ask import location


async def located(services: Services, request: Request, place: Location) -> Message:
    """Answer a location as its region; where another is nearly as likely, say which it was taken for and offer that."""
    words = request.audience.words
    codes = location.located(place.latitude, place.longitude)
    if not codes:
        sentence = words.say("This place is in no region that I know: I know those of Ukraine and of Russia's west.")
        return offered(words, fault(sentence))
    found = await region(services, replace(request, text=codes[0]))
    return taken_for(words, codes[0], codes[1:], found)

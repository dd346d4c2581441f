"""Text without a command, in a private chat: a date, a month, a region, or one helpful line."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.handlers import latest, ranges, region
from bot.chat.message import Message
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import NoSuchDayError


async def answer_plain(services: Services, request: Request) -> Message:
    """Answer text without a command: a date, a month or a region, else a line that says what can be asked."""
    words = request.audience.words
    try:
        day, span = ask.day(request.text, services.today), ask.span(request.text, services.today)
    except NoSuchDayError as error:
        return fault(words.say("There is no such date: {date}.", date=error))
    if day:
        return await latest.night_for(services, request.audience, day)
    if span:
        return await ranges.named(services, request, span)
    if ask.region(request.text):
        return await region.region(services, request)
    return fault(words.say("I answer dates, regions and commands: try /latest, 22.09 or Odesa; /help lists the rest."))

"""Text without a command, in a private chat: a date, a month, a region, or one helpful line."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.handlers import latest, ranges, records
from bot.chat.message import Message
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import NoSuchDayError


async def answer_plain(desk: Services, asked: Request) -> Message:
    """The night of a date, the nights of a month, where a region is named, or a line that says what can be asked."""
    words = asked.reader.words
    try:
        day, span = ask.day(asked.text, desk.today), ask.span(asked.text, desk.today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    if day:
        return await latest.night_for(desk, asked.reader, day)
    if span:
        return await ranges.named(desk, asked, span)
    if ask.region(asked.text):
        return await records.region(desk, asked)
    return fault(words.say("I answer dates, regions and commands: try /latest, 22.09 or Odesa; /help lists the rest."))

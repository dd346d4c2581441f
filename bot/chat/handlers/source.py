"""Deeper than a night: its very words, both versions of a post, a sentence to cite, how fresh the data are."""

from __future__ import annotations

from datetime import date

from bot.chat.context import Request, Services
from bot.chat.handlers.latest import newest_night
from bot.chat.message import Message
from bot.chat.messages.cite import cite_message
from bot.chat.messages.source import source_message
from bot.chat.messages.static import fault
from bot.chat.messages.status import status_message
from bot.chat.messages.versions import versions_message
from parsers import ask
from parsers.ask import NoSuchDayError
from storage.views.channel_contents import holdings_view
from storage.views.latest import latest_view
from storage.views.night import night_view
from storage.views.source import words_view
from storage.views.versions import versions_view


async def source(desk: Services, asked: Request) -> Message:
    """The words of the posts of a night."""
    day = await _day(desk, asked)
    return day if isinstance(day, Message) else await source_for(desk, asked, day)


async def source_for(desk: Services, asked: Request, day: date) -> Message:
    read = desk.actions.store.read
    view = await read(night_view, desk.told(asked.reader.sides), day, desk.house)
    keys = [one.source.key for side in view.sides for one in ([side.night] if side.night else []) + list(side.windows)]
    keys += [other.source.key for side in view.sides for other in side.others]
    found = [await read(words_view, key) for key in keys]
    return source_message(asked.reader, day, [one for one in found if one])


async def cite(desk: Services, asked: Request) -> Message:
    """A sentence a side to cite."""
    day = await _day(desk, asked)
    return day if isinstance(day, Message) else await cite_for(desk, asked, day)


async def cite_for(desk: Services, asked: Request, day: date) -> Message:
    view = await desk.actions.store.read(night_view, desk.told(asked.reader.sides), day, desk.house)
    return cite_message(asked.reader, view)


async def status(desk: Services, asked: Request) -> Message:
    """How fresh the data are, and how much there is."""
    read = desk.actions.store.read
    view = await read(latest_view, desk.channels, desk.now, desk.house, desk.patience)
    held = {channel: await read(holdings_view, channel) for channel in desk.channels}
    return status_message(asked.reader, view, held)


async def _day(desk: Services, asked: Request) -> date | Message:
    """The date that was named, the newest night where none was, or what is wrong."""
    words = asked.reader.words
    if not asked.text.strip():
        return await newest_night(desk) or desk.today
    try:
        day = ask.day(asked.text, desk.today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return day or fault(words.say("Which night? Give its date, such as 2026-09-22, 22.09 or yesterday."))


async def versions(desk: Services, asked: Request) -> Message:
    """Every version of a post, ``channel message_id``, as posted."""
    words = asked.reader.words
    channel, _, number = asked.text.partition(" ")
    if channel not in desk.channels or not number.isdecimal():
        return fault(words.say("This button is not understood any more; ask again with /latest."))
    found = await desk.actions.store.read(versions_view, channel, int(number))
    return versions_message(asked.reader, channel, int(number), found)

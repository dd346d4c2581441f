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


async def source(services: Services, request: Request) -> Message:
    """The words of the posts of a night."""
    day = await _day(services, request)
    return day if isinstance(day, Message) else await source_for(services, request, day)


async def source_for(services: Services, request: Request, day: date) -> Message:
    read = services.actions.store.read
    view = await read(night_view, services.told(request.audience.sides), day, services.house)
    keys = [one.source.key for side in view.sides for one in ([side.night] if side.night else []) + list(side.windows)]
    keys += [other.source.key for side in view.sides for other in side.others]
    found = [await read(words_view, key) for key in keys]
    return source_message(request.audience, day, [one for one in found if one])


async def cite(services: Services, request: Request) -> Message:
    """A sentence a side to cite."""
    day = await _day(services, request)
    return day if isinstance(day, Message) else await cite_for(services, request, day)


async def cite_for(services: Services, request: Request, day: date) -> Message:
    view = await services.actions.store.read(night_view, services.told(request.audience.sides), day, services.house)
    return cite_message(request.audience, view)


async def status(services: Services, request: Request) -> Message:
    """How fresh the data are, and how much there is."""
    read = services.actions.store.read
    view = await read(latest_view, services.channels, services.now, services.house, services.patience)
    held = {channel: await read(holdings_view, channel) for channel in services.channels}
    return status_message(request.audience, view, held)


async def _day(services: Services, request: Request) -> date | Message:
    """The date that was named, the newest night where none was, or what is wrong."""
    words = request.audience.words
    if not request.text.strip():
        return await newest_night(services) or services.today
    try:
        day = ask.day(request.text, services.today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return day or fault(words.say("Which night? Give its date, such as 2026-09-22, 22.09 or yesterday."))


async def versions(services: Services, request: Request) -> Message:
    """Every version of a post, ``channel message_id``, as posted."""
    words = request.audience.words
    channel, _, number = request.text.partition(" ")
    if channel not in services.channels or not number.isdecimal():
        return fault(words.say("This button is not understood any more; ask again with /latest."))
    found = await services.actions.store.read(versions_view, channel, int(number))
    return versions_message(request.audience, channel, int(number), found)

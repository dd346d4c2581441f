"""More about a night: its source text, all versions of a post, a sentence to cite, how fresh the data is."""

from __future__ import annotations

from datetime import date, datetime

from bot.actions import Sides
from bot.chat.context import Request, Services
from bot.chat.handlers.latest import newest_night
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.cite import cite_message
from bot.chat.messages.source import source_message
from bot.chat.messages.static import fault
from bot.chat.messages.status import status_message
from bot.chat.messages.versions import versions_message
from parsers import ask
from parsers.ask import NoSuchDayError
from storage.views import Snapshot
from storage.views.channel_contents import ChannelContentsView, holdings_view
from storage.views.latest import LatestView, latest_view
from storage.views.night import NightView, night_view
from storage.views.source import SourceView, words_view
from storage.views.versions import versions_view


async def source(services: Services, request: Request) -> Message:
    """Show the source text of the posts of a night."""
    named = _named(services, request)
    if isinstance(named, Message):
        return named
    view, found = await services.actions.store.read(_words, services, request.audience.sides, named, services.now)
    return source_message(request.audience, view.day, found)


def _words(
    snapshot: Snapshot, services: Services, sides: Sides, named: date | None, now: datetime
) -> tuple[NightView, list[SourceView]]:
    """Return the named night or the newest, and the text of each of its reports, the counted ones first."""
    view = _night(snapshot, services, sides, named, now)
    reports = [one for side in view.sides for one in ([side.night] if side.night else []) + list(side.windows)]
    keys = [one.source.key for one in reports] + [one.source.key for side in view.sides for one in side.others]
    found = [words_view(snapshot, key) for key in keys]
    return view, [one for one in found if one]


async def cite(services: Services, request: Request) -> Message:
    """Show a sentence to cite for each side."""
    named = _named(services, request)
    if isinstance(named, Message):
        return named
    view = await services.actions.store.read(_night, services, request.audience.sides, named, services.now)
    return cite_message(request.audience, view, _beside(services, request.audience.words))


def _beside(services: Services, words: Language) -> list[Language]:
    """Return the language a quote is given in besides the reader's own; none where there is no other."""
    return [services.languages.words(one.code) for one in words.choices if one.code != words.code][:1]


def _night(snapshot: Snapshot, services: Services, sides: Sides, named: date | None, now: datetime) -> NightView:
    day = named or newest_night(snapshot, services, now) or now.astimezone(services.house).date()
    return night_view(snapshot, services.told(sides), day, services.house)


async def status(services: Services, request: Request) -> Message:
    """How fresh the data is, and how much there is."""
    return status_message(request.audience, *await services.actions.store.read(_holdings, services, services.now))


def _holdings(
    snapshot: Snapshot, services: Services, now: datetime
) -> tuple[LatestView, dict[str, ChannelContentsView]]:
    view = latest_view(snapshot, services.channels, now, services.house, services.patience)
    return view, {channel: holdings_view(snapshot, channel) for channel in services.channels}


def _named(services: Services, request: Request) -> date | Message | None:
    """Return the date that was named, None (the newest night) if none was, or an error message."""
    words = request.audience.words
    if not request.text.strip():
        return None
    try:
        day = ask.day(request.text, services.today)
    except NoSuchDayError as error:
        return fault(words.say("There is no such date: {date}.", date=error))
    return day or fault(words.say("Which night? Give its date, such as 2026-09-22, 22.09 or yesterday."))


async def versions(services: Services, request: Request) -> Message:
    """Show every version of a post, ``channel message_id``, as posted."""
    words = request.audience.words
    channel, _, number = request.text.partition(" ")
    if channel not in services.channels or not number.isdecimal():
        return fault(words.say("This button no longer works; ask again with /latest."))
    found = await services.actions.store.read(versions_view, channel, int(number))
    return versions_message(request.audience, channel, int(number), found)

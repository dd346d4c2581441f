"""``/latest`` and ``/night``: ask the views, word the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.brief import short_latest, short_night
from bot.chat.messages.latest import Around, latest_message, night_message
from bot.chat.messages.ranking import Ranking
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import NoSuchDayError
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views.averages import average_view
from storage.views.latest import LatestSide, Silence, latest_view
from storage.views.night import night_view
from storage.views.posting_hours import PostingHoursView, posting_view
from storage.views.rank import NoRank, Rank, rank_view
from storage.views.series import Measure
from storage.views.source import text_of

# The night on which the full-scale attack began.
FIRST_NIGHT = date(2022, 2, 24)
IN_FULL = frozenset({"full", "повністю"})


async def latest(desk: Services, asked: Request) -> Message:
    """The newest night of both sides; ``/latest full`` in full where short answers are chosen."""
    full = asked.text.strip().lower() in IN_FULL
    return await latest_for(desk, replace(asked.reader, short=False) if full else asked.reader)


async def latest_for(desk: Services, reader: Audience) -> Message:
    """The newest night in a reader's language and zone; kept for a minute, until something comes in."""
    key = (reader.words.code, reader.zone.key, reader.chose_zone, reader.short, reader.sides)
    return await desk.kept.answer(key, desk.now, lambda: _latest(desk, reader))


async def _latest(desk: Services, reader: Audience) -> Message:
    view = await desk.actions.store.read(latest_view, desk.told(reader.sides), desk.now, desk.house, desk.patience)
    around = Around(
        postings=await postings(desk, [side.channel for side in view.sides if side.silence is Silence.NOT_POSTED]),
        texts={side.channel: await _text(desk, side) for side in view.sides if side.not_understood},
        standing=Ranking() if view.newest is None or reader.short else await standing(desk, view.newest, reader.sides),
    )
    return (short_latest if reader.short else latest_message)(reader, view, around)


async def newest_night(desk: Services) -> date | None:
    """The newest night that a side tells of; None where no night is known."""
    view = await desk.actions.store.read(latest_view, desk.channels, desk.now, desk.house, desk.patience)
    return view.newest


async def night(desk: Services, asked: Request) -> Message:
    """The night of a date; of today where none is named."""
    return await _named(desk, asked, night_for)


async def short(desk: Services, asked: Request) -> Message:
    """The night of a date in a sentence a side; of today where none is named."""
    return await _named(desk, asked, short_for)


async def _named(
    desk: Services, asked: Request, of: Callable[[Services, Audience, date], Awaitable[Message]]
) -> Message:
    words = asked.reader.words
    try:
        day = ask.day(asked.text, desk.today) if asked.text.strip() else desk.today
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    if day is None:
        return fault(words.say("Which night? Give its date: /night 2026-09-22, /night 22.09 or /night yesterday."))
    return await of(desk, asked.reader, day)


async def night_for(desk: Services, reader: Audience, day: date) -> Message:
    """The night of a date, or a sentence where it is still to come."""
    if wrong := _outside(desk, reader, day):
        return wrong
    view = await desk.actions.store.read(night_view, desk.told(reader.sides), day, desk.house)
    around = Around(standing=await standing(desk, day, reader.sides), later=_later(desk, day))
    return night_message(reader, view, around)


async def short_for(desk: Services, reader: Audience, day: date) -> Message:
    """The night of a date in a sentence a side, or a sentence where it is still to come."""
    if wrong := _outside(desk, reader, day):
        return wrong
    view = await desk.actions.store.read(night_view, desk.told(reader.sides), day, desk.house)
    return short_night(reader, view, _later(desk, day))


def _outside(desk: Services, reader: Audience, day: date) -> Message | None:
    """A sentence about a night of which nothing can be known."""
    if day > desk.today:
        return fault(reader.words.say("The night to {day} is still to come.", day=reader.words.day(day)))
    if day < FIRST_NIGHT:
        return fault(reader.words.say("Nights are counted from {day} on.", day=reader.words.day(FIRST_NIGHT)))
    return None


def _later(desk: Services, day: date) -> date | None:
    """The night after, where it may be known."""
    later = day + timedelta(days=1)
    return later if later <= desk.today else None


async def standing(desk: Services, day: date, sides: Sides) -> Ranking:
    """How the attack on Ukraine of a night stands among the others, where these sides tell of it.

    Where nights are missing from the history the rank is that among the nights since the last hole, and says so.
    """
    channel = next((name for name in desk.told(sides) if CHANNELS[name].attacker is Attacker.RUSSIA), None)
    if channel is None:
        return Ranking()
    read, measure = desk.actions.store.read, Measure.DRONES_LAUNCHED
    rank: Rank = await read(rank_view, channel, day, measure)
    if rank.refused in {NoRank.MISSING_NIGHTS, NoRank.UNSTATED_NIGHTS} and rank.unbroken_since:
        rank = await read(rank_view, channel, day, measure, rank.unbroken_since)
    average = await read(average_view, channel, day, measure)
    return Ranking(rank, average)


async def postings(desk: Services, channels: Iterable[str]) -> dict[str, PostingHoursView]:
    """When these channels usually post."""
    read = desk.actions.store.read
    return {channel: await read(posting_view, channel, desk.today, desk.house) for channel in channels}


async def _text(desk: Services, side: LatestSide) -> str | None:
    assert side.not_understood, "asked for by the caller"
    return await desk.actions.store.read(text_of, side.not_understood.source.key)

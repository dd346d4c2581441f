"""``/latest`` and ``/night``: ask the views, word the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.brief import short_latest, short_night
from bot.chat.messages.latest import Around, latest_message, night_message
from bot.chat.messages.ranking import Ranking
from bot.chat.messages.static import fault, no_such_date
from bot.digest_schedule import night_not_over
from parsers import ask
from parsers.ask import NoSuchDayError
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views import Snapshot
from storage.views.averages import average_view
from storage.views.first_mentions import regions_in_the_news
from storage.views.latest import LatestView, Silence, latest_view
from storage.views.night import NightView, night_view
from storage.views.posting_hours import posting_view
from storage.views.rank import NoRank, rank_view
from storage.views.readings import TallyView
from storage.views.series import Measure
from storage.views.source import text_of

# The night on which the full-scale attack began.
FIRST_NIGHT = date(2022, 2, 24)
IN_FULL = frozenset({"full", "повністю"})


async def latest(services: Services, request: Request) -> Message:
    """The newest night of both sides; ``/latest full`` in full where short answers are chosen."""
    full = request.text.strip().lower() in IN_FULL
    return await latest_for(services, replace(request.audience, short=False) if full else request.audience)


async def latest_for(services: Services, audience: Audience) -> Message:
    """Return the newest night in a reader's language and zone; cached for a minute or until a new post arrives."""
    key = (audience.words.code, audience.zone.key, audience.chose_zone, audience.short, audience.full, audience.sides)
    return await services.kept.answer(key, services.now, lambda: _latest(services, audience))


async def _latest(services: Services, audience: Audience) -> Message:
    view, around = await services.actions.store.read(_newest, services, audience, services.now)
    return (short_latest if audience.short else latest_message)(audience, view, around)


def _newest(snapshot: Snapshot, services: Services, audience: Audience, now: datetime) -> tuple[LatestView, Around]:
    view = latest_view(snapshot, services.told(audience.sides), now, services.house, services.patience)
    silent = [side.channel for side in view.sides if side.silence is Silence.NOT_POSTED]
    return view, Around(
        postings={channel: posting_view(snapshot, channel, view.today, services.house) for channel in silent},
        texts={
            side.channel: text_of(snapshot, side.not_understood.source.key)
            for side in view.sides
            if side.not_understood
        },
        standing=Ranking() if audience.short else standing(snapshot, services, view.newest, audience.sides),
        news=news_of(snapshot, [side.night for side in view.sides]),
        not_over=night_not_over(now, services.house),
    )


def newest_night(snapshot: Snapshot, services: Services, now: datetime) -> date | None:
    """Return the newest night any side has reported; None if no night is known."""
    return latest_view(snapshot, services.channels, now, services.house, services.patience).newest


async def night(services: Services, request: Request) -> Message:
    """Answer with the night of a date; today's if none is named."""
    return await _named(services, request, night_for)


async def short(services: Services, request: Request) -> Message:
    """Answer with the night of a date in one sentence per side; today's if none is named."""
    return await _named(services, request, short_for)


async def _named(
    services: Services, request: Request, of: Callable[[Services, Audience, date], Awaitable[Message]]
) -> Message:
    words = request.audience.words
    try:
        day = ask.day(request.text, services.today) if request.text.strip() else services.today
    except NoSuchDayError as error:
        return no_such_date(words, error)
    if day is None:
        return fault(words.say("Which night? Give its date: /night 2026-09-22, /night 22.09 or /night yesterday."))
    return await of(services, request.audience, day)


async def night_for(services: Services, audience: Audience, day: date) -> Message:
    """Answer with the night of a date, or a sentence if it is in the future.

    Until a side has reported, the last night is answered as ``/latest``, which says why it is silent.
    """
    if wrong := _outside(services, audience, day):
        return wrong
    view, around = await services.actions.store.read(_night, services, audience, day)
    if day == services.today and _is_awaited(view):
        return await latest_for(services, audience)
    return night_message(audience, view, around)


def _night(snapshot: Snapshot, services: Services, audience: Audience, day: date) -> tuple[NightView, Around]:
    view = night_view(snapshot, services.told(audience.sides), day, services.house)
    return view, Around(
        standing=standing(snapshot, services, day, audience.sides),
        later=_later(services, day),
        news=news_of(snapshot, [side.night for side in view.sides]),
    )


def news_of(snapshot: Snapshot, nights: Sequence[TallyView | None]) -> dict[str, frozenset[str]]:
    """Return the regions in the news of each night that names any, by its channel."""
    return {
        night.source.channel: regions_in_the_news(snapshot, night.source.key, night.ends_on)
        for night in nights
        if night and night.ends_on and night.tally.regions
    }


async def short_for(services: Services, audience: Audience, day: date) -> Message:
    """Answer with the night of a date in one sentence per side, or a sentence if it is in the future."""
    if wrong := _outside(services, audience, day):
        return wrong
    view = await services.actions.store.read(night_view, services.told(audience.sides), day, services.house)
    if day == services.today and _is_awaited(view):
        return await latest_for(services, replace(audience, short=True))
    return short_night(audience, view, _later(services, day))


def _is_awaited(view: NightView) -> bool:
    """Return whether a side has told nothing of the night yet."""
    return any(side.night is None and not side.not_confirmed for side in view.sides)


def _outside(services: Services, audience: Audience, day: date) -> Message | None:
    """A sentence about a night of which nothing can be known."""
    if day > services.today:
        return fault(audience.words.say("The night of {day} hasn't happened yet.", day=audience.words.day(day)))
    if day < FIRST_NIGHT:
        return fault(audience.words.say("Our count of nights starts on {day}.", day=audience.words.day(FIRST_NIGHT)))
    return None


def _later(services: Services, day: date) -> date | None:
    """Return the night after, if it may be known."""
    later = day + timedelta(days=1)
    return later if later <= services.today else None


def standing(snapshot: Snapshot, services: Services, day: date | None, sides: Sides) -> Ranking:
    """Rank a night's attack on Ukraine among the others, if one of these sides reports it.

    If nights are missing from the history, the rank is among the nights since the last gap, and says so.
    """
    channel = next((name for name in services.told(sides) if CHANNELS[name].attacker is Attacker.RUSSIA), None)
    if channel is None or day is None:
        return Ranking()
    measure = Measure.DRONES_LAUNCHED
    rank = rank_view(snapshot, channel, day, measure)
    if rank.refused in {NoRank.MISSING_NIGHTS, NoRank.UNSTATED_NIGHTS} and rank.unbroken_since:
        rank = rank_view(snapshot, channel, day, measure, rank.unbroken_since)
    return Ranking(rank, average_view(snapshot, channel, day, measure))

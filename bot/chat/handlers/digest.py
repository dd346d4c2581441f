"""``/digest``, ``/subscribe``, ``/unsubscribe`` and the digest's own buttons."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions import SubscriptionRequest
from bot.chat.audience import Audience
from bot.chat.context import Request, Services
from bot.chat.digest_view import digest_of
from bot.chat.message import Message
from bot.chat.messages.digest import digest_message
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import admins_only, bad_time, bad_zone, subscribed, unsubscribed
from bot.chat.zone_names import find_zone
from bot.digest_schedule import night_told
from parsers import ask
from storage.views.latest import latest_view

# When somebody names no time: most reports of both sides are out by then.
DEFAULT_MINUTE = 9 * 60
AS_SOON = frozenset({"asap", "одразу", "відразу"})


async def digest(desk: Services, asked: Request) -> Message:
    """The digest as it would go out now."""
    now, reader = desk.now, asked.reader
    return digest_message(reader, await digest_of(desk, night_told(now, desk.house), now, reader.sides))


async def subscribe(desk: Services, asked: Request) -> Message:
    """Owe this chat a digest every morning."""
    if not await asked.may_set():
        return admins_only(asked.reader.words)
    minute, zone, wrong = _wished(asked)
    if wrong:
        return wrong
    due = await _still_due(desk, asked.reader)
    wish = SubscriptionRequest(asked.thread_id, minute, zone, asked.told_language, still_due=due)
    first = await desk.actions.subscribe(asked.chat_id, wish)
    reader = await desk.reader_of(asked.chat_id, asked.told_language)
    return subscribed(reader, minute, first.at)


async def _still_due(desk: Services, reader: Audience) -> bool:
    """Whether a side that the reader is told of has not told of today's night yet."""
    view = await desk.actions.store.read(latest_view, desk.told(reader.sides), desk.now, desk.house, desk.patience)
    return any(side.age != 0 for side in view.sides)


def _wished(asked: Request) -> tuple[int | None, ZoneInfo | None, Message | None]:
    """The minute after midnight (None: as soon as it can be) and the zone that were named, or what is wrong."""
    words = asked.reader.words
    time, _, place = asked.text.strip().partition(" ")
    minute = DEFAULT_MINUTE if not time else None if time.lower() in AS_SOON else ask.clock(time)
    if time and time.lower() not in AS_SOON and minute is None:
        return None, None, bad_time(words, time)
    zone = find_zone(place) if place.strip() else None
    if place.strip() and zone is None:
        return None, None, bad_zone(words, place.strip())
    return minute, zone, None


async def unsubscribe(desk: Services, asked: Request) -> Message:
    """No more digests here."""
    words = asked.reader.words
    if not await asked.may_set():
        return admins_only(words)
    return unsubscribed(words, was=await desk.actions.unsubscribe(asked.chat_id))


async def mute_today(desk: Services, asked: Request) -> Message:
    """Nothing more today: no completion, no correction, no digest."""
    words = asked.reader.words
    if not await asked.may_set():
        return admins_only(words)
    if not await desk.actions.mute(asked.chat_id, desk.now.astimezone(asked.reader.zone).date()):
        return unsubscribed(words, was=False)
    return fault(words.say("Nothing more today; the next digest comes as usual."))


async def subscribe_at(desk: Services, asked: Request) -> Message:
    """A time from a button: ``0930`` or ``asap``."""
    time = asked.text if asked.text in AS_SOON else f"{asked.text[:2]}:{asked.text[2:]}"
    return await subscribe(desk, replace(asked, text=time))

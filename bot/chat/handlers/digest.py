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
from bot.chat.messages.subscription import bad_time, bad_zone, forgotten_meanwhile, subscribed, unsubscribed
from bot.chat.zone_names import find_zone
from bot.digest_schedule import night_told
from parsers import ask
from storage.views.latest import latest_view

# When somebody names no time: most reports of both sides are out by then.
DEFAULT_MINUTE = 9 * 60
AS_SOON = frozenset({
    "asap", "soon", "as soon as possible", "as soon as it comes", "одразу", "відразу", "якнайшвидше", "сразу",
})  # fmt: skip
OFF = frozenset({"off", "no", "none", "stop", "вимкнути", "ні", "вимк", "выключить", "нет", "стоп"})


async def digest(services: Services, request: Request) -> Message:
    """The digest as it would go out now."""
    now, audience = services.now, request.audience
    night = night_told(now, services.house)
    return digest_message(audience, await services.actions.store.read(digest_of, services, night, now, audience.sides))


async def subscribe(services: Services, request: Request) -> Message:
    """Owe this chat a digest every morning; ``/subscribe off`` owes it none."""
    if request.text.strip().casefold() in OFF:
        return await unsubscribe(services, request)
    minute, zone, wrong = _wished(request, services.languages.codes)
    if wrong:
        return wrong
    due = await still_due(services, request.audience)
    wish = SubscriptionRequest(request.thread_id, minute, zone, request.told_language, still_due=due)
    first = await services.actions.subscribe(request.chat_id, wish)
    if first is None:
        return forgotten_meanwhile(request.audience.words)
    audience = await services.audience_of(request.chat_id, request.told_language)
    named, moved = zone is not None, audience.zone != request.audience.zone
    return subscribed(audience, minute, first.at, services.now, named=named, moved=moved)


async def still_due(services: Services, audience: Audience) -> bool:
    """Return whether one of the reader's sides has not reported today's night yet."""
    view = await services.actions.store.read(
        latest_view, services.told(audience.sides), services.now, services.house, services.patience
    )
    return any(side.age != 0 for side in view.sides)


def _wished(request: Request, languages: tuple[str, ...]) -> tuple[int | None, ZoneInfo | None, Message | None]:
    """Return the minute after midnight (None: as soon as possible) and the zone the person named, or the error."""
    words, typed = request.audience.words, request.text.strip()
    first, _, rest = typed.partition(" ")
    if not typed or typed.casefold() in AS_SOON:
        minute, place = (DEFAULT_MINUTE, "") if not typed else (None, "")
    elif first.casefold() in AS_SOON:
        minute, place = None, rest
    elif told := ask.clock_and_place(typed):
        minute, place = told
    else:
        return None, None, bad_time(words, first)
    zone = find_zone(place, languages) if place else None
    if place and zone is None:
        return None, None, bad_zone(words, place)
    return minute, zone, None


async def unsubscribe(services: Services, request: Request) -> Message:
    """No more digests here."""
    return unsubscribed(request.audience.words, was=await services.actions.unsubscribe(request.chat_id))


async def mute_today(services: Services, request: Request) -> Message:
    """Nothing more today: no completion, no correction, no digest."""
    words = request.audience.words
    if not await services.actions.mute(request.chat_id, services.now.astimezone(request.audience.zone).date()):
        return unsubscribed(words, was=False)
    return fault(words.say("Nothing more today; the next digest will come as usual."))


async def subscribe_at(services: Services, request: Request) -> Message:
    """A time from a button: ``0930`` or ``asap``."""
    time = request.text if request.text in AS_SOON else f"{request.text[:2]}:{request.text[2:]}"
    return await subscribe(services, replace(request, text=time))

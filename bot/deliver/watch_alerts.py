"""The watch round: when a night brings something new, chats that watch for it are told, once a night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.chat.context import Services
from bot.chat.messages.watches import came_true
from bot.chat.sign_off import signed
from bot.chat.watch_matching import Hit, WatchedNight, hits
from bot.deliver.message_codec import in_parts, packed_parts
from storage import Snapshot, Transaction
from storage.chats import watches
from storage.chats.watches import WaitingChat
from storage.outbox import deliveries
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.readings.load import Key
from storage.views.night import NightView, night_view
from storage.views.records import records_view

BATCH = 200
# A report that comes a day late is still news; what is older is history being filled in.
FRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WatchAlert:
    """The watches that came true for a chat, to be told in one of its topics."""

    chat: WaitingChat
    thread_id: int | None
    hits: list[Hit]


async def watches_round(services: Services) -> int:
    """Compare the watches with the newest nights that have new versions of posts; return how many deliveries."""
    if not await services.actions.store.read(watches.is_any):
        return 0
    return sum([await _night(services, day) for day in (services.today - FRESH, services.today)])


async def _night(services: Services, day: date) -> int:
    watched = await services.actions.store.read(_watched, services, day)
    if watched is None:
        return 0
    made = await _chats(services, watched)
    await services.actions.store.write(watches.record_compared, day, _versions(watched.night))
    return made


def _watched(snapshot: Snapshot, services: Services, day: date) -> WatchedNight | None:
    """Return a night and the records before it; None where nothing of it is new to the watches."""
    night = night_view(snapshot, services.channels, day, services.house)
    versions = _versions(night)
    if not versions or watches.last_compared(snapshot, day) == watches.versions_text(versions):
        return None
    told = [key.channel for key in versions]
    return WatchedNight(
        night, {channel: records_view(snapshot, channel, day - timedelta(days=1), 1) for channel in told}
    )


def _versions(night: NightView) -> list[Key]:
    return [side.night.source.key for side in night.sides if side.night]


async def _chats(services: Services, watched: WatchedNight) -> int:
    """Process the waiting chats in batches, each in one transaction with its deliveries."""
    made, last = 0, None
    while batch := await services.actions.store.read(watches.waiting, watched.night.day, last, BATCH):
        last = batch[-1].chat_id
        told = [one for chat in batch for one in _news(services, chat, watched)]
        if told:
            owed = [[] if _muted(services, one.chat) else _owed(services, watched, one) for one in told]
            made += await services.actions.store.write(_settle, services, watched.night.day, told, owed)
    return made


def _news(services: Services, chat: WaitingChat, watched: WatchedNight) -> list[WatchAlert]:
    """Return what came true by the sides a chat is told of, in versions that came after its watch was set."""
    channels = services.told(chat.sides)
    found: dict[int | None, list[Hit]] = {}
    for one in chat.watches:
        for hit in hits(one.watch, watched):
            source = hit.source.source
            if source.channel in channels and source.read_at >= one.since:
                found.setdefault(one.thread_id, []).append(hit)
    return [WatchAlert(chat, thread_id, told) for thread_id, told in found.items()]


def _owed(services: Services, watched: WatchedNight, told: WatchAlert) -> list[Owed]:
    """Return one message for everything that came true at once; later news of the night is another message."""
    chat, audience = told.chat, services.audience(told.chat.language, told.chat.zone)
    day = watched.night.day
    what = "+".join(dict.fromkeys(f"{hit.watch.what}{hit.watch.argument}" for hit in told.hits))
    one = Owed(
        key=f"{DeliveryKind.WATCH}:{chat.chat_id}:{day}:{what}",
        kind=DeliveryKind.WATCH,
        chat_id=chat.chat_id,
        thread_id=told.thread_id,
        body="",
        silent=chat.silent,
        night=day,
    )
    return in_parts(one, packed_parts(signed(services, audience, came_true(audience, watched.night, told.hits))))


def _muted(services: Services, chat: WaitingChat) -> bool:
    return chat.muted_on == services.now.astimezone(services.audience(chat.language, chat.zone).zone).date()


def _settle(
    db: Transaction, services: Services, night: date, told: Sequence[WatchAlert], owed: Sequence[Sequence[Owed]]
) -> int:
    """Owe the alerts and record that they were told, so that no later version repeats them.

    Nothing is owed where none of a chat's watches stands any more.
    """
    due: list[Owed] = []
    for one, rows in zip(told, owed, strict=True):
        if watches.mark_told(db, one.chat.chat_id, night, [hit.watch for hit in one.hits]):
            due += rows
    return deliveries.enqueue(db, due, services.now)

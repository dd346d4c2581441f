"""The morning's round: every digest that is owed becomes a delivery, a note, or is let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.desk import Desk
from bot.chat.digesting import digest_of
from bot.chat.message import Message
from bot.chat.messages.digest import Digest, digest_message
from bot.chat.messages.none_yet import none_yet_message
from bot.chat.signing import signed
from bot.deliver.bodies import packed
from bot.deliver.due import Step, step
from bot.mornings import next_morning, night_told
from storage import deliveries, subscriptions
from storage.chats import Length
from storage.deliveries import Kind, Owed
from storage.subscriptions import DueChat, DueGroup
from storage.views.posting import posting_view

BATCH = 500

# What the words of a digest depend on, beside the sides of its group: language, zone, length.
Worded = tuple[str | None, str | None, Length | None]


@dataclass(frozen=True, slots=True)
class Morning:
    """What every chat of a group is told of: the digest as it stands, and what to do about it."""

    group: DueGroup
    night: date
    digest: Digest
    next: Step


async def mornings_round(desk: Desk) -> int:
    """Decide about every digest whose time has come; how many deliveries that made."""
    made = 0
    for group in await desk.actions.store.read(subscriptions.due_groups, desk.now):
        morning = await _morning(desk, group)
        if morning.next is not Step.WAIT:
            made += await _group(desk, morning)
    return made


async def _morning(desk: Desk, group: DueGroup) -> Morning:
    night = night_told(group.at, desk.house)
    digest = await digest_of(desk, night, desk.now, group.sides, delivered=True)
    seen = [side.night.source.read_at for side in digest.sides if side.night]
    what = step(
        group.at, desk.now, asap=group.asap, first_side_at=min(seen, default=None), complete=not digest.lacks
    )  # fmt: skip
    return Morning(group, night, digest, what)


async def _group(desk: Desk, morning: Morning) -> int:
    """Take the chats of a group in batches, each in one transaction with its deliveries."""
    made, last = 0, None
    bodies: dict[Worded, str] = {}
    while batch := await desk.actions.store.read(subscriptions.due_chats, morning.group, last, BATCH):
        last = batch[-1].chat_id
        for chat in batch:
            if _worded_for(chat) not in bodies:
                bodies[_worded_for(chat)] = packed(await _worded(desk, morning, chat))
        made += await desk.actions.store.write(_settle, desk, morning, batch, bodies)
    return made


def _settle(db: Any, desk: Desk, morning: Morning, batch: Sequence[DueChat], bodies: dict[Worded, str]) -> int:
    """Owe the batch what was decided; a digest that is owed or let go makes room for the next one."""
    now = desk.now
    willing = [chat for chat in batch if not chat.muted]
    if morning.next is Step.NOTE:
        notes = [_owed(chat, morning, Kind.SILENCE, bodies) for chat in willing]
        return deliveries.enqueue(db, notes, now)
    subscriptions.advance(db, [_next(desk, chat, now) for chat in batch])
    for chat in batch:
        if chat.muted or morning.next is Step.SKIP:
            reason = "muted" if chat.muted else "too late"
            deliveries.skip_digest(db, _key(Kind.DIGEST, chat), chat.chat_id, reason, now)
    if morning.next is Step.SKIP:
        return 0
    return deliveries.enqueue(db, [_owed(chat, morning, Kind.DIGEST, bodies) for chat in willing], now)


def _owed(chat: DueChat, morning: Morning, kind: Kind, bodies: dict[Worded, str]) -> Owed:
    return Owed(
        key=_key(kind, chat),
        kind=kind,
        chat_id=chat.chat_id,
        thread_id=chat.thread_id,
        body=bodies[_worded_for(chat)],
        silent=chat.silent,
        night=morning.night,
        lacks=morning.digest.lacks if kind is Kind.DIGEST else (),
    )


def _key(kind: Kind, chat: DueChat) -> str:
    return f"{kind}:{chat.chat_id}:{chat.day}"


def _next(desk: Desk, chat: DueChat, now: datetime) -> tuple[int, datetime, date]:
    zone = ZoneInfo(chat.zone) if chat.zone else desk.house
    found = next_morning(chat.at_minute, zone, desk.house, now)
    return chat.chat_id, found.at, found.day


def _worded_for(chat: DueChat) -> Worded:
    return chat.language, chat.zone, chat.length


async def _worded(desk: Desk, morning: Morning, chat: DueChat) -> Message:
    reader = desk.reader(chat.language, chat.zone, chat.length, morning.group.sides)
    if morning.next is not Step.NOTE:
        return signed(desk, reader, digest_message(reader, morning.digest))
    read = desk.actions.store.read
    usual = {
        side.channel: await read(posting_view, side.channel, morning.night, desk.house) for side in morning.digest.sides
    }
    return signed(desk, reader, none_yet_message(reader, morning.digest, usual))

"""The digest round: every digest that is due becomes a delivery or a note, or is skipped."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.chat.charts.requests import LIGHT
from bot.chat.context import Services
from bot.chat.digest_view import attack_channel, digest_of
from bot.chat.message import Message
from bot.chat.messages.digest import Digest, digest_message, late_line
from bot.chat.messages.none_yet import none_yet_message
from bot.chat.rich_text import block
from bot.chat.sign_off import signed
from bot.deliver.digest_chart import DigestBodies, bodies_of, chart_for
from bot.deliver.digest_policy import DigestStep, Wish, is_late, lasts, step
from bot.deliver.message_codec import in_parts
from bot.digest_schedule import DueDigest, next_morning, night_told
from bot.zones import zone_or
from storage import Snapshot, Transaction
from storage.chats import subscriptions
from storage.chats.chats import Length, Sides
from storage.chats.subscriptions import DueChat, DueMoment
from storage.outbox import deliveries
from storage.outbox.deliveries import PART, DeliveryKind, Owed
from storage.views.posting_hours import PostingHoursView, deadline_view, posting_view

log = logging.getLogger(__name__)

# Small transactions, so that sending is hardly delayed.
BATCH = 100

# What a digest depends on, at one moment: sides, language, zone, length, and the paper of its chart, if any.
Worded = tuple[Sides, str | None, str | None, Length | None, str | None]


@dataclass(frozen=True, slots=True)
class GroupDigest:
    """What every chat that is due at ``group`` and told these ``sides`` gets: the current digest, and its next step.

    ``usual`` is when its sides usually post, for a note that says so; ``late`` is whether it could have been sent long
    ago.
    """

    group: DueMoment
    sides: Sides
    night: date
    digest: Digest
    next: DigestStep
    usual: Mapping[str, PostingHoursView]
    late: bool


# Those of one moment that do not wait, by the sides they tell.
Decided = Mapping[Sides, GroupDigest]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of the ``chats`` that were due at a moment, as they were read: from after one, with their notes or without.

    While their texts are made a chat may change its hour, mute the day or unsubscribe, through any replica.
    """

    moment: DueMoment
    after: int | None
    with_notes: bool
    chats: Sequence[DueChat]

    def standing(self, db: Transaction) -> list[DueChat]:
        """Return the chats of which everything still stands as it was read; the others are looked at again."""
        now = set(subscriptions.due_chats(db, self.moment, self.after, BATCH, with_notes=self.with_notes))
        return [chat for chat in self.chats if chat in now]


async def mornings_round(services: Services) -> int:
    """Decide about every digest that is due; return how many deliveries were added."""
    made = 0
    for moment in await services.actions.store.read(subscriptions.due_moments, services.now):
        decided = await services.actions.store.read(
            _decided, services, moment, services.now, is_settled=services.is_settled()
        )
        if decided:
            made += await _settle_all(services, moment, decided)
    return made


def _decided(snapshot: Snapshot, services: Services, moment: DueMoment, now: datetime, *, is_settled: bool) -> Decided:
    """Decide for all sides, whoever wants them: who is due is looked for only where something is to be done."""
    all_sides = [_morning(snapshot, services, moment, sides, now, is_settled=is_settled) for sides in Sides]
    return {morning.sides: morning for morning in all_sides if morning.next is not DigestStep.WAIT}


def _morning(
    snapshot: Snapshot, services: Services, group: DueMoment, sides: Sides, now: datetime, *, is_settled: bool
) -> GroupDigest:
    night = night_told(group.at, services.house)
    digest = digest_of(snapshot, services, night, now, sides, delivered=True)
    wish = _wish(snapshot, services, group, sides, night)
    seen = {side.channel: side.night.source.read_at for side in digest.sides if side.night}
    what = step(wish, now, seen, complete=not digest.lacks)
    if what is DigestStep.SKIP and not is_settled:
        what = DigestStep.WAIT
    silent = [side.channel for side in digest.sides] if what is DigestStep.NOTE else []
    usual = {channel: posting_view(snapshot, channel, night, services.house) for channel in silent}
    posted = {side.channel: side.night.source.posted_at for side in digest.sides if side.night}
    late = is_late(wish, now, posted, complete=not digest.lacks)
    return GroupDigest(group, sides, night, digest, what, usual, late)


def _wish(snapshot: Snapshot, services: Services, group: DueMoment, sides: Sides, night: date) -> Wish:
    """Return when the digest of a group is wanted, with the deadline of one that is to come as soon as possible."""
    channels = services.told(sides)
    main = attack_channel(channels) if group.asap and len(channels) > 1 else None
    deadline = deadline_view(snapshot, main, night, services.house) if main else None
    return Wish(group.at, group.asap, main, deadline)


async def _settle_all(services: Services, moment: DueMoment, decided: Decided) -> int:
    """Process the chats that are due at a moment in batches, each in one transaction with its deliveries."""
    made, last = 0, None
    bodies: dict[Worded, DigestBodies] = {}
    notes = any(morning.next is DigestStep.NOTE for morning in decided.values())
    while due := await services.actions.store.read(subscriptions.due_chats, moment, last, BATCH, with_notes=notes):
        batch = Batch(moment, last, notes, [chat for chat in due if _concerns(decided.get(chat.sides), chat)])
        last = due[-1].chat_id
        for chat in batch.chats:
            if _worded_for(chat) not in bodies and decided[chat.sides].next is not DigestStep.SKIP:
                bodies[_worded_for(chat)] = await _bodies(services, decided[chat.sides], chat)
        if batch.chats:
            made += await services.actions.store.write(_settle, services, decided, batch, bodies)
    return made


def _concerns(morning: GroupDigest | None, chat: DueChat) -> bool:
    """Return whether the step is one for this chat: one that blocked us waits until its digest is too late."""
    if morning is None:
        return False
    if chat.blocked:
        return morning.next is DigestStep.SKIP
    return not (chat.noted and morning.next is DigestStep.NOTE)


async def _bodies(services: Services, morning: GroupDigest, chat: DueChat) -> DigestBodies:
    """Return the texts of a chat's digest; none if they cannot be worded, so that the chats after it get theirs."""
    try:
        message, audience = _worded(services, morning, chat), services.audience(chat.language, chat.zone)
        theme = _worded_for(chat)[-1] if morning.next is DigestStep.SEND else None
        chart = await chart_for(services, morning.digest, audience.words.code, theme) if theme else None
        late = late_line(audience, None if morning.group.asap else morning.group.at)
        if morning.late:
            message, late = message.ended_with(block(late)), ""
        return bodies_of(message, late, chart, complete=not morning.digest.lacks)
    except Exception:
        log.exception("a digest of %s in the language %r and the zone %r cannot be worded", morning.night,
                      chat.language, chat.zone)  # fmt: skip
        return DigestBodies(())


def _settle(
    db: Transaction,
    services: Services,
    decided: Decided,
    batch: Batch,
    bodies: dict[Worded, DigestBodies],
) -> int:
    """Record the decision for a batch; a digest that is sent or skipped makes room for the next one."""
    now, owed, nexts = services.now, list[Owed](), list[tuple[int, datetime, date]]()
    following: dict[tuple[int | None, str | None], DueDigest] = {}
    for chat in batch.standing(db):
        morning = decided[chat.sides]
        if morning.next is DigestStep.NOTE:
            owed += [] if chat.muted else _owed(chat, morning, DeliveryKind.SILENCE, bodies)
            continue
        when = (chat.at_minute, chat.zone)
        if when not in following:
            following[when] = _next(services, morning.group, *when)
        nexts.append((chat.chat_id, following[when].at, following[when].day))
        if chat.blocked:
            continue
        if reason := _skipped(morning, chat, bodies):
            deliveries.skip_digest(db, _key(DeliveryKind.DIGEST, chat), chat.chat_id, reason, now)
        if morning.next is DigestStep.SEND and not chat.muted:
            owed += _owed(chat, morning, DeliveryKind.DIGEST, bodies)
    subscriptions.advance(db, nexts)
    return deliveries.enqueue(db, owed, now)


def _skipped(morning: GroupDigest, chat: DueChat, bodies: dict[Worded, DigestBodies]) -> str | None:
    """Return why a chat gets no digest; None where it does."""
    if chat.muted:
        return "muted"
    if morning.next is DigestStep.SKIP:
        return "too late"
    return None if bodies[_worded_for(chat)].texts else "cannot be worded"


def _owed(chat: DueChat, morning: GroupDigest, kind: DeliveryKind, bodies: dict[Worded, DigestBodies]) -> list[Owed]:
    at = morning.group.at
    one = Owed(
        key=_key(kind, chat),
        kind=kind,
        chat_id=chat.chat_id,
        thread_id=chat.thread_id,
        body="",
        silent=chat.silent,
        night=morning.night,
        lacks=morning.digest.lacks if kind is DeliveryKind.DIGEST else (),
        due_at=at,
        expires_at=at + lasts(morning.group.asap),
    )
    found = bodies[_worded_for(chat)]
    rows = in_parts(one, found.texts)
    if rows and found.chart:
        # the text rings, and the chart comes below it; it is of no night, so that nothing edits it as the digest
        chart = replace(one, key=f"{one.key}{PART}chart", body=found.chart, silent=True, night=None, lacks=())
        rows.append(replace(chart, after=one.key))
    return rows


def _key(kind: DeliveryKind, chat: DueChat) -> str:
    return f"{kind}:{chat.chat_id}:{chat.day}"


def _next(services: Services, group: DueMoment, at_minute: int | None, zone: str | None) -> DueDigest:
    """Return the digest after this one; after days offline, the first that is not too late, so that today's comes."""
    after = max(group.at, services.now - lasts(group.asap))
    return next_morning(at_minute, zone_or(zone, services.house)[0], services.house, after)


def _worded_for(chat: DueChat) -> Worded:
    return chat.sides, chat.language, chat.zone, chat.length, (chat.theme or LIGHT) if chat.with_picture else None


def _worded(services: Services, morning: GroupDigest, chat: DueChat) -> Message:
    audience = services.audience(chat.language, chat.zone, chat.length, morning.sides)
    if morning.next is not DigestStep.NOTE:
        return signed(services, audience, digest_message(audience, morning.digest))
    return signed(services, audience, none_yet_message(audience, morning.digest, morning.usual))

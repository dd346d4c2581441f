"""Completing digests that were sent before one side had reported, and telling of the attack on Ukraine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.digest_view import attack_channel, digest_of
from bot.chat.messages.digest import Digest, digest_message
from bot.chat.messages.late_side import late_side_message
from bot.chat.sign_off import signed
from bot.deliver.message_codec import packed
from bot.digest_schedule import night_told
from storage import Snapshot, Transaction
from storage.outbox import deliveries, digests
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.outbox.digests import SentDigest
from storage.views.night import night_view
from storage.views.readings import TallyView

# Small transactions, so that sending is hardly delayed.
SETTLED = 100
# The hours of the reader's night, in which a late side is told without a sound.
NIGHT_FROM, NIGHT_TO = 22, 7
# Later than this the late side is no news; what could not be sent meanwhile is given up.
LATE_SIDE_LASTS = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Completion:
    """What a digest is owed: the edit, the message of the late side where there is one, and what it lacks still."""

    digest: str
    lacks: tuple[str, ...]
    owed: tuple[Owed, ...]


async def completions_round(services: Services) -> int:
    """Owe an edit to digests sent without a side that has reported since; return how many deliveries were added.

    Where that is the report of the attack on Ukraine, a short message that answers the digest is owed as well.
    """
    made = 0
    for night in await services.actions.store.read(digests.incomplete_nights):
        made += await _complete(services, night, await services.actions.store.read(_waiting, services, night))
    return made


def _waiting(snapshot: Snapshot, services: Services, night: date) -> list[SentDigest]:
    """Return the digests sent without a side that has reported the night by now."""
    shown = night_view(snapshot, services.channels, night, services.house)
    come = {side.channel for side in shown.sides if side.night}
    return [one for one in digests.incomplete_digests(snapshot, night) if come.intersection(one.lacks)]


async def _complete(services: Services, night: date, incomplete: Sequence[SentDigest]) -> int:
    made = 0
    for batch in (incomplete[i : i + SETTLED] for i in range(0, len(incomplete), SETTLED)):
        owed = [await _completion(services, night, one) for one in batch]
        made += await services.actions.store.write(_settle_completions, services, [one for one in owed if one])
    return made


async def _completion(services: Services, night: date, one: SentDigest) -> Completion | None:
    """Return what a digest is owed now; None where no missing side has reported."""
    digest = await services.actions.store.read(digest_of, services, night, one.at, one.sides, delivered=True)
    if not set(one.lacks) - set(digest.lacks):
        return None
    audience = services.audience(one.language, one.zone, one.length, one.sides)
    body = packed(signed(services, audience, digest_message(audience, digest)))
    key = ":".join((DeliveryKind.COMPLETION.value, one.key, *digest.lacks))
    edit = Owed(key, DeliveryKind.COMPLETION, one.chat_id, one.thread_id, body, silent=True, edits=one.key, night=night)
    edits = (edit,) if one.arrived else ()
    return Completion(one.key, digest.lacks, (*edits, *_late_side(services, audience, digest, one)))


def _late_side(services: Services, audience: Audience, digest: Digest, one: SentDigest) -> tuple[Owed, ...]:
    """Return the message that tells of the attack on Ukraine, where its report came now and the chat wants it."""
    view = _come_now(digest, one)
    now = services.now
    if view is None or not one.tells_late_side or one.muted_on == now.astimezone(audience.zone).date():
        return ()
    if night_told(now, services.house) != digest.night:
        return ()
    message = signed(services, audience, late_side_message(audience, digest.night, view))
    owed = Owed(
        # after the edit, by the order of the keys: who opens the chat finds the digest complete
        f"late_side:{one.key}",
        DeliveryKind.COMPLETION,
        one.chat_id,
        one.thread_id,
        packed(message),
        silent=one.silent or is_night(now, audience.zone),
        night=digest.night,
        expires_at=now + LATE_SIDE_LASTS,
        answers=one.key,
    )
    return (owed,)


def _come_now(digest: Digest, one: SentDigest) -> TallyView | None:
    """Return the report of the attack on Ukraine if the digest went out without it; None where it did not."""
    main = attack_channel([side.channel for side in digest.sides])
    if main is None or main not in one.lacks:
        return None
    return next(side.night for side in digest.sides if side.channel == main)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Return whether people in a zone sleep at a moment."""
    hour = moment.astimezone(zone).hour
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def _settle_completions(db: Transaction, services: Services, made: Sequence[Completion]) -> int:
    for one in made:
        digests.completed(db, one.digest, one.lacks)
    return deliveries.enqueue(db, [owed for one in made for owed in one.owed], services.now)

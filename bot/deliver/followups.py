"""What comes after a message was sent: a late side completes it, an edit of a post corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from bot.chat.context import Services
from bot.chat.digest_view import digest_of
from bot.chat.messages.corrections import changes, correction_message
from bot.chat.messages.digest import digest_message
from bot.chat.sign_off import signed
from bot.deliver.message_codec import in_parts, packed, packed_parts
from storage import Snapshot, Transaction
from storage.chats import subscriptions
from storage.chats.subscriptions import Outdated
from storage.outbox import deliveries, digests
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.outbox.digests import SentDigest
from storage.views.corrections import Edited, edited_pairs
from storage.views.night import night_view

BATCH = 500
# So few in a transaction that a message on its way waits for hardly a slot.
SETTLED = 100


async def completions_round(services: Services) -> int:
    """Edit the digests that went out without a side which has come since; how many."""
    made = 0
    for night in await services.actions.store.read(digests.incomplete_nights):
        made += await _complete(services, night, await services.actions.store.read(_waiting, services, night))
    return made


def _waiting(snapshot: Snapshot, services: Services, night: date) -> list[SentDigest]:
    """The digests that went out without a side which has told of the night by now."""
    shown = night_view(snapshot, services.channels, night, services.house)
    come = {side.channel for side in shown.sides if side.night}
    return [one for one in digests.incomplete_digests(snapshot, night) if come.intersection(one.lacks)]


async def _complete(services: Services, night: date, incomplete: Sequence[SentDigest]) -> int:
    made = 0
    for batch in (incomplete[i : i + SETTLED] for i in range(0, len(incomplete), SETTLED)):
        owed = [await _completion(services, night, one) for one in batch]
        made += await services.actions.store.write(_settle_completions, services, [one for one in owed if one])
    return made


async def _completion(services: Services, night: date, one: SentDigest) -> tuple[tuple[str, ...], Owed] | None:
    """What is still lacking then, and the edit that says the rest; None where nothing has come that was wanted."""
    digest = await services.actions.store.read(digest_of, services, night, one.at, one.sides, delivered=True)
    if not set(one.lacks) - set(digest.lacks):
        return None
    audience = services.audience(one.language, one.zone, one.length, one.sides)
    body = packed(signed(services, audience, digest_message(audience, digest)))
    key = ":".join((DeliveryKind.COMPLETION.value, one.key, *digest.lacks))
    owed = Owed(key, DeliveryKind.COMPLETION, one.chat_id, one.thread_id, body, silent=True, edits=one.key, night=night)
    return digest.lacks, owed


def _settle_completions(db: Transaction, services: Services, made: Sequence[tuple[tuple[str, ...], Owed]]) -> int:
    for lacks, owed in made:
        assert owed.edits, "an edit"
        digests.completed(db, owed.edits, lacks)
    return deliveries.enqueue(db, [owed for _, owed in made], services.now)


async def corrections_round(services: Services) -> int:
    """Tell the chats that were shown a number which an edit of its post changed; how many."""
    found = await services.actions.store.read(subscriptions.outdated, BATCH)
    made = 0
    for (old, new), group in groupby(found, key=lambda one: (one.old, one.new)):
        edits = await services.actions.store.read(edited_pairs, [(old, new)])
        told = list(group)
        changed = bool(edits) and bool(changes(edits[0]))
        owed = [row for one in told if changed and _is_told(services, one) for row in _owed(services, edits[0], one)]
        made += await services.actions.store.write(_settle_corrections, services, told, owed)
    return made


def _owed(services: Services, edit: Edited, one: Outdated) -> list[Owed]:
    audience = services.audience(one.language, one.zone)
    bodies = packed_parts(signed(services, audience, correction_message(audience, edit)))
    key = f"{DeliveryKind.CORRECTION}:{one.chat_id}:{one.new.channel}/{one.new.message_id}/{one.new.revision}"
    return in_parts(Owed(key, DeliveryKind.CORRECTION, one.chat_id, one.thread_id, "", silent=True), bodies)


def _is_told(services: Services, one: Outdated) -> bool:
    """Whether a chat wants to hear of it: today at all, and of the side that corrects itself."""
    today = services.now.astimezone(services.audience(one.language, one.zone).zone).date()
    return one.muted_on != today and one.new.channel in services.told(one.sides)


def _settle_corrections(db: Transaction, services: Services, told: Sequence[Outdated], owed: Sequence[Owed]) -> int:
    subscriptions.told_of(db, told)
    return deliveries.enqueue(db, owed, services.now)

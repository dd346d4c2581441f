"""Completing digests that were sent before one side had reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.context import Services
from bot.chat.digest_view import digest_of
from bot.chat.messages.digest import digest_message
from bot.chat.sign_off import signed
from bot.deliver.message_codec import packed
from storage import Snapshot, Transaction
from storage.outbox import deliveries, digests
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.outbox.digests import SentDigest
from storage.views.night import night_view

# Small transactions, so that sending is hardly delayed.
SETTLED = 100


async def completions_round(services: Services) -> int:
    """Owe an edit to digests sent without a side that has reported since; return how many."""
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


async def _completion(services: Services, night: date, one: SentDigest) -> tuple[tuple[str, ...], Owed] | None:
    """Return the sides still missing and the edit with the rest; None where no missing side has reported."""
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

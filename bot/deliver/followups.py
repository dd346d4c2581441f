"""What comes after a message was sent: a late side completes it, an edit of a post corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from bot.chat.context import Services
from bot.chat.digest_view import digest_of
from bot.chat.messages.corrections import changes, correction_message
from bot.chat.messages.digest import digest_message
from bot.chat.sign_off import signed
from bot.deliver.message_codec import in_parts, packed, packed_parts
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


async def completions_round(desk: Services) -> int:
    """Edit the digests that went out without a side which has come since; how many."""
    made = 0
    for night in await desk.actions.store.read(digests.incomplete_nights):
        shown = await desk.actions.store.read(night_view, desk.channels, night, desk.house)
        come = {side.channel for side in shown.sides if side.night}
        incomplete = await desk.actions.store.read(digests.incomplete_digests, night)
        made += await _complete(desk, night, [one for one in incomplete if come.intersection(one.lacks)])
    return made


async def _complete(desk: Services, night: date, incomplete: Sequence[SentDigest]) -> int:
    made = 0
    for batch in (incomplete[i : i + SETTLED] for i in range(0, len(incomplete), SETTLED)):
        owed = [await _completion(desk, night, one) for one in batch]
        made += await desk.actions.store.write(_settle_completions, desk, [one for one in owed if one])
    return made


async def _completion(desk: Services, night: date, one: SentDigest) -> tuple[tuple[str, ...], Owed] | None:
    """What is still lacking then, and the edit that says the rest; None where nothing has come that was wanted."""
    digest = await digest_of(desk, night, one.at, one.sides, delivered=True)
    if not set(one.lacks) - set(digest.lacks):
        return None
    reader = desk.reader(one.language, one.zone, one.length, one.sides)
    body = packed(signed(desk, reader, digest_message(reader, digest)))
    key = ":".join((DeliveryKind.COMPLETION.value, one.key, *digest.lacks))
    owed = Owed(key, DeliveryKind.COMPLETION, one.chat_id, one.thread_id, body, silent=True, edits=one.key, night=night)
    return digest.lacks, owed


def _settle_completions(db: Any, desk: Services, made: Sequence[tuple[tuple[str, ...], Owed]]) -> int:
    for lacks, owed in made:
        assert owed.edits, "an edit"
        digests.completed(db, owed.edits, lacks)
    return deliveries.enqueue(db, [owed for _, owed in made], desk.now)


async def corrections_round(desk: Services) -> int:
    """Tell the chats that were shown a number which an edit of its post changed; how many."""
    found = await desk.actions.store.read(subscriptions.outdated, BATCH)
    made = 0
    for (old, new), group in groupby(found, key=lambda one: (one.old, one.new)):
        edits = await desk.actions.store.read(edited_pairs, [(old, new)])
        told = list(group)
        changed = bool(edits) and bool(changes(edits[0]))
        owed = [row for one in told if changed and _is_told(desk, one) for row in _owed(desk, edits[0], one)]
        made += await desk.actions.store.write(_settle_corrections, desk, told, owed)
    return made


def _owed(desk: Services, edit: Edited, one: Outdated) -> list[Owed]:
    reader = desk.reader(one.language, one.zone)
    bodies = packed_parts(signed(desk, reader, correction_message(reader, edit)))
    key = f"{DeliveryKind.CORRECTION}:{one.chat_id}:{one.new.channel}/{one.new.message_id}/{one.new.revision}"
    return in_parts(Owed(key, DeliveryKind.CORRECTION, one.chat_id, one.thread_id, "", silent=True), bodies)


def _is_told(desk: Services, one: Outdated) -> bool:
    """Whether a chat wants to hear of it: today at all, and of the side that corrects itself."""
    today = desk.now.astimezone(desk.reader(one.language, one.zone).zone).date()
    return one.muted_on != today and one.new.channel in desk.told(one.sides)


def _settle_corrections(db: Any, desk: Services, told: Sequence[Outdated], owed: Sequence[Owed]) -> int:
    subscriptions.told_of(db, told)
    return deliveries.enqueue(db, owed, desk.now)

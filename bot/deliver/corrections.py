"""Tell chats when figures they were shown are no longer current, for any cause, once per cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.messages.corrections import correction_message
from bot.chat.messages.read_anew import summary_message
from bot.chat.sign_off import signed
from bot.deliver.message_codec import in_parts, packed_parts
from bot.deliver.own_chats import in_posts
from storage import Transaction
from storage.chats import outdated
from storage.chats.outdated import Outdated
from storage.outbox import deliveries
from storage.outbox.deliveries import READ_ANEW, DeliveryKind, Owed
from storage.readings import current_figures
from storage.readings.current_figures import Untold
from storage.views.corrections import Correction, Shown, correction_view

BATCH = 500
# Small transactions, so that sending is hardly delayed.
SETTLED = 100

# What each of these chats is to be told, and what it knows afterwards.
Telling = tuple[Sequence[Outdated], Sequence[Owed]]


async def corrections_round(services: Services) -> int:
    """Owe a correction to chats that were shown figures that have changed; return how many messages.

    Changes by a better reader are told when all of them are known, in one message per chat.
    """
    store = services.actions.store
    posts = await store.read(current_figures.untold)
    made, left = 0, BATCH
    for post in posts:
        found = await store.read(outdated.outdated, post, left) if left > 0 else []
        left -= len(found)
        if post.in_summary:
            made += await _tell_summaries(services, [one.chat_id for one in found], posts)
        else:
            made += await _tell(services, found)
    if posts and left > 0:
        await store.write(current_figures.settle)
    return made


async def _tell(services: Services, found: Sequence[Outdated]) -> int:
    """Return one message per chat about one post."""
    made = 0
    for shown, group in groupby(found, key=lambda one: one.shown):
        correction = await services.actions.store.read(correction_view, shown)
        news = [correction] if correction else []
        tellings = [([one], await in_posts(services, news, _alone(services, one, correction))) for one in group]
        made += await _settle_all(services, tellings)
    return made


async def _tell_summaries(services: Services, chats: Sequence[int], posts: Sequence[Untold]) -> int:
    """Return one message per chat about all posts it was shown that a better reader reads differently."""
    store = services.actions.store
    known: dict[Shown, Correction | None] = {}
    made = 0
    for start in range(0, len(chats), SETTLED):
        changed = await store.read(outdated.changed_of, chats[start : start + SETTLED], posts)
        for shown in {one.shown for all_of in changed.values() for one in all_of} - known.keys():
            known[shown] = await store.read(correction_view, shown)
        tellings = [(all_of, await _summed(services, all_of, known)) for all_of in changed.values()]
        made += await _settle_all(services, tellings)
    return made


def _alone(services: Services, one: Outdated, correction: Correction | None) -> list[Owed]:
    if correction is None or not correction.is_news or not _is_told(services, one):
        return []
    return _owed(
        services, one, DeliveryKind.CORRECTION.value, lambda audience: correction_message(audience, correction)
    )


async def _summed(services: Services, all_of: Sequence[Outdated], known: dict[Shown, Correction | None]) -> list[Owed]:
    told = [one for one in all_of if _is_told(services, one)]
    news = [found for one in told if (found := known[one.shown]) and found.is_news]
    if not news:
        return []
    several = len(news) > 1
    return await in_posts(
        services, news,
        _owed(services, told[0], READ_ANEW, lambda audience: summary_message(audience, news) if several
              else correction_message(audience, news[0])),
    )  # fmt: skip


def _owed(services: Services, one: Outdated, begin: str, worded: Callable[[Audience], Message]) -> list[Owed]:
    """Return the message in as many rows as it needs.

    What it shows is recorded when it is owed: a message sent late, after a newer one, is not newer knowledge.
    """
    audience = services.audience(one.language, one.zone)
    bodies = packed_parts(replace(signed(services, audience, worded(audience)), shows=()))
    post = f"{one.shown.current.channel}/{one.shown.current.message_id}/{one.shown.current.revision}"
    # the same figures may be current, change and return
    key = f"{begin}:{one.chat_id}:{post}:{one.shown.stands}:{int(services.now.timestamp())}"
    return in_parts(Owed(key, DeliveryKind.CORRECTION, one.chat_id, one.thread_id, "", silent=True), bodies)


def _is_told(services: Services, one: Outdated) -> bool:
    """Return whether a chat wants to hear of it: today at all, and from the side that corrects itself."""
    today = services.now.astimezone(services.audience(one.language, one.zone).zone).date()
    return one.muted_on != today and one.shown.key.channel in services.told(one.sides)


async def _settle_all(services: Services, tellings: Sequence[Telling]) -> int:
    made = 0
    for start in range(0, len(tellings), SETTLED):
        made += await services.actions.store.write(_settle, services, tellings[start : start + SETTLED])
    return made


def _settle(db: Transaction, services: Services, tellings: Sequence[Telling]) -> int:
    """Record what chats know and what they are owed, in one transaction.

    A summary is sent unchanged if the chat was told or shown part of it meanwhile, and not at all if it was told all.
    """
    owed = [row for told, rows in tellings if outdated.mark_told(db, told) for row in rows]
    return deliveries.enqueue(db, owed, services.now)

"""Tell every operator, once, of posts that wait for a decision and of unknown closing lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.messages.held_decisions import closing_notice, operator_notice
from bot.deliver.message_codec import packed
from storage import Transaction
from storage.chats import chats
from storage.outbox import deliveries, told_once
from storage.outbox.deliveries import ALARM, DeliveryKind, Owed
from storage.views.held import waiting_posts

# More than these at once mean that the reader went wrong, and the operator learns that from these.
MOST_AT_ONCE = 20


async def waiting_round(services: Services) -> int:
    """Owe every operator what they were not told yet; return how many deliveries. Nothing without an operator."""
    if not services.operators:
        return 0
    told = {f"held:{one.key.channel}/{one.key.message_id}/{one.words}": partial(operator_notice, post=one)
            for one in await services.actions.store.read(waiting_posts, MOST_AT_ONCE)}  # fmt: skip
    told |= {f"footer:{one.channel}:{one.alike}": partial(closing_notice, closing=one)
             for one in await services.actions.new_closings(services.channels)}  # fmt: skip
    made = 0
    for about in sorted(await services.actions.store.read(told_once.untold, told)):
        owed = [await _owed(services, operator, about, told[about]) for operator in sorted(services.operators)]
        made += await services.actions.store.write(_settle, services, about, owed)
    return made


async def _owed(services: Services, operator: int, about: str, worded: Callable[[Audience], Message]) -> Owed:
    body = packed(worded(await services.audience_of(operator, None)))
    return Owed(f"{ALARM}{about}:{operator}", DeliveryKind.NOTICE, operator, None, body)


def _settle(db: Transaction, services: Services, about: str, owed: Sequence[Owed]) -> int:
    for one in owed:
        chats.remember(db, one.chat_id, None, services.now)
    told_once.mark_told(db, about, services.now)
    return deliveries.enqueue(db, owed, services.now)

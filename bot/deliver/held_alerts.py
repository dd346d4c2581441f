"""What waits for the operator's word is told to every operator, once; so is a closing line that nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.messages.held_decisions import closing_notice, operator_notice
from bot.deliver.message_codec import packed
from storage.chats import chats
from storage.outbox import deliveries, told_once
from storage.outbox.deliveries import ALARM, DeliveryKind, Owed
from storage.views.held import waiting_posts

# More than these at once are a reader that went wrong, and the operator hears of it from these.
MOST_AT_ONCE = 20


async def waiting_round(desk: Services) -> int:
    """Owe every operator what they were not told yet; how many deliveries that made. Nothing without an operator."""
    if not desk.operators:
        return 0
    told = {f"held:{one.key.channel}/{one.key.message_id}/{one.words}": partial(operator_notice, post=one)
            for one in await desk.actions.store.read(waiting_posts, MOST_AT_ONCE)}  # fmt: skip
    told |= {f"footer:{one.channel}:{one.alike}": partial(closing_notice, closing=one)
             for one in await desk.actions.new_closings(desk.channels)}  # fmt: skip
    made = 0
    for about in sorted(await desk.actions.store.read(told_once.untold, told)):
        owed = [await _owed(desk, operator, about, told[about]) for operator in sorted(desk.operators)]
        made += await desk.actions.store.write(_settle, desk, about, owed)
    return made


async def _owed(desk: Services, operator: int, about: str, worded: Callable[[Audience], Message]) -> Owed:
    body = packed(worded(await desk.reader_of(operator, None)))
    return Owed(f"{ALARM}{about}:{operator}", DeliveryKind.NOTICE, operator, None, body)


def _settle(db: Any, desk: Services, about: str, owed: Sequence[Owed]) -> int:
    for one in owed:
        chats.remember(db, one.chat_id, None, desk.now)
    told_once.told(db, about, desk.now)
    return deliveries.enqueue(db, owed, desk.now)

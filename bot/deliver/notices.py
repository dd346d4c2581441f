"""Owing the operator's notices to all chats, and alarms to the operators."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.chat.context import Services
from bot.chat.message import Message
from bot.chat.rich_text import block
from bot.deliver.message_codec import in_parts, packed, packed_parts
from storage import Store, Transaction
from storage.chats import chats
from storage.outbox import deliveries, notices, told_once
from storage.outbox.deliveries import ALARM, DeliveryKind, Owed
from storage.outbox.notices import Notice

BATCH = 100


async def notices_round(services: Services) -> int:
    """Owe every confirmed notice to every chat; return how many deliveries. If interrupted, it continues later."""
    made = 0
    for notice in await services.actions.store.read(notices.confirmed):
        made += await _notice(services, notice)
        await services.actions.store.write(notices.owed, notice.notice)
    return made


async def _notice(services: Services, notice: Notice) -> int:
    made, last = 0, None
    bodies = packed_parts(notice_message(notice.text))
    store = services.actions.store
    while audience := await store.read(notices.audience, last, BATCH):
        last = audience[-1][0]
        owed = [
            part
            for chat_id, thread_id in audience
            for part in in_parts(
                Owed(f"{DeliveryKind.NOTICE}:{notice.notice}:{chat_id}", DeliveryKind.NOTICE, chat_id, thread_id, ""),
                bodies,
            )
        ]
        made += await store.write(deliveries.enqueue, owed, services.now)
    return made


def notice_message(text: str) -> Message:
    """Return the operator's own words, unchanged."""
    return Message((block(*text.split("\n")),))


async def alarm(store: Store, operators: Sequence[int], sentence: str, now: datetime) -> int:
    """Owe every operator a sentence, at most once a day; return how many were new."""
    return await store.write(_alarm, operators, sentence, now)


def alarm_message(sentence: str) -> Message:
    return notice_message(f"⚠ {sentence}")


def about(sentence: str, now: datetime) -> str:
    """Return the key that records that the operators were told a sentence today, by any way."""
    return f"{ALARM}{hashlib.sha256(sentence.encode()).hexdigest()[:16]}:{now.date()}"


def _alarm(db: Transaction, operators: Sequence[int], sentence: str, now: datetime) -> int:
    key = about(sentence, now)
    if not told_once.untold(db, [key]):
        return 0
    told_once.mark_told(db, key, now)
    body = packed(alarm_message(sentence))
    for operator in operators:
        chats.remember(db, operator, None, now)
    owed = [Owed(f"{key}:{operator}", DeliveryKind.NOTICE, operator, None, body) for operator in operators]
    return deliveries.enqueue(db, owed, now)

"""A topic that was deleted or closed: nothing owed is lost, it goes to the general topic, and the admins are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.chat.language import Language
from bot.chat.messages.static import topic_gone
from bot.deliver.message_codec import packed
from storage import Transaction
from storage.chats import chats, topics
from storage.outbox import claims, deliveries
from storage.outbox.claims import Delivery
from storage.outbox.deliveries import DeliveryKind, Owed


def leave_topic(
    db: Transaction, delivery: Delivery, words_for: Callable[[str | None], Language], now: datetime
) -> None:
    """Try the delivery in the general topic, where all else of its topic goes from now on, and say so there, once.

    ``words_for`` tells the words for the language that a chat chose or told; for None where it did neither.
    """
    assert delivery.thread_id is not None, "it was refused because of its topic"
    topics.leave(db, delivery.chat_id, delivery.thread_id)
    claims.put_back(db, delivery.key, now)
    kept = chats.chat(db, delivery.chat_id)
    told = (kept.language or kept.told_language) if kept else None
    body = packed(topic_gone(words_for(told)))
    key = f"topic:{delivery.chat_id}:{delivery.thread_id}"
    deliveries.enqueue(db, [Owed(key, DeliveryKind.NOTICE, delivery.chat_id, None, body, silent=True)], now)

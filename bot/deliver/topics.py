"""Redirecting deliveries from a deleted or closed topic to the general one, and telling the admins."""

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
    """Redirect a topic to the general one, retry the delivery there, and say so there, once.

    ``words_for`` returns the language for the tag that a chat chose or Telegram told; None where neither.
    """
    assert delivery.thread_id is not None, "it was refused because of its topic"
    topics.leave(db, delivery.chat_id, delivery.thread_id)
    claims.put_back(db, delivery.key, now, epoch=delivery.epoch)
    kept = chats.chat(db, delivery.chat_id)
    told = (kept.language or kept.told_language) if kept else None
    body = packed(topic_gone(words_for(told)))
    key = f"topic:{delivery.chat_id}:{delivery.thread_id}"
    deliveries.enqueue(db, [Owed(key, DeliveryKind.NOTICE, delivery.chat_id, None, body, silent=True)], now)

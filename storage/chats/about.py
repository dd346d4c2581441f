"""Everything stored about one chat, to show to the chat itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.chats import chats, own_chats, watches
from storage.chats.chats import ChatSettings
from storage.chats.watches import Watch
from storage.engines.engine import Database
from storage.outbox import deliveries
from storage.outbox.deliveries import DeliveryKind
from storage.readings.load import Key


@dataclass(frozen=True, slots=True)
class AboutChat:
    """Everything stored about a chat; ``chat`` is None where the chat is not known.

    The versions of posts it was ``shown`` and the deliveries it was sent or is ``owed`` come with their times, newest
    first.
    """

    chat: ChatSettings | None
    watches: list[Watch]
    shown: list[tuple[Key, datetime]]
    owed: list[tuple[DeliveryKind, datetime]]
    set_up: list[str]
    title: str | None


def all_of(db: Database, chat_id: int) -> AboutChat:
    """Return everything stored about a chat."""
    return AboutChat(
        chats.chat(db, chat_id),
        watches.watches_of(db, chat_id),
        chats.shown_to(db, chat_id),
        deliveries.of_chat(db, chat_id),
        [own.title for own in own_chats.of_person(db, chat_id)],
        own_chats.title_of(db, chat_id),
    )

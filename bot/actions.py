"""What a handler may do: subscribe, choose, forget. Each action is one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.digest_schedule import DueDigest, next_morning, this_morning
from bot.own_chat_actions import OwnChatActions, OwnChatWish
from bot.zones import zone_or
from parsers import READER
from parsers.records import IMPLAUSIBLE, Decision, Post, Reading, Tally, Unreadable
from parsers.text.footers import Closing
from parsers.text.marks import MarkedSpan, with_spans
from storage import StorageError, Transaction
from storage.chats import chats, forgotten, inline_messages, own_chats, watches, with_digest
from storage.chats.about import AboutChat, all_of
from storage.chats.chats import ChatSettings, Length, Sides, Subscription
from storage.chats.inline_messages import InlineMessage
from storage.chats.own_chats import OwnChat
from storage.chats.watches import Watch, What
from storage.outbox.deliveries import DeliveryKind
from storage.readings.load import Key, ShownVersion
from storage.views.held import Judged

P = ParamSpec("P")
T = TypeVar("T")

__all__ = [
    "Actions",
    "ChatSettings",
    "Closing",
    "Decision",
    "DeliveryKind",
    "InlineMessage",
    "Judged",
    "Key",
    "Length",
    "OwnChat",
    "OwnChatWish",
    "ShownVersion",
    "Sides",
    "StorageError",
    "Subscription",
    "SubscriptionRequest",
    "Watch",
    "What",
]


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """A requested digest: where, when (None: as soon as possible), in which zone and language.

    ``still_due`` is whether a report of today is still to come: "as soon as possible" then begins today.
    """

    thread_id: int | None
    at_minute: int | None
    zone: ZoneInfo | None
    language: str | None
    still_due: bool = False


@dataclass(frozen=True)
class Actions(OwnChatActions):
    """The actions on stored chats, except the operator's.

    ``house`` is the zone of a chat that chose none, and of the nights. ``asked_at`` is when the request arrived, by
    ``time.monotonic``: nothing is stored for a chat that asked to be forgotten since then. None where nobody asked.
    """

    asked_at: float | None = None

    def for_question(self, asked_at: float | None) -> Actions:
        """Return these actions for a request that arrived at this time of ``time.monotonic``."""
        return replace(self, asked_at=asked_at)

    @property
    def reader_version(self) -> int:
        return READER.version

    def read(self, channel: str, message_id: int, posted: datetime, text: str) -> Reading:
        """Return the reading of a post without storing it. A number beyond all bounds is withheld here too."""
        reading = READER.read(Post(channel, message_id, posted, text))
        if isinstance(reading, Tally) and READER.judge(reading, ()).held:
            return Unreadable(IMPLAUSIBLE)
        return reading

    def spelled(self, text: str, entities: Iterable[tuple[str, int, int]]) -> str:
        """Return a text as posts are stored: with marks where entities (type, offset, length) strike out or quote."""
        return with_spans(text, [MarkedSpan(*one) for one in entities])

    async def chat(self, chat_id: int) -> ChatSettings | None:
        """Return the settings of a chat; None where it is not stored."""
        return await self.store.read(chats.chat, chat_id)

    async def subscribe(self, chat_id: int, wish: SubscriptionRequest) -> DueDigest | None:
        """Subscribe the chat; return its first digest, None where it asked to be forgotten meanwhile."""
        now = self.now()
        today = this_morning(self.house, now) if wish.at_minute is None and wish.still_due else None

        def keep(db: Transaction) -> DueDigest:
            kept = chats.chat(db, chat_id)
            zone = wish.zone or zone_or(kept.zone if kept else None, self.house)[0]
            first = today or next_morning(wish.at_minute, zone, self.house, now)
            chats.remember(db, chat_id, wish.language, now)
            if wish.zone:
                chats.choose_zone(db, chat_id, wish.zone.key, now)
            chats.subscribe(db, chat_id, Subscription(wish.thread_id, wish.at_minute, first.at, first.day))
            return first

        return await self._keep(chat_id, keep)

    async def choose_zone(self, chat_id: int, zone: ZoneInfo) -> None:
        """Save the chat's time zone; its digest keeps its time of day, or still comes as soon as possible."""
        now = self.now()

        def keep(db: Transaction) -> None:
            chats.choose_zone(db, chat_id, zone.key, now)
            kept = chats.chat(db, chat_id)
            if kept and (old := kept.subscription) and old.at_minute is not None:
                first = next_morning(old.at_minute, zone, self.house, now)
                chats.subscribe(db, chat_id, Subscription(old.thread_id, old.at_minute, first.at, first.day))

        await self._keep(chat_id, keep)

    async def unsubscribe(self, chat_id: int) -> bool:
        """End the digest of a chat; return whether there was one."""
        return await self.store.write(chats.unsubscribe, chat_id)

    async def choose_language(self, chat_id: int, language: str) -> None:
        """Save the language of the chat."""
        await self._keep(chat_id, chats.choose_language, chat_id, language, self.now())

    async def choose_theme(self, chat_id: int, theme: str) -> None:
        """Save the theme of the chat's pictures."""
        await self._keep(chat_id, chats.choose_theme, chat_id, theme, self.now())

    async def choose_length(self, chat_id: int, length: Length) -> None:
        """Save how much the chat wants to be told."""
        await self._keep(chat_id, chats.choose_length, chat_id, length, self.now())

    async def choose_sides(self, chat_id: int, sides: Sides) -> None:
        """Save whose claims the chat wants to be told."""
        await self._keep(chat_id, chats.choose_sides, chat_id, sides, self.now())

    async def choose_late_side(self, chat_id: int, wanted: bool) -> None:
        """Save whether a side that comes after the digest is told by a message of its own."""
        await self._keep(chat_id, with_digest.choose_late_side, chat_id, wanted, self.now())

    async def choose_picture(self, chat_id: int, wanted: bool) -> None:
        """Save whether a chart comes with the digest."""
        await self._keep(chat_id, with_digest.choose_picture, chat_id, wanted, self.now())

    async def watches(self, chat_id: int) -> list[Watch]:
        """Return the watches of a chat."""
        return await self.store.read(watches.watches_of, chat_id)

    async def watch(self, chat_id: int, thread_id: int | None, language: str | None, wanted: Watch) -> None:
        """Add a watch: the chat is alerted as soon as a night brings this."""
        now = self.now()

        def keep(db: Transaction) -> None:
            chats.remember(db, chat_id, language, now)
            watches.watch(db, chat_id, thread_id, wanted, now)

        await self._keep(chat_id, keep)

    async def unwatch(self, chat_id: int, unwanted: Watch) -> None:
        """Delete a watch of the chat."""
        await self.store.write(watches.unwatch, chat_id, unwanted)

    async def set_silent(self, chat_id: int, silent: bool) -> None:
        """Save whether the digest comes without a sound."""
        await self.store.write(with_digest.set_silent, chat_id, silent)

    async def choose_topic(self, chat_id: int, thread_id: int | None) -> None:
        """Save the topic the digest goes to; None is the general one."""
        await self.store.write(with_digest.choose_topic, chat_id, thread_id)

    async def mute(self, chat_id: int, day: date) -> bool:
        """Skip the digest of this local date; return whether the chat has one."""
        return await self.store.write(with_digest.mute, chat_id, day)

    async def came_back(self, chat_id: int, language: str | None) -> None:
        """Record that the chat accepts messages again."""

        def keep(db: Transaction) -> None:
            chats.welcome(db, chat_id, language)
            own_chats.back(db, chat_id)

        await self.store.write(keep)

    async def blocked(self, chat_id: int, by: int | None = None) -> None:
        """Record that the bot was blocked or removed, and by whom (None: not known)."""

        def keep(db: Transaction) -> None:
            if by is not None:
                own_chats.removed_by(db, chat_id, by)
            chats.block(db, chat_id)

        await self.store.write(keep)

    async def migrated(self, old_id: int, new_id: int) -> None:
        """Record that a group became a supergroup, with a new id."""
        await self.store.write(chats.migrate_chat, old_id, new_id)

    async def forget(self, chat_id: int) -> None:
        """Delete everything of a chat, including what an answer on its way to it would record."""
        await self.store.write(chats.forget, chat_id)

    async def record_shown(
        self, chat_id: int, thread_id: int | None, language: str | None, posts: Iterable[Key | ShownVersion]
    ) -> None:
        """Record which numbers a chat was shown, and its language, so that a correction can reach it."""
        shown, now = list(posts), self.now()

        def keep(db: Transaction) -> None:
            chats.remember(db, chat_id, language, now)
            chats.record_shown(db, chat_id, thread_id, shown, now)

        await self._keep(chat_id, keep)

    async def _keep(
        self, chat_id: int, write: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Write about a chat in one transaction; None, and nothing written, where it asked to be forgotten since.

        What is written before the deletion is deleted by it; what comes later, by whichever program, is stopped here.
        """

        def unless_forgotten(db: Transaction) -> T | None:
            if self.asked_at is not None and forgotten.within(db, chat_id, time.monotonic() - self.asked_at):
                return None
            return write(db, *args, **kwargs)

        return await self.store.write(unless_forgotten)

    async def all_of(self, chat_id: int) -> AboutChat:
        """Return everything stored about a chat."""
        return await self.store.read(all_of, chat_id)

    async def sent_inline(self, message: InlineMessage, posts: Iterable[Key | ShownVersion]) -> None:
        """Record which numbers an inline message shows, so that a correction can reach it."""
        await self.store.write(inline_messages.remember, message, list(posts), self.now())

"""What a person may do with a channel or group of their own. Each action is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.digest_schedule import DueDigest, next_morning, this_morning
from bot.operator_actions import OperatorActions
from bot.zones import zone_or
from storage import Transaction
from storage.chats import chats, own_chats, with_digest
from storage.chats.chats import Length, Subscription
from storage.chats.own_chats import OwnChat


@dataclass(frozen=True, slots=True)
class OwnChatWish:
    """What is to stand in a channel or group: in which language, when (None: as soon as possible), how.

    ``still_due`` is whether a report of today is still to come: "as soon as possible" then begins today.
    """

    chat_id: int
    title: str
    is_channel: bool
    language: str
    at_minute: int | None
    with_picture: bool
    length: Length
    still_due: bool = False


@dataclass(frozen=True)
class OwnChatActions(OperatorActions):
    """The actions on channels and groups of a person's own. ``person`` is the id of their chat with the bot."""

    house: ZoneInfo

    async def own_chats(self, person: int) -> list[OwnChat]:
        """Return what a person set up, by title."""
        return await self.store.read(own_chats.of_person, person)

    async def set_up(self, person: int, wish: OwnChatWish) -> DueDigest | None:
        """Set a digest up, in the person's zone; return the first one, None where they asked to be forgotten meanwhile.

        A topic that was chosen in the group stays.
        """
        kept = await self.store.read(chats.chat, person)
        zone = zone_or(kept.zone if kept else None, self.house)[0]
        first = self._first(wish.at_minute, zone, still_due=wish.still_due)

        def keep(db: Transaction) -> None:
            now, before = self.now(), chats.chat(db, wish.chat_id)
            topic = before.subscription.thread_id if before and before.subscription else None
            chats.remember(db, person, None, now)
            chats.choose_language(db, wish.chat_id, wish.language, now)
            chats.choose_zone(db, wish.chat_id, zone.key, now)
            chats.choose_length(db, wish.chat_id, wish.length, now)
            with_digest.choose_picture(db, wish.chat_id, wish.with_picture, now)
            chats.subscribe(db, wish.chat_id, Subscription(topic, wish.at_minute, first.at, first.day))
            own_chats.set_up(db, wish.chat_id, wish.title, wish.is_channel, person)

        return first if await self._keep(person, keep) else None

    async def resume_own(self, own: OwnChat, at_minute: int | None) -> DueDigest:
        """Begin a digest again, or have it at another hour; return the first one."""
        zone = zone_or(own.zone, self.house)[0]
        first = self._first(at_minute, zone)
        digest = Subscription(own.thread_id, at_minute, first.at, first.day)
        await self.store.write(own_chats.resume, own.chat_id, digest)
        return first

    async def pause_own(self, chat_id: int) -> None:
        """End a digest until it is resumed."""
        await self.store.write(own_chats.pause, chat_id)

    async def end_own(self, chat_id: int) -> None:
        """End a digest for good."""
        await self.store.write(own_chats.end, chat_id)

    def _first(self, at_minute: int | None, zone: ZoneInfo, *, still_due: bool = False) -> DueDigest:
        now = self.now()
        today = this_morning(self.house, now) if at_minute is None and still_due else None
        return today or next_morning(at_minute, zone, self.house, now)

    async def _keep(self, chat_id: int, write: Callable[..., object], *args: object) -> bool:
        raise NotImplementedError

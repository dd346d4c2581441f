"""What a person may do with a channel or group of their own. Each action is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from bot.digest_schedule import DueDigest, next_morning, this_morning
from bot.operator_actions import OperatorActions
from bot.zones import zone_or
from storage import Transaction
from storage.chats import chats, own_chats, with_digest
from storage.chats.chats import Length, Subscription
from storage.chats.own_chats import OwnChat

P = ParamSpec("P")
T = TypeVar("T")


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

        def keep(db: Transaction) -> DueDigest:
            now, before, setter = self.now(), chats.chat(db, wish.chat_id), chats.chat(db, person)
            zone = zone_or(setter.zone if setter else None, self.house)[0]
            first = self._first(wish.at_minute, zone, still_due=wish.still_due)
            topic = before.subscription.thread_id if before and before.subscription else None
            chats.remember(db, person, None, now)
            chats.choose_language(db, wish.chat_id, wish.language, now)
            chats.choose_zone(db, wish.chat_id, zone.key, now)
            chats.choose_length(db, wish.chat_id, wish.length, now)
            with_digest.choose_picture(db, wish.chat_id, wish.with_picture, now)
            chats.subscribe(db, wish.chat_id, Subscription(topic, wish.at_minute, first.at, first.day))
            own_chats.set_up(db, wish.chat_id, wish.title, wish.is_channel, person)
            return first

        return await self._keep(person, keep)

    async def resume_own(self, own: OwnChat, at_minute: int | None) -> DueDigest | None:
        """Begin a digest again, or have it at another hour; return the first one, None where it was ended meanwhile."""

        def keep(db: Transaction) -> DueDigest | None:
            now = chats.chat(db, own.chat_id)
            if now is None or own_chats.title_of(db, own.chat_id) is None:
                return None
            first = self._first(at_minute, zone_or(now.zone, self.house)[0])
            topic = now.subscription.thread_id if now.subscription else own.thread_id
            own_chats.resume(db, own.chat_id, Subscription(topic, at_minute, first.at, first.day))
            return first

        return await self.store.write(keep)

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

    async def _keep(
        self, chat_id: int, write: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        raise NotImplementedError

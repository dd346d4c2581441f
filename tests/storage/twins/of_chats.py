"""What happens to chats: settings, subscriptions, watches, what they were shown, their channels, their moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.chats import chats, inline_messages, outdated, own_chats, topics, watches, with_digest
from storage.chats.chats import Length, Sides, Subscription
from storage.chats.inline_messages import InlineMessage
from storage.chats.own_chats import Loss
from storage.chats.watches import WaitingChat, Watch, What
from storage.engines.engine import Database
from storage.readings import current_figures
from storage.readings.load import Key
from tests.storage.twins.drawing import booleans, builds, integers, just, sampled_from, some_of
from tests.storage.twins.of_channels import CHANNELS

CHATS = (11, 22, 33, -100_500, -(2**40))


@dataclass(frozen=True, slots=True)
class OfChat:
    """Something happens to a chat; ``other`` is another one, ``minute`` one of the day."""

    what: str
    chat_id: int
    other: int = 11
    minute: int | None = None

    def __call__(self, db: Database, now: datetime) -> object:
        return HAPPENS[self.what](db, self, now)


def subscribed(db: Database, to: OfChat, now: datetime, thread_id: int | None = None) -> None:
    soon = now.replace(minute=0) + timedelta(hours=1)
    chats.subscribe(db, to.chat_id, Subscription(thread_id, to.minute, soon, soon.date()))


def welcomed(db: Database, to: OfChat, now: datetime) -> None:
    chats.remember(db, to.chat_id, "uk", now)
    subscribed(db, to, now)


def set_up(db: Database, to: OfChat, now: datetime) -> None:
    chats.remember(db, to.chat_id, None, now)
    subscribed(db, to, now, thread_id=5)
    own_chats.set_up(db, to.chat_id, f"Канал {to.chat_id % 2}", to.chat_id % 2 == 0, to.other)


def back(db: Database, to: OfChat, now: datetime) -> None:
    chats.welcome(db, to.chat_id, "ru")
    own_chats.back(db, to.chat_id)


def losses_told(db: Database, to: OfChat, now: datetime) -> list[tuple[Loss, bool]]:
    return [(one, own_chats.mark_told(db, one.chat_id)) for one in own_chats.untold_losses(db)]


HAPPENS: dict[str, Callable[[Database, OfChat, datetime], object]] = {
    "welcomed": welcomed,
    "subscribed": subscribed,
    "unsubscribed": lambda db, to, now: chats.unsubscribe(db, to.chat_id),
    "muted": lambda db, to, now: with_digest.mute(db, to.chat_id, now.date()),
    "silent": lambda db, to, now: with_digest.set_silent(db, to.chat_id, to.minute is None),
    "language": lambda db, to, now: chats.choose_language(db, to.chat_id, "en", now),
    "zone": lambda db, to, now: chats.choose_zone(db, to.chat_id, "Europe/Warsaw", now),
    "theme": lambda db, to, now: chats.choose_theme(db, to.chat_id, "dark", now),
    "length": lambda db, to, now: chats.choose_length(db, to.chat_id, Length.FULL, now),
    "sides": lambda db, to, now: chats.choose_sides(db, to.chat_id, Sides.UKRAINE, now),
    "late side": lambda db, to, now: with_digest.choose_late_side(db, to.chat_id, False, now),
    "picture": lambda db, to, now: with_digest.choose_picture(db, to.chat_id, True, now),
    "topic": lambda db, to, now: with_digest.choose_topic(db, to.chat_id, 9),
    "topic gone": lambda db, to, now: topics.leave(db, to.chat_id, 5),
    "set up": set_up,
    "paused": lambda db, to, now: own_chats.pause(db, to.chat_id),
    "ended": lambda db, to, now: own_chats.end(db, to.chat_id),
    "lost": lambda db, to, now: own_chats.lose(db, to.chat_id),
    "removed": lambda db, to, now: own_chats.removed_by(db, to.chat_id, to.other),
    "losses told": losses_told,
    "moved": lambda db, to, now: chats.migrate_chat(db, to.chat_id, to.other),
    "forgotten": lambda db, to, now: chats.forget(db, to.chat_id),
    "blocked": lambda db, to, now: chats.block(db, to.chat_id),
    "back": back,
    "remembered": lambda db, to, now: chats.remember(db, to.chat_id, "en", now),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A chat is shown posts, or is told what changed since."""

    chat_id: int
    posts: tuple[Key, ...]
    told: bool

    def __call__(self, db: Database, now: datetime) -> object:
        if not self.told:
            chats.record_shown(db, self.chat_id, 5 if self.chat_id < 0 else None, self.posts, now)
            return None
        untold = current_figures.untold(db)
        found = [one for post in untold for one in outdated.outdated(db, post, 3)]
        many = outdated.changed_of(db, [one.chat_id for one in found], untold)
        return untold, found, many, outdated.mark_told(db, found[:2]), current_figures.settle(db)


@dataclass(frozen=True, slots=True)
class Watching:
    """A chat watches for something, or is told of it."""

    what: str
    chat_id: int
    wanted: Watch

    def __call__(self, db: Database, now: datetime) -> list[WaitingChat]:
        found: list[WaitingChat] = []
        if self.what == "watched":
            chats.remember(db, self.chat_id, None, now)
            watches.watch(db, self.chat_id, None, self.wanted, now)
        elif self.what == "unwatched":
            watches.unwatch(db, self.chat_id, self.wanted)
        elif self.what == "compared":
            watches.record_compared(db, now.date(), [Key(CHANNELS[0], 1, 1)])
        else:
            found = watches.waiting(db, now.date(), None, 2)
        for one in found:
            watches.mark_told(db, one.chat_id, now.date(), [waiting.watch for waiting in one.watches])
        return found


@dataclass(frozen=True, slots=True)
class Inline:
    """A message is sent inline, or edited because of what changed."""

    what: str
    number: int
    posts: tuple[Key, ...]

    def __call__(self, db: Database, now: datetime) -> list[inline_messages.OutdatedInline]:
        name, found = f"inline-{self.number}", list[inline_messages.OutdatedInline]()
        if self.what == "sent":
            inline_messages.remember(db, InlineMessage(name, f"night:{now.date()}", "uk"), self.posts, now)
        elif self.what == "forgotten":
            inline_messages.forget(db, name)
        elif self.what == "pruned":
            inline_messages.prune(db, now + timedelta(days=89))
        else:
            found = inline_messages.outdated(db, 3)
        for one in found[:1]:
            inline_messages.mark_told(db, one.message.inline_message_id, one.shown)
        return found


CHAT = sampled_from(CHATS)
POSTS = some_of(builds(Key, sampled_from(CHANNELS), integers(1, 4), integers(1, 2)), 1, 3)
WISHES = sampled_from(
    [
        *(Watch(What.LAUNCHED, least) for least in ("5", "50")),
        *(Watch(What.REGION, code) for code in ("UA-63", "RU-BEL")),
        *(Watch(What.RECORD), Watch(What.BALLISTIC)),
    ]
)
SHOWN = builds(Shown, CHAT, POSTS, booleans())
CHANGES = builds(OfChat, sampled_from(sorted(HAPPENS)), CHAT, CHAT, sampled_from([None, 540, 600]))
SUBSCRIPTIONS = builds(OfChat, just("welcomed"), CHAT, CHAT, sampled_from([None, 540]))
WATCHES = builds(Watching, sampled_from(["watched", "watched", "unwatched", "compared", "told"]), CHAT, WISHES)
INLINE = builds(Inline, sampled_from(["sent", "sent", "edited", "forgotten", "pruned"]), integers(1, 3), POSTS)

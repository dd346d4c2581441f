"""What happens to what chats are owed, and what else a bot keeps: notices, waits, pictures, pulses, leases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import chart_cache, pulses
from storage.chart_cache import ChartSlot, KeptPicture
from storage.chats import subscriptions
from storage.engines.engine import Database
from storage.fleet import leases, presses, readers, updates
from storage.outbox import claims, deliveries, digests, expiry, flood_waits, notices, repair, told_once
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.pulses import KeptPulse
from storage.readings.load import Key
from tests.storage.twins.drawing import booleans, builds, integers, sampled_from
from tests.storage.twins.of_channels import CHANNELS
from tests.storage.twins.of_chats import CHAT

SLOT = ChartSlot("trend:kpszsu:30", "uk", "dark")
ENDS: dict[str, Callable[[Database, claims.Delivery, datetime], object]] = {
    "sent": lambda db, one, now: claims.sent(db, one.key, 7, [Key(CHANNELS[0], 1, 1)], now),
    "put back": lambda db, one, now: claims.put_back(db, one.key, now + timedelta(minutes=1)),
    "doubtful": lambda db, one, now: claims.doubt(db, one.key, now),
    "again": lambda db, one, now: claims.try_again(db, one.key, now),
    "refused": lambda db, one, now: claims.refused(db, one.key, "bad", now),
    "gone": lambda db, one, now: claims.gone(db, one.key, one.chat_id, "blocked", now),
    "moved": lambda db, one, now: claims.migrated(db, one.key, one.chat_id, -(2**40), now),
    "parked": lambda db, one, now: claims.park(db, one.key, "unreadable", now),
    "open": lambda db, one, now: None,
}


@dataclass(frozen=True, slots=True)
class Owe:
    """A chat is owed a message in parts, or has a digest skipped."""

    kind: DeliveryKind
    chat_id: int
    number: int
    lacks: tuple[str, ...]

    def __call__(self, db: Database, now: datetime) -> int:
        key = f"{'alarm:' if self.number == 3 else ''}{self.kind}:{self.chat_id}:{self.number}"
        if self.number == 2:
            deliveries.skip_digest(db, key, self.chat_id, "muted", now)
            return 0
        ends = now + timedelta(hours=6) if self.number else None
        edits = "digest:11:1" if self.kind is DeliveryKind.COMPLETION else None
        one = Owed(key, self.kind, self.chat_id, None, f"body {self.number} Ж", edits=edits, night=now.date(),
                   lacks=self.lacks, expires_at=ends, due_at=now - timedelta(minutes=self.number))  # fmt: skip
        part = Owed(f"{key}#2", self.kind, self.chat_id, 5, "part", silent=True, after=key, answers=key)
        return deliveries.enqueue(db, [one, part] if self.number else [one], now)


@dataclass(frozen=True, slots=True)
class Send:
    """The next message is begun, and something comes of it."""

    end: str
    copies_first: bool
    without: tuple[str, ...]

    def __call__(self, db: Database, now: datetime) -> object:
        found = claims.begin(db, now, copies_first=self.copies_first, without=self.without)
        return found and (found, ENDS[self.end](db, found, now))


@dataclass(frozen=True, slots=True)
class Do:
    """The operator, or the bot by itself, does something."""

    what: str
    number: int

    def __call__(self, db: Database, now: datetime) -> object:
        return DOES[self.what](db, self.number, now)


def drafted(db: Database, number: int, now: datetime) -> object:
    name = notices.draft(db, ("a", "Ж %", "it's")[number % 3], now)
    return name, notices.confirm(db, name)


def told_all(db: Database, number: int, now: datetime) -> object:
    found = notices.confirmed(db)
    for one in found[:1]:
        notices.owed(db, one.notice)
    return found, notices.audience(db, None, 2), notices.audience(db, 11, 2)


def told_once_each(db: Database, number: int, now: datetime) -> object:
    found = told_once.untold(db, [f"held:{one}" for one in range(4)])
    told_once.mark_told(db, f"held:{number}", now)
    return sorted(found)


def advanced(db: Database, number: int, now: datetime) -> object:
    due = [
        one
        for at in subscriptions.due_moments(db, now)
        for one in subscriptions.due_chats(db, at, None, 10, with_notes=True)
    ]
    subscriptions.advance(db, [(one.chat_id, now + timedelta(days=1), now.date()) for one in due[:2]])
    return due


def drawn(db: Database, number: int, now: datetime) -> object:
    chart_cache.keep(db, SLOT, f"{number}", KeptPicture(b"\x00\xff'%s", "«Ж»", None), now)
    chart_cache.save_file_id(db, SLOT, "1", "file")
    return chart_cache.delete_older(db, now)


def leased(db: Database, number: int, now: datetime) -> object:
    clock = int(now.timestamp() * 1000)
    return leases.take(db, "tick", f"holder {number}", clock), leases.all_leases(db)


DOES: dict[str, Callable[[Database, int, datetime], object]] = {
    "drafted": drafted,
    "told all": told_all,
    "halted": lambda db, number, now: notices.halt_sending(db, now),
    "resumed": lambda db, number, now: notices.resume_sending(db),
    "told once": told_once_each,
    "advanced": advanced,
    "incomplete": lambda db, number, now: digests.incomplete_nights(db),
    "completed": lambda db, number, now: digests.completed(db, f"digest:{11 * number}:1", ()),
    "expired": lambda db, number, now: expiry.expire(db, now),
    "pruned": lambda db, number, now: expiry.prune(db, now + timedelta(days=6)),
    "interrupted": lambda db, number, now: repair.mark_interrupted(db, now),
    "capped": lambda db, number, now: repair.cap_waits(db, now - timedelta(hours=1)),
    "waits": lambda db, number, now: flood_waits.keep(db, number, now + timedelta(minutes=number)),
    "waited": lambda db, number, now: flood_waits.prune(db, now),
    "drawn": drawn,
    "beaten": lambda db, number, now: pulses.keep(
        db, [KeptPulse("tick", now, number, 0, "ж", now), KeptPulse("send", None, 0, 1, None, now)]
    ),
    "leased": leased,
    "pressed": lambda db, number, now: presses.press_once(db, number, "button", now, timedelta(minutes=5)),
    "let go": lambda db, number, now: presses.prune(db, now),
    "updated": lambda db, number, now: updates.take_once(db, number, "taker", now),
    "of old updates": lambda db, number, now: updates.prune(db, now),
    "reads": lambda db, number, now: readers.record(db, f"reader {number}", now),
}
KINDS = sampled_from([*[DeliveryKind.DIGEST] * 3, *DeliveryKind])
OWED = builds(Owe, KINDS, CHAT, integers(0, 3), sampled_from([(), ("kpszsu",), ("kpszsu", "mod_russia")]))
SENDING = builds(Send, sampled_from(sorted(ENDS)), booleans(), sampled_from([(), ("digest:11:1",), ("a", "b%s")]))
DOING = builds(Do, sampled_from(sorted(DOES)), integers(1, 3))

"""Two hosts of overnight in a test, each with a database of its own, and the records they hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.hosts.merge import MergedRecord, merge_record
from bot.hosts.write import Written, head_for, write_record
from parsers.records import Sighting
from storage import Store
from storage.posts.intake import take_in
from storage.views.host_record import holdings
from tests.tiny_reader import TINY_READER

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
CHANNELS = ("kpszsu", "mod_russia")
IDS: dict[str, int | None] = {"kpszsu": 1223955273, "mod_russia": None}


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def seen(
    message_id: int, text: str | None, minute: float, *, transport: str = "preview", members: Sequence[int] = ()
) -> Sighting:
    return Sighting(message_id, NOON, text, at(minute), transport, members=tuple(members))


def night(launched: int) -> str:
    return f"TALLY 2026-09-01 launched {launched} downed 6"


def take(store: Store, *sightings: Sighting) -> None:
    store.write_now(take_in, "kpszsu", sightings, TINY_READER)


def record(store: Store, path: Path, *, every: bool = False) -> Written:
    """Write a host's record to a path."""
    known = store.read_now(holdings, CHANNELS, every)
    assert known
    with path.open("wb") as out:
        return write_record(store, head_for(known, None, None, every, LATER), out)


def merge(store: Store, path: Path) -> MergedRecord:
    return merge_record(path, IDS, store, TINY_READER, lambda: LATER, progress=lambda _: None)

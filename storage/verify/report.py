"""The report on a checked database: its checks, its parts, and the whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from storage.location import Location

# The tables of each part, by a name people understand. Unknown tables belong to the last part.
PARTS: dict[str, tuple[str, ...]] = {
    "posts and their texts": ("channels", "posts", "album_members", "revisions", "sightings"),
    "readings": (
        "readings",
        "current_readings",
        "lines",
        "places",
        "doubts",
        "decisions",
        "past_readings",
        "figures",
        "current_figures",
    ),
    "chats": (
        "chats",
        "subscriptions",
        "watches",
        "shown",
        "own_chats",
        "set_up_by",
        "inline_messages",
        "inline_shown",
        "forgotten",
    ),
    "messages that are owed": (
        "deliveries",
        "bodies",
        "notices",
        "flood_waits",
        "halts",
        "watched_nights",
        "told_operator",
    ),
    "what replicas share": ("leases", "updates", "presses", "seen_readers"),
    "state of the following": ("cursors", "gaps", "freshness", "requests", "unread_pages", "pulses"),
    "others' tables": ("outside_tables", "outside_reports", "outside_figures", "outside_verdicts"),
    "pictures": ("pictures",),
    "history of the schema": ("_sqlite_migrations",),
}
OTHER = "rest"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check, with a sentence about it; ``where`` names at most twenty places."""

    name: str
    ok: bool
    sentence: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """How a database is built: the check of that, its tables, and which are damaged or cannot be read through."""

    check: Check
    tables: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()
    misbuilt: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """The results of all checks. ``parts`` says of each part whether it is intact; empty where that is not known."""

    location: Location
    checks: tuple[Check, ...]
    parts: dict[str, bool]

    @property
    def whole(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def sentence(self) -> str:
        """Return a summary for people."""
        if self.whole:
            return f"{self.location} is intact."
        if not self.parts:
            return f"{self.location} is damaged where its schema is stored: none of it can be read. {self._restore}"
        bad = [name for name, ok in self.parts.items() if not ok]
        if not bad:
            return f"Every part of {self.location} can be read, but: {self._complaints()}"
        good = [name for name, ok in self.parts.items() if ok]
        told = f"These parts of {self.location} are damaged: {', '.join(bad)}. "
        told += f"These are intact: {', '.join(good)}. " if good else "No part is intact. "
        return told + (_REREAD if bad == ["readings"] else self._restore)

    @property
    def _restore(self) -> str:
        does = "'overnight restore'" if isinstance(self.location, Path) else "PostgreSQL's pg_restore"
        return f"{does} replaces it with a backup."

    def _complaints(self) -> str:
        return " ".join(check.sentence for check in self.checks if not check.ok)


_REREAD = "'overnight reread' makes the readings again from the texts."


def part_of(table: str) -> str:
    """Return the part that a table belongs to."""
    return next((part for part, tables in PARTS.items() if table in tables), OTHER)


def parts_of(tables: Collection[str], broken: Collection[str]) -> dict[str, bool]:
    """Return for each part that has any of these tables whether none of them is damaged."""
    named = dict.fromkeys(part_of(table) for table in (*(t for known in PARTS.values() for t in known), *tables))
    bad = {part_of(table) for table in broken}
    present = {part_of(table) for table in tables}
    return {part: part not in bad for part in named if part in present}

"""What is said of a database that was looked at: of each check, of each part, and of the whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

# The tables of each part, by the name people know it under. What a newer overnight adds is of the last.
PARTS: dict[str, tuple[str, ...]] = {
    "posts and their texts": ("channels", "posts", "album_members", "revisions", "sightings"),
    "readings": (
        "readings",
        "current_readings",
        "lines",
        "places",
        "doubts",
        "decisions",
        "figures",
        "current_figures",
    ),
    "chats": ("chats", "subscriptions", "watches", "shown", "inline_messages", "inline_shown"),
    "messages that are owed": (
        "deliveries",
        "bodies",
        "notices",
        "flood_waits",
        "halts",
        "watched_nights",
        "told_operator",
    ),
    "state of the following": ("cursors", "gaps", "freshness", "requests", "unread_pages", "pulses"),
    "pictures": ("pictures",),
    "history of the schema": ("_sqlite_migrations",),
}
OTHER = "rest"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and a sentence of what was found; ``where`` names at most twenty places."""

    name: str
    ok: bool
    sentence: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked at. ``parts`` says of each part whether it is whole; empty where no part can be told."""

    path: Path
    checks: tuple[Check, ...]
    parts: dict[str, bool]

    @property
    def whole(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def sentence(self) -> str:
        """What a person needs to know of it."""
        if self.whole:
            return f"{self.path} is whole."
        if not self.parts:
            return f"{self.path} is damaged where it tells what is in it: nothing of it can be read. {_RESTORE}"
        bad = [name for name, ok in self.parts.items() if not ok]
        if not bad:
            return f"Every part of {self.path} can be read, but: {self._complaints()}"
        good = [name for name, ok in self.parts.items() if ok]
        told = f"These parts of {self.path} are not whole: {', '.join(bad)}. "
        told += f"These are whole: {', '.join(good)}. " if good else "No part is whole. "
        return told + (_REREAD if bad == ["readings"] else _RESTORE)

    def _complaints(self) -> str:
        return " ".join(check.sentence for check in self.checks if not check.ok)


_RESTORE = "'overnight restore' puts a backup in its place."
_REREAD = "'overnight reread' makes the readings anew from the texts."


def part_of(table: str) -> str:
    """The part that a table belongs to."""
    return next((part for part, tables in PARTS.items() if table in tables), OTHER)


def parts_of(tables: Collection[str], broken: Collection[str]) -> dict[str, bool]:
    """For each part that has any of these tables, whether none of them is broken."""
    named = dict.fromkeys(part_of(table) for table in (*(t for known in PARTS.values() for t in known), *tables))
    bad = {part_of(table) for table in broken}
    present = {part_of(table) for table in tables}
    return {part: part not in bad for part in named if part in present}

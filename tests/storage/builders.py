"""Builders that put posts and readings into a test's database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypedDict, Unpack

from parsers.records import (
    Attacker,
    Claimant,
    Count,
    Doubt,
    Headline,
    Hedge,
    Kind,
    Line,
    Nights,
    Outcome,
    Precision,
    Reading,
    RegionCount,
    Scope,
    Tally,
    Verdict,
    Window,
    Words,
)
from storage.engines.engine import Database
from storage.readings import tallies

CLAIMANTS = {"kpszsu": Claimant.UA_AIR_FORCE, "mod_russia": Claimant.RU_MOD}
ATTACKERS = {"kpszsu": Attacker.RUSSIA, "mod_russia": Attacker.UKRAINE}


class LineMore(TypedDict, total=False):
    """What a line of a test may state beyond its number."""

    share: bool
    total: bool
    origins: tuple[str, ...]


class TallyMore(TypedDict, total=False):
    """What a tally of a test may state beyond its window and lines."""

    hit_sites: Count | None
    debris_sites: Count | None
    headline: Headline | None
    origins: tuple[str, ...]
    targets: tuple[str, ...]
    downed_over: tuple[str, ...]
    regions: tuple[RegionCount, ...] | None
    doubts: tuple[Doubt, ...]


NOW = datetime(2026, 10, 8, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    """Return ``2026-09-22 05:31`` as that minute in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def post(db: Database, channel: str, message_id: int, posted: str, *texts: str | None) -> None:
    """Store a post with one revision per text, the first seen a minute after it was posted, then one an hour."""
    published = int(at(posted).timestamp())
    db.execute("INSERT INTO channels (channel) VALUES (?) ON CONFLICT DO NOTHING", (channel,))
    db.execute(
        "INSERT INTO posts (channel, message_id, published_at, is_edited) VALUES (?, ?, ?, ?)",
        (channel, message_id, published, int(len(texts) > 1)),
    )
    for revision, text in enumerate(texts or ("",), start=1):
        seen = published + 60 + 3600 * (revision - 1)
        db.execute(
            """INSERT INTO revisions
                (channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'preview')""",
            (channel, message_id, revision, text, f"{revision}", seen, seen),
        )


def followed(db: Database, channel: str, last_good: str | None) -> None:
    """Store a channel that was tried, and last read without failure at ``last_good``."""
    good = int(at(last_good).timestamp()) if last_good else None
    db.execute(
        """INSERT INTO freshness (channel, last_tried_at, last_good_at, failures, restarts) VALUES (?, ?, ?, 0, 0)
            ON CONFLICT (channel) DO UPDATE
            SET last_tried_at = excluded.last_tried_at, last_good_at = excluded.last_good_at""",
        (channel, good or 0, good),
    )


def line(
    outcome: Outcome,
    number: int | None,
    *weapons: str,
    kind: Kind = Kind.DRONE,
    hedge: Hedge | None = None,
    words: Words = (0, 0),
    **more: Unpack[LineMore],
) -> Line:
    hedge = hedge or (Hedge.EXACT if number is not None else Hedge.NOT_STATED)
    return Line(outcome, kind, weapons, number, hedge, words, **more)


def tally(
    channel: str, start: str, end: str, *lines: Line, scope: Scope = Scope.NATIONAL, **more: Unpack[TallyMore]
) -> Tally:
    return Tally(
        format="made_up",
        scope=scope,
        claimant=CLAIMANTS[channel],
        attacker=ATTACKERS[channel],
        window=Window(at(start), at(end), Precision.MINUTE, (0, 10)),
        lines=lines,
        **more,
    )


def reading(
    db: Database,
    channel: str,
    message_id: int,
    what: Reading,
    *,
    night: str | None = None,
    ends_on: str | None = None,
    revision: int = 1,
    judged: Verdict | None = None,
) -> None:
    """Store the reading of a revision; ``ends_on`` defaults to the date of the night."""
    speaks_for, ends = (date.fromisoformat(day) if day else None for day in (night, ends_on or night))
    nights = Nights(speaks_for, ends)
    tallies.save(db, channel, message_id, revision, what, reader_version=1, reader=None, nights=nights, judged=judged)


def night(
    db: Database,
    /,
    channel: str,
    message_id: int,
    day: str,
    *lines: Line,
    posted: str = "05:30",
    scope: Scope = Scope.NATIONAL,
    **more: Unpack[TallyMore],
) -> None:
    """A night tally to ``day``, 15:00 UTC of the day before to 05:00 UTC, posted at 05:30 UTC."""
    before = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    post(db, channel, message_id, f"{day} {posted}", "")
    what = tally(channel, f"{before} 15:00", f"{day} 05:00", *lines, scope=scope, **more)
    reading(db, channel, message_id, what, night=day)

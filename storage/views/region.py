"""When each side named a region last, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from parsers.records import Words
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import Sources, sources_of

DATES = 30


class RegionRole(StrEnum):
    """The role in which a place is named."""

    ORIGIN = "origin"
    TARGET = "target"
    DOWNED_OVER = "downed_over"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Mention:
    """A region named in one national tally. ``number`` only where the post prints one for it, with its ``words``."""

    key: Key
    ends_on: date
    night: date | None
    role: RegionRole
    number: int | None
    words: Words | None


@dataclass(frozen=True, slots=True)
class RegionSide:
    """A region as one channel names it.

    ``last`` are the mentions of the newest tally that names it; ``mentions`` all those of the last dates, newest first;
    ``named`` is on how many of those dates it is named, out of the ``reported`` ones that have a national tally.
    """

    channel: str
    last: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    named: int
    reported: int


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region over the dates from ``first`` to ``last``. "Named" means only that a post names it."""

    region: str
    first: date
    last: date
    sides: tuple[RegionSide, ...]


def region_view(db: Database, channels: Sequence[str], region: str, last: date, dates: int = DATES) -> RegionView:
    """Return a region (ISO 3166-2, or a slug) as the channels name it on the ``dates`` dates up to ``last``."""
    first = last - timedelta(days=dates - 1)
    return RegionView(region, first, last, tuple(_side(db, channel, region, first, last) for channel in channels))


def last_sources(db: Database, view: RegionView) -> Sources:
    """Return each channel's post that named the region last."""
    return sources_of(db, [side.last[0].key for side in view.sides if side.last])


def _side(db: Database, channel: str, region: str, first: date, last: date) -> RegionSide:
    every = _mentions(db, channel, region, last)
    recent = tuple(mention for mention in every if mention.ends_on >= first)
    return RegionSide(
        channel=channel,
        last=tuple(mention for mention in every if mention.key == every[0].key),
        mentions=recent,
        named=len({mention.ends_on for mention in recent}),
        reported=_reported(db, channel, first, last),
    )


def _mentions(db: Database, channel: str, region: str, last: date) -> list[Mention]:
    """Return every mention up to ``last``, newest tally first."""
    rows = db.execute(
        """SELECT channel, message_id, revision, ends_on, night, role, number, words_start, words_end
            FROM places JOIN current_readings USING (channel, message_id, revision)
            WHERE place = ? AND channel = ? AND reading = 'tally' AND ends_on <= ?
                AND COALESCE(judged_scope, scope) = 'national'
            ORDER BY ends_on DESC, message_id DESC, role, position""",
        (region, channel, last.isoformat()),
    ).fetchall()
    return [mention_of(row) for row in rows]


def mention_of(row: tuple[Any, ...]) -> Mention:
    """Return a mention from its row: the version of the post, its dates, the role, the number and its words."""
    channel, message_id, revision, ends_on, night, role, number, start, end = row
    return Mention(
        key=Key(channel, message_id, revision),
        ends_on=date.fromisoformat(str(ends_on)),
        night=date.fromisoformat(str(night)) if night else None,
        role=RegionRole(str(role)),
        number=number,
        words=None if start is None else (start, end),
    )


def _reported(db: Database, channel: str, first: date, last: date) -> int:
    (count,) = db.execute(
        """SELECT COUNT(DISTINCT ends_on) FROM current_readings
            WHERE channel = ? AND ends_on BETWEEN ? AND ? AND reading = 'tally'
                AND COALESCE(judged_scope, scope) = 'national'""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchone()
    return int(count)

"""What is not known of a channel: nights without a report, and posts that were never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage.channels.gaps import Gap, gaps
from storage.engines.engine import Database
from storage.views.missing_nights import MissingNight, missing_view
from storage.views.readings import Sources, moment, sources_of
from storage.views.series import first_night


@dataclass(frozen=True, slots=True)
class Unseen:
    """Posts ``from_id`` to ``to_id`` were never seen; ``after`` and ``before`` are the times of the seen ones around.

    Either is None where there is no post on that side.
    """

    from_id: int
    to_id: int
    after: datetime | None
    before: datetime | None


@dataclass(frozen=True, slots=True)
class GapsSide:
    """One channel: its first stored night (None: there is none), the missing nights, the posts never seen."""

    channel: str
    first_night: date | None
    missing: tuple[MissingNight, ...]
    unseen: tuple[Unseen, ...]


@dataclass(frozen=True, slots=True)
class GapsView:
    """What is not known of the dates from ``first`` to ``last``, both included, of each channel.

    Dates before a channel's first night are not listed as missing: nothing is stored of them.
    """

    first: date
    last: date
    sides: tuple[GapsSide, ...]


def gaps_view(db: Database, channels: Sequence[str], first: date, last: date, zone: ZoneInfo) -> GapsView:
    """Return the gaps from first to last; a refused report without a window counts on its post's date in ``zone``."""
    return GapsView(first, last, tuple(_side(db, channel, first, last, zone) for channel in channels))


def refused_sources(db: Database, view: GapsView) -> Sources:
    """Return the posts that could not be read, or have a figure that nobody confirmed."""
    missing = [night for side in view.sides for night in side.missing]
    return sources_of(db, [key for night in missing for key in (*night.refused, *night.held)])


def _side(db: Database, channel: str, first: date, last: date, zone: ZoneInfo) -> GapsSide:
    known_from = first_night(db, channel)
    since = max(first, known_from) if known_from else first
    unseen = (_unseen(db, gap) for gap in reversed(gaps(db, channel)))
    return GapsSide(
        channel=channel,
        first_night=known_from,
        missing=missing_view(db, channel, since, last, zone) if since <= last else (),
        unseen=tuple(one for one in unseen if _touches(one, first, last, zone)),
    )


def _unseen(db: Database, gap: Gap) -> Unseen:
    around = db.execute(
        """SELECT (SELECT MAX(published_at) FROM posts WHERE channel = ? AND message_id < ?),
            (SELECT MIN(published_at) FROM posts WHERE channel = ? AND message_id > ?)""",
        (gap.channel, gap.from_id, gap.channel, gap.to_id),
    ).fetchone()
    after, before = (None if seconds is None else moment(seconds) for seconds in around)
    return Unseen(gap.from_id, gap.to_id, after, before)


def _touches(one: Unseen, first: date, last: date, zone: ZoneInfo) -> bool:
    """Return whether some of the posts may be from the dates first to last."""
    begins = one.after.astimezone(zone).date() if one.after else first
    ends = one.before.astimezone(zone).date() if one.before else last
    return begins <= last and ends >= first

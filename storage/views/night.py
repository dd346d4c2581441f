"""The night of a date, and everything else the channels report of that date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations
from zoneinfo import ZoneInfo

from parsers.records import NIGHT_TOLD_TWICE, Scope, Tally
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.days import shifted
from storage.views.readings import HeldView, Report, TallyView, shown


@dataclass(frozen=True, slots=True)
class NightSide:
    """What one channel says of a date.

    ``night`` is the national tally of the night (of two the later post), ``windows`` the other national tallies that
    end on the date, by their posts. ``others`` counts nowhere: regional, interim, daily, corrections, unreadable, held.
    ``overlapping`` are pairs of national tallies whose windows share time: they may count the same weapons twice. A
    second tally of the night itself (a doubt says so) always overlaps it and is left out.
    """

    channel: str
    night: TallyView | None
    windows: tuple[TallyView, ...]
    others: tuple[Report, ...]
    overlapping: tuple[tuple[Key, Key], ...]

    @property
    def not_confirmed(self) -> tuple[HeldView, ...]:
        """Return the reports of the date that are held back."""
        return tuple(one for one in self.others if isinstance(one, HeldView))


@dataclass(frozen=True, slots=True)
class NightView:
    """A date as every followed channel reports it, in the order of the channels."""

    day: date
    sides: tuple[NightSide, ...]


def night_view(db: Database, channels: Sequence[str], day: date, zone: ZoneInfo) -> NightView:
    """Return what the channels report of ``day``.

    An unreadable report without a window counts on the date of its post in ``zone``.
    """
    found = _keys(db, channels, day, zone)
    views = shown(db, found)
    return NightView(day, tuple(night_side(channel, day, views) for channel in channels))


def _keys(db: Database, channels: Sequence[str], day: date, zone: ZoneInfo) -> list[Key]:
    """Return the reports of a day, ordered by channel and post."""
    first, last = (int(datetime.combine(edge, time(), zone).timestamp()) for edge in (day, shifted(day, 1)))
    found: set[Key] = set()
    for channel in channels:
        ending = db.execute(
            """SELECT channel, message_id, revision FROM current_readings
                WHERE channel = ? AND ends_on = ?""",
            (channel, day.isoformat()),
        ).fetchall()
        refused = db.execute(
            """SELECT channel, message_id, revision FROM current_readings JOIN posts USING (channel, message_id)
                WHERE reading = 'unreadable' AND channel = ? AND ends_on IS NULL
                    AND published_at >= ? AND published_at < ?""",
            (channel, first, last),
        ).fetchall()
        found |= {Key(*row) for row in (*ending, *refused)}
    return sorted(found)


def night_side(channel: str, day: date, views: Sequence[Report]) -> NightSide:
    """Return what a channel says of a date, of all reports of that date."""
    own = [view for view in views if view.source.channel == channel]
    national = national_tallies(own)
    night = max(
        (view for view in national if view.night == day),
        key=lambda view: (view.source.posted_at, view.source.message_id),
        default=None,
    )
    return NightSide(
        channel=channel,
        night=night,
        windows=tuple(view for view in national if view is not night),
        others=tuple(view for view in own if view not in national),
        overlapping=overlapping([view for view in national if view is night or not is_told_twice(view)]),
    )


def national_tallies(reports: Iterable[Report]) -> list[TallyView]:
    """Return the tallies that count in totals."""
    return [one for one in reports if isinstance(one, TallyView) and one.scope is Scope.NATIONAL]


def is_told_twice(view: TallyView) -> bool:
    """Return whether another report that is no version of this one tells its night."""
    return any(doubt.code == NIGHT_TOLD_TWICE for doubt in view.doubts)


def overlapping(views: Sequence[TallyView]) -> tuple[tuple[Key, Key], ...]:
    """Return the pairs whose windows share time; windows known only by their dates are left out."""
    return tuple(
        (one.source.key, other.source.key)
        for one, other in combinations(views, 2)
        if share_time(one.tally, other.tally)
    )


def share_time(one: Tally, other: Tally) -> bool:
    """Return whether the windows of two tallies are known to share time."""
    edges = [hours(one), hours(other)]
    if None in edges:
        return False
    (start, end), (begin, finish) = (edge for edge in edges if edge)
    return start < finish and begin < end


def hours(tally: Tally) -> tuple[datetime, datetime] | None:
    """Return the edges of a window in hours; None where it has dates alone."""
    window = tally.window
    if window and isinstance(window.start, datetime) and isinstance(window.end, datetime):
        return window.start, window.end
    return None

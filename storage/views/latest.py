"""The newest night of each side, and why a side has nothing newer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from parsers.records import Scope
from storage.channels.cursors import paused_by_operator
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import HeldView, TallyView, UnreadableView, moment, shown

# This many polls in a row must fail before a channel counts as unreachable: a short hiccup is no news.
POLLS_OF_PATIENCE = 10
# A channel posts at most three or four reports between two nights.
REPORTS_AFTER = 20


class Silence(StrEnum):
    """Why a side has nothing newer to say."""

    NOT_POSTED = "not_posted"
    UNREACHABLE = "unreachable"
    NOT_UNDERSTOOD = "not_understood"
    PAUSED = "paused"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True)
class LastPost:
    """When the newest post of a channel was published, and whether it is a report, read or not."""

    at: datetime
    is_report: bool


@dataclass(frozen=True, slots=True)
class LatestSide:
    """The newest night of one channel.

    ``age`` is how many days before today it is. ``after`` are the national tallies of other windows posted since,
    oldest first. ``not_understood`` is the newest report if it could not be read, ``not_confirmed`` the newest one
    since that night that is held back. ``last_post`` is None where nothing of the channel is stored, ``last_good_at``
    where no page of it was ever read.
    """

    channel: str
    night: TallyView | None
    age: int | None
    after: tuple[TallyView, ...]
    silence: Silence | None
    not_understood: UnreadableView | None
    last_good_at: datetime | None
    last_post: LastPost | None
    not_confirmed: HeldView | None = None


@dataclass(frozen=True, slots=True)
class LatestView:
    """The newest nights as of a moment, in the order of the channels; ``today`` is that moment's date."""

    as_of: datetime
    today: date
    sides: tuple[LatestSide, ...]

    @property
    def newest(self) -> date | None:
        """Return the newest night that a side has reported."""
        return max((side.night.night for side in self.sides if side.night and side.night.night), default=None)


def latest_view(
    db: Database, channels: Sequence[str], now: datetime, zone: ZoneInfo, patience: timedelta
) -> LatestView:
    """Return the newest nights as of ``now``, whose date is taken in ``zone``.

    A channel is unreachable when it was last read without failure longer than ``patience`` ago; one that was never
    tried (only imported) cannot be. One that the operator paused is not read.
    """
    today = now.astimezone(zone).date()
    last_good, paused = _last_good(db), paused_by_operator(db)
    sides = []
    for channel in channels:
        unreachable = channel in last_good and _stale(last_good[channel], now, patience)
        unread = Silence.PAUSED if channel in paused else Silence.UNREACHABLE if unreachable else None
        sides.append(_side(db, channel, today, unread, last_good.get(channel)))
    return LatestView(now, today, tuple(sides))


def patience_of(poll_seconds: float) -> timedelta:
    """Return how long a channel polled every ``poll_seconds`` may go unread before it counts as unreachable."""
    return timedelta(seconds=POLLS_OF_PATIENCE * poll_seconds)


def _last_good(db: Database) -> dict[str, datetime | None]:
    """Return when each channel that was ever tried was last read without failure."""
    rows = db.execute("SELECT channel, last_good_at FROM freshness").fetchall()
    return {channel: None if seconds is None else moment(seconds) for channel, seconds in rows}


def _stale(last_good: datetime | None, now: datetime, patience: timedelta) -> bool:
    return last_good is None or now - last_good > patience


def _side(db: Database, channel: str, today: date, unread: Silence | None, last_good_at: datetime | None) -> LatestSide:
    newest = _newest_night(db, channel, today)
    since = _reports_after(db, channel, newest.message_id if newest else -1)
    views = shown(db, [newest, *since] if newest else since)
    night = views[0] if newest and isinstance(views[0], TallyView) else None
    later = views[1:] if newest else views
    refused = later[-1] if later and isinstance(later[-1], UnreadableView) else None
    held = next((view for view in reversed(later) if isinstance(view, HeldView)), None)
    return LatestSide(
        channel=channel,
        night=night,
        age=(today - night.night).days if night and night.night else None,
        after=tuple(view for view in later if isinstance(view, TallyView) and view.scope is Scope.NATIONAL),
        silence=unread or _silence(refused, held, night, today),
        not_understood=refused,
        last_good_at=last_good_at,
        last_post=_last_post(db, channel),
        not_confirmed=held,
    )


def _silence(
    refused: UnreadableView | None, held: HeldView | None, night: TallyView | None, today: date
) -> Silence | None:
    """Return why a channel has nothing newer, if it is read; otherwise it is not known what was posted."""
    if refused:
        return Silence.NOT_UNDERSTOOD
    if held and held.night and (night is None or night.night != today):
        return Silence.NOT_CONFIRMED
    return Silence.NOT_POSTED if night is None or night.night != today else None


def _last_post(db: Database, channel: str) -> LastPost | None:
    """Return the post with the highest id, which is a channel's own order."""
    row = db.execute(
        """SELECT published_at, EXISTS (SELECT 1 FROM current_readings AS found
                WHERE found.channel = posts.channel AND found.message_id = posts.message_id
                    AND reading IN ('tally', 'unreadable'))
            FROM posts WHERE channel = ? ORDER BY message_id DESC LIMIT 1""",
        (channel,),
    ).fetchone()
    return LastPost(moment(row[0]), bool(row[1])) if row else None


def _newest_night(db: Database, channel: str, today: date) -> Key | None:
    """Return the tally of the newest night up to ``today``, the later post of two. A later date can only be a typo."""
    row = db.execute(
        """SELECT channel, message_id, revision FROM current_readings
            WHERE channel = ? AND night > '' AND night <= ?
            ORDER BY night DESC, message_id DESC LIMIT 1""",
        (channel, today.isoformat()),
    ).fetchone()
    return Key(*row) if row else None


def _reports_after(db: Database, channel: str, message_id: int) -> list[Key]:
    """Return the newest reports after a post, oldest first. A handful is enough: the next night comes within a day."""
    rows = db.execute(
        """SELECT channel, message_id, revision FROM current_readings
            WHERE reading IN ('tally', 'unreadable') AND channel = ? AND message_id > ?
            ORDER BY message_id DESC LIMIT ?""",
        (channel, message_id, REPORTS_AFTER),
    ).fetchall()
    return [Key(*row) for row in reversed(rows)]

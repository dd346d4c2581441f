"""How far each channel is known: times, not ages, so that it changes with a post and not with the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.engines.engine import Database
from storage.views.days import shifted
from storage.views.posting_hours import ENOUGH, posting_view
from storage.views.readings import moment

MIDNIGHT = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How far a channel is known.

    ``newest_post_at`` is when its newest known post was published, ``last_change_at`` when anything of it last changed:
    a post was published, or one of its reports was edited or went missing. Half of its nights are told by
    ``usual_from`` and nearly all by ``usual_to``, by the channel's own clock; None where too few are known.
    """

    channel: str
    newest_post_at: datetime | None
    last_change_at: datetime | None
    usual_from: time | None
    usual_to: time | None


def source_statuses(db: Database, zones: Mapping[str, ZoneInfo]) -> tuple[SourceStatus, ...]:
    """Return how far channels are known; ``zones`` are the channels in their order, with their clocks."""
    return tuple(_status(db, channel, zone) for channel, zone in zones.items())


def _status(db: Database, channel: str, zone: ZoneInfo) -> SourceStatus:
    (newest,) = db.execute("SELECT MAX(published_at) FROM posts WHERE channel = ?", (channel,)).fetchone()
    edited, missed = db.execute(
        """SELECT MAX(CASE WHEN revisions.revision > 1 THEN observed_at END), MAX(missed_since)
            FROM current_figures CROSS JOIN posts CROSS JOIN revisions
            WHERE current_figures.channel = ?
                AND posts.channel = current_figures.channel AND posts.message_id = current_figures.message_id
                AND revisions.channel = posts.channel AND revisions.message_id = posts.message_id""",
        (channel,),
    ).fetchone()
    (last,) = db.execute(
        "SELECT MAX(night) FROM current_readings WHERE channel = ? AND night > ''", (channel,)
    ).fetchone()
    before = shifted(date.fromisoformat(last), 1) if last else date.min
    hours = posting_view(db, channel, before, zone)
    is_known = hours.nights >= ENOUGH
    return SourceStatus(
        channel=channel,
        newest_post_at=moment(newest) if newest is not None else None,
        last_change_at=max((moment(at) for at in (newest, edited, missed) if at is not None), default=None),
        usual_from=_clock(hours.median) if is_known else None,
        usual_to=_clock(hours.late) if is_known else None,
    )


def _clock(after_midnight: timedelta | None) -> time | None:
    """Return a time of day; what comes a day late or later has none."""
    if after_midnight is None or not timedelta(0) <= after_midnight < timedelta(days=1):
        return None
    return (MIDNIGHT + after_midnight).time().replace(second=0)

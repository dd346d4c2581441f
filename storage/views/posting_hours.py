"""When a channel usually posts its night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from storage.engines.engine import Database
from storage.views.readings import moment

NIGHTS = 90
# "All but four" of ninety.
LATE = 0.95
# Fewer nights than these tell nothing of the hours; a report is late then from this hour on.
ENOUGH = 20
UNTOLD = timedelta(hours=11)


@dataclass(frozen=True, slots=True)
class PostingHoursView:
    """How long after midnight in a zone the last nights of a channel were posted.

    Half of the ``nights`` came by ``median``, all but ``later`` of them by ``late``; both are counted from midnight of
    the night's date and stay None where no night is kept.
    """

    channel: str
    nights: int
    median: timedelta | None
    late: timedelta | None
    later: int


def posting_view(db: Database, channel: str, before: date, zone: ZoneInfo, nights: int = NIGHTS) -> PostingHoursView:
    """Return the posting times of the last ``nights`` nights before the date ``before``, of each its first post."""
    rows = db.execute(
        """SELECT night, MIN(published_at) FROM current_readings JOIN posts USING (channel, message_id)
            WHERE channel = ? AND night > '' AND night < ?
            GROUP BY night ORDER BY night DESC LIMIT ?""",
        (channel, before.isoformat(), nights),
    ).fetchall()
    waits = sorted(_wait(date.fromisoformat(night), moment(posted), zone) for night, posted in rows)
    if not waits:
        return PostingHoursView(channel, 0, None, None, 0)
    late = waits[_rank(LATE, len(waits))]
    return PostingHoursView(
        channel=channel,
        nights=len(waits),
        median=waits[_rank(0.5, len(waits))],
        late=late,
        later=sum(wait > late for wait in waits),
    )


def deadline_view(db: Database, channel: str, night: date, zone: ZoneInfo) -> datetime:
    """Return when the report of a night is late: by then 95 of 100 of the last ``NIGHTS`` nights had been posted.

    With fewer than ``ENOUGH`` nights known it is ``UNTOLD`` on the wall clock of ``zone``.
    """
    view = posting_view(db, channel, night, zone)
    wait = view.late if view.late is not None and view.nights >= ENOUGH else UNTOLD
    return (datetime.combine(night, datetime.min.time()) + wait).replace(tzinfo=zone).astimezone(UTC)


def _wait(night: date, posted: datetime, zone: ZoneInfo) -> timedelta:
    """Return the time from midnight to the post by the wall clock, so that a clock change does not shift it an hour."""
    midnight = datetime.combine(night, datetime.min.time())
    return posted.astimezone(zone).replace(tzinfo=None) - midnight


def _rank(share: float, size: int) -> int:
    """Return the index of the nearest-rank quantile: the least value that at least ``share`` of them do not exceed."""
    return ceil(share * size) - 1

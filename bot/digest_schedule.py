"""Compute when a digest is due and which night it tells of: once per local date, also when the clock changes.

APScheduler's own rule misses or doubles a digest on days when the clock changes (1,400 of 34,944 cases tried).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# The reports of a night come from 07:00 on; until this hour the night before is the last one.
MORNING = timedelta(hours=6)
MORNING_MINUTE = 6 * 60
# "As soon as possible" ends this long after the morning began: later a night is no news.
ASAP_LASTS = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class DueDigest:
    """The digest of a local date, and the moment (UTC) from which it is due."""

    day: date
    at: datetime


def next_morning(at_minute: int | None, zone: ZoneInfo, house: ZoneInfo, after: datetime) -> DueDigest:
    """Return the first digest after a moment, at ``at_minute`` minutes after midnight in ``zone``.

    "As soon as possible" (None) starts with the morning of the channels' zone. Every local date has one moment: the
    first of a time that comes twice, and for a time the clock skips, the moment that long after midnight.
    """
    minute, where = (at_minute, zone) if at_minute is not None else (MORNING_MINUTE, house)
    today = after.astimezone(where).date()
    mornings = (_morning(today + timedelta(days=step), minute, where) for step in range(-1, 4))
    return next(morning for morning in mornings if morning.at > after)


def this_morning(house: ZoneInfo, now: datetime) -> DueDigest | None:
    """Return today's "as soon as possible" digest if its time has begun; None before that, and once it is useless."""
    today = _morning(now.astimezone(house).date(), MORNING_MINUTE, house)
    return today if today.at <= now <= today.at + ASAP_LASTS else None


def night_told(at: datetime, house: ZoneInfo) -> date:
    """Return the last night as of a moment."""
    return (at.astimezone(house).replace(tzinfo=None) - MORNING).date()


def night_not_over(at: datetime, house: ZoneInfo) -> date | None:
    """Return the night that is still going on at a moment, from midnight until the morning; None by day."""
    today = at.astimezone(house).date()
    return None if night_told(at, house) == today else today


def _morning(day: date, minute: int, zone: ZoneInfo) -> DueDigest:
    return DueDigest(day, datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC))

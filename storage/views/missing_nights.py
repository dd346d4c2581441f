"""The nights of which we know no national report of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from storage.engines.engine import Database
from storage.readings.load import Key, day_of
from storage.views.days import shifted
from storage.views.readings import moment
from storage.views.series import days, night_keys


@dataclass(frozen=True, slots=True)
class MissingNight:
    """A date without a night. ``windows`` are national tallies of other windows that end on it, ``refused`` the
    reports of that date that could not be read, ``held`` those with a figure that nobody confirmed: with none of them,
    nothing was posted, or nothing of it is known."""

    day: date
    windows: tuple[Key, ...]
    refused: tuple[Key, ...]
    held: tuple[Key, ...] = ()


def missing_view(db: Database, channel: str, first: date, last: date, zone: ZoneInfo) -> tuple[MissingNight, ...]:
    """Return every date from first to last without a night, oldest first; a refused report without a window counts on
    its post's date in ``zone``."""
    known = night_keys(db, channel, first, last)
    windows, refused = other_windows(db, channel, first, last), _refused(db, channel, first, last, zone)
    held = held_nights(db, channel, first, last)
    return tuple(
        MissingNight(day, tuple(windows.get(day, ())), tuple(refused.get(day, ())), tuple(held.get(day, ())))
        for day in days(first, last)
        if day not in known
    )


def days_without_report(missing: tuple[MissingNight, ...]) -> tuple[date, ...]:
    """Return the dates without any national report, neither of the night nor of another window."""
    return tuple(night.day for night in missing if not night.windows)


def other_windows(db: Database, channel: str, first: date, last: date) -> dict[date, list[Key]]:
    """Return national tallies that speak for no night, by the date on which their window ends."""
    rows = db.execute(
        """SELECT ends_on, channel, message_id, revision FROM current_readings
            WHERE channel = ? AND ends_on BETWEEN ? AND ? AND reading = 'tally' AND night IS NULL
                AND COALESCE(judged_scope, scope) = 'national' ORDER BY message_id""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return _by_day([(date.fromisoformat(ends_on), Key(*key)) for ends_on, *key in rows])


def held_nights(db: Database, channel: str, first: date, last: date) -> dict[date, list[Key]]:
    """Return the held reports of nights from first to last, by night."""
    rows = db.execute(
        """SELECT claimed_night, channel, message_id, revision FROM current_readings
            WHERE channel = ? AND claimed_night BETWEEN ? AND ? AND held IS NOT NULL ORDER BY message_id""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return _by_day([(date.fromisoformat(night), Key(*key)) for night, *key in rows])


def unconfirmed_days(db: Database, channel: str, missing: Sequence[date]) -> tuple[date, ...]:
    """Return those of the missing dates that have a held report."""
    held = held_nights(db, channel, missing[0], missing[-1]) if missing else {}
    return tuple(day for day in missing if day in held)


def _refused(db: Database, channel: str, first: date, last: date, zone: ZoneInfo) -> dict[date, list[Key]]:
    """Return refused reports by the date their window ends on, else by their post's date."""
    edges = (datetime.combine(first, time(), zone), datetime.combine(shifted(last, 2), time(), zone))
    rows = db.execute(
        """SELECT ends_on, published_at, channel, message_id, revision
            FROM current_readings JOIN posts USING (channel, message_id)
            WHERE channel = ? AND reading = 'unreadable' AND held IS NULL AND published_at >= ? AND published_at < ?
            ORDER BY message_id""",
        (channel, *(int(edge.timestamp()) for edge in edges)),
    ).fetchall()
    return _by_day(
        [(day_of(ends_on) or moment(posted).astimezone(zone).date(), Key(*key)) for ends_on, posted, *key in rows]
    )


def _by_day(found: list[tuple[date, Key]]) -> dict[date, list[Key]]:
    grouped: dict[date, list[Key]] = {}
    for day, key in found:
        grouped.setdefault(day, []).append(key)
    return grouped

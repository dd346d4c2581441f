"""The last nights on which a weapon is named by each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from parsers.records import Line
from storage.readings.load import Key
from storage.views.readings import Source, tallies_shown
from storage.views.weapon_groups import Share, WeaponGroup, groups

NIGHTS = 30
SHOWN = 3


@dataclass(frozen=True, slots=True)
class WeaponNight:
    """A night that names the weapon: what its post says of the groups and of the shares that do."""

    day: date
    source: Source
    groups: tuple[WeaponGroup, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class WeaponSide:
    """A weapon as one channel names it: its newest ``nights``, newest first.

    ``named`` is on how many of the last nights up to today it is named, out of the ``known`` ones.
    """

    channel: str
    nights: tuple[WeaponNight, ...]
    named: int
    known: int


@dataclass(frozen=True, slots=True)
class WeaponView:
    """A weapon, by its slug, as the channels name it up to ``last``."""

    slug: str
    last: date
    sides: tuple[WeaponSide, ...]


def weapon_view(db: Database, channels: Sequence[str], slug: str, last: date) -> WeaponView:
    """Return the last nights up to ``last`` on which each channel names a weapon."""
    return WeaponView(slug, last, tuple(_side(db, channel, slug, last) for channel in channels))


def _side(db: Database, channel: str, slug: str, last: date) -> WeaponSide:
    named = _named(db, channel, slug, last)
    first = last - timedelta(days=NIGHTS - 1)
    (known,) = db.execute(
        "SELECT COUNT(DISTINCT night) FROM current_readings WHERE channel = ? AND night BETWEEN ? AND ?",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchone()
    shown = tallies_shown(db, list(named)[:SHOWN])
    nights = tuple(_night(named[view.source.key], view.source, view.tally.lines, slug) for view in shown)
    return WeaponSide(channel, nights, len({day for day in named.values() if day >= first}), int(known))


def _named(db: Database, channel: str, slug: str, last: date) -> dict[Key, date]:
    """Return the nights that name it with the version of their post, newest first."""
    rows = db.execute(
        """SELECT DISTINCT night, channel, message_id, revision
            FROM lines JOIN current_readings USING (channel, message_id, revision)
            WHERE channel = ? AND night > '' AND night <= ? AND ' ' || weapons || ' ' LIKE ?
            ORDER BY night DESC, message_id DESC""",
        (channel, last.isoformat(), f"% {slug} %"),
    ).fetchall()
    return {Key(*key): date.fromisoformat(str(night)) for night, *key in rows}


def _night(day: date, source: Source, lines: Sequence[Line], slug: str) -> WeaponNight:
    """Return the groups that count it, and the shares that name it within other groups."""
    gathered = groups(source.key, lines)
    named = [group for group in gathered if slug in group.weapons]
    shares = [share for group in gathered if group not in named for share in group.shares if slug in share.weapons]
    if not named and not shares:  # a later line of its group names it
        kinds = {line.kind for line in lines if slug in line.weapons}
        named = [group for group in gathered if group.kind in kinds]
    return WeaponNight(day, source, tuple(named), tuple(shares))

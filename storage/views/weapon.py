"""The last nights on which a weapon, or any of a kind of weapons, is named by each side; or those of a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parsers.records import Kind, Line
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.figures import MISSILES
from storage.views.readings import Source, tallies_shown
from storage.views.regimes import Regime, borders
from storage.views.series import MEASURES
from storage.views.weapon_groups import Share, WeaponGroup, groups

NIGHTS = 30
SHOWN = 3
SHOWN_OF_RANGE = 7
# What is asked for as one, besides single weapons. Kinzhal is aeroballistic by its launch and ballistic by its flight.
KINDS: dict[str, tuple[Kind, ...]] = {
    "missiles": MISSILES,
    "ballistic": (Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE),
    "cruise": (Kind.CRUISE_MISSILE,),
}


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

    ``named`` is on how many of the last nights up to today, or of the range, it is named, out of the ``known`` ones;
    ``dates`` is how many nights those are, known or not; ``others`` are those of the range that ``nights`` leaves out,
    oldest first. ``borders`` are the changes of counting between the nights that are shown, or named, together.
    """

    channel: str
    nights: tuple[WeaponNight, ...]
    named: int
    known: int
    dates: int
    others: tuple[date, ...] = ()
    borders: tuple[Regime, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaponView:
    """A weapon, by its slug, or a kind of ``KINDS``, as the channels name it up to ``last``, or from ``first`` on."""

    slug: str
    last: date
    sides: tuple[WeaponSide, ...]
    first: date | None = None


def weapon_view(db: Database, channels: Sequence[str], slug: str, last: date, first: date | None = None) -> WeaponView:
    """Return the last nights up to ``last`` on which each channel names a weapon; with ``first`` only from it on."""
    return WeaponView(slug, last, tuple(_side(db, channel, slug, first, last) for channel in channels), first)


def _side(db: Database, channel: str, slug: str, first: date | None, last: date) -> WeaponSide:
    named = _named(db, channel, slug, first, last)
    since = first or last - timedelta(days=NIGHTS - 1)
    (known,) = db.execute(
        "SELECT COUNT(DISTINCT night) FROM current_readings WHERE channel = ? AND night BETWEEN ? AND ?",
        (channel, since.isoformat(), last.isoformat()),
    ).fetchone()
    keys = list(named)
    shown = tallies_shown(db, keys[: SHOWN_OF_RANGE if first else SHOWN])
    nights = tuple(_night(named[view.source.key], view.source, view.tally.lines, slug) for view in shown)
    days = {day for day in named.values() if day >= since}
    others = tuple(sorted(days - {night.day for night in nights})) if first else ()
    return WeaponSide(
        channel=channel,
        nights=nights,
        named=len(days),
        known=int(known),
        dates=(last - since).days + 1,
        others=others,
        borders=_borders(channel, slug, nights, since, last),
    )


def _borders(channel: str, slug: str, nights: Sequence[WeaponNight], since: date, last: date) -> tuple[Regime, ...]:
    """Return the changes over which the figures of these nights, or how often the weapon is named, do not compare."""
    figures = {(outcome, group.kind) for night in nights for group in night.groups for outcome in group.figures}
    measures = {
        measure
        for measure, (outcomes, kinds) in MEASURES.items()
        if any(outcome in outcomes and kind in kinds for outcome, kind in figures)
    }
    oldest, newest = (
        min((night.day for night in nights), default=last),
        max((night.day for night in nights), default=last),
    )
    shown = set(borders(channel, oldest, newest))
    return tuple(
        one
        for one in borders(channel, min(since, oldest), last)
        if slug in one.weapons or (one in shown and one.measures & measures)
    )


def _named(db: Database, channel: str, slug: str, first: date | None, last: date) -> dict[Key, date]:
    """Return the nights that name it with the version of their post, newest first; a kind's zero names none."""
    kinds = KINDS.get(slug, ())
    marks = ", ".join("?" for _ in kinds)
    condition = f"kind IN ({marks}) AND (number IS NULL OR number > 0)" if kinds else "' ' || weapons || ' ' LIKE ?"
    rows = db.execute(
        f"""SELECT DISTINCT night, channel, message_id, revision
            FROM lines JOIN current_readings USING (channel, message_id, revision)
            WHERE channel = ? AND night > ? AND night <= ? AND {condition}
            ORDER BY night DESC, message_id DESC""",  # nosec B608: our own condition
        (
            channel,
            (first - timedelta(days=1)).isoformat() if first else "",
            last.isoformat(),
            *(kinds or (f"% {slug} %",)),
        ),
    ).fetchall()
    return {Key(*key): date.fromisoformat(str(night)) for night, *key in rows}


def _night(day: date, source: Source, lines: Sequence[Line], slug: str) -> WeaponNight:
    """Return the groups that count it, and the shares that name it within other groups."""
    gathered = groups(source.key, lines)
    if slug in KINDS:
        return WeaponNight(day, source, tuple(group for group in gathered if group.kind in KINDS[slug]), ())
    named = [group for group in gathered if slug in group.weapons]
    shares = [share for group in gathered if group not in named for share in group.shares if slug in share.weapons]
    if not named and not shares:  # a later line of its group names it
        kinds = {line.kind for line in lines if slug in line.weapons}
        named = [group for group in gathered if group.kind in kinds]
    return WeaponNight(day, source, tuple(named), tuple(shares))

"""The nights of a channel over a range of dates: what each one counts, and the dates without a night.

The other views of many nights (ranges, averages, ranks, records, trends) are built on these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from parsers.records import Hedge, Kind, Outcome
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.figures import DOWN, MISSILES, Figure, Part, figure, together


class Measure(StrEnum):
    """The measures by which nights are compared."""

    DRONES_LAUNCHED = "drones_launched"
    DRONES_DOWN = "drones_down"
    DRONES_LOST = "drones_lost"
    MISSILES_LAUNCHED = "missiles_launched"
    MISSILES_DOWN = "missiles_down"


# What each measure counts: outcomes, kinds.
MEASURES: dict[Measure, tuple[tuple[Outcome, ...], tuple[Kind, ...]]] = {
    Measure.DRONES_LAUNCHED: ((Outcome.LAUNCHED,), (Kind.DRONE,)),
    Measure.DRONES_DOWN: (DOWN, (Kind.DRONE,)),
    Measure.DRONES_LOST: ((Outcome.LOST,), (Kind.DRONE,)),
    Measure.MISSILES_LAUNCHED: ((Outcome.LAUNCHED,), MISSILES),
    Measure.MISSILES_DOWN: (DOWN, MISSILES),
}


@dataclass(frozen=True, slots=True)
class NightFigures:
    """The figures of a night, one for each outcome and kind, without shares and totals."""

    day: date
    key: Key
    figures: dict[tuple[Outcome, Kind], Figure]

    def of(self, outcomes: Sequence[Outcome], kinds: Sequence[Kind]) -> Figure | None:
        """Return what the night states for these together; None where it mentions none of them."""
        return together(self.figures.get((outcome, kind)) for outcome in outcomes for kind in kinds)

    def measure(self, measure: Measure) -> Figure | None:
        return self.of(*MEASURES[measure])

    @property
    def down_as(self) -> Outcome | None:
        """Return the outcome by which drones are counted as brought down; figures of different ones do not compare."""
        return next((outcome for outcome in reversed(DOWN) if (outcome, Kind.DRONE) in self.figures), None)


def days(first: date, last: date) -> Iterable[date]:
    """Return the dates from first to last, both included."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def missing_days(nights: Iterable[NightFigures], first: date, last: date) -> tuple[date, ...]:
    """Return the dates from first to last without a night."""
    known = {night.day for night in nights}
    return tuple(day for day in days(first, last) if day not in known)


def nights_between(
    db: Database, channel: str, first: date, last: date, measure: Measure | None = None
) -> list[NightFigures]:
    """Return the nights of a channel from first to last, oldest first; with one measure, only what that one counts.

    The later post of two tallies of a night counts. Takes two queries for any range.
    """
    keys = night_keys(db, channel, first, last)
    parts = _parts(db, channel, first, last, measure)
    nights = []
    for day, key in keys.items():
        figures = {what: figure(found) for what, found in parts.get(key, {}).items()}
        nights.append(NightFigures(day, key, {what: one for what, one in figures.items() if one}))
    return nights


def night_keys(db: Database, channel: str, first: date, last: date) -> dict[date, Key]:
    """Return the version of the post that tells each night from first to last, oldest first."""
    rows = db.execute(
        """SELECT night, channel, message_id, revision FROM current_readings
            WHERE channel = ? AND night BETWEEN ? AND ?
            ORDER BY night, message_id""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return {date.fromisoformat(night): Key(*key) for night, *key in rows}


def first_night(db: Database, channel: str) -> date | None:
    """Return the date of the oldest stored night of a channel."""
    (night,) = db.execute("SELECT MIN(night) FROM readings WHERE channel = ? AND night > ''", (channel,)).fetchone()
    return date.fromisoformat(night) if night else None


def newest_night(db: Database, channel: str, today: date) -> date | None:
    """Return the date of the newest stored night of a channel up to ``today``, even if its report is held back."""
    (night,) = db.execute(
        """SELECT MAX(day) FROM (
            SELECT MAX(night) AS day FROM current_readings WHERE channel = ?1 AND night > '' AND night <= ?2
            UNION ALL SELECT MAX(claimed_night) FROM current_readings
                WHERE channel = ?1 AND held IS NOT NULL AND claimed_night <= ?2) AS days""",
        (channel, today.isoformat()),
    ).fetchone()
    return date.fromisoformat(night) if night else None


def _parts(
    db: Database, channel: str, first: date, last: date, measure: Measure | None
) -> dict[Key, dict[tuple[Outcome, Kind], list[Part]]]:
    """Return the numbers of every version of every night, by what they count."""
    outcomes, kinds = MEASURES[measure] if measure else (tuple(Outcome), tuple(Kind))
    rows = db.execute(
        f"""SELECT message_id, revision, outcome, kind, words_start, words_end, number, hedge
            FROM readings JOIN lines USING (channel, message_id, revision)
            WHERE channel = ? AND night BETWEEN ? AND ? AND is_share = 0 AND is_total = 0
                AND outcome IN ({_marks(outcomes)}) AND kind IN ({_marks(kinds)})
            ORDER BY position""",  # nosec B608
        (channel, first.isoformat(), last.isoformat(), *outcomes, *kinds),
    ).fetchall()
    found: defaultdict[Key, defaultdict[tuple[Outcome, Kind], list[Part]]]
    found = defaultdict(lambda: defaultdict(list))
    for message_id, revision, outcome, kind, start, end, number, hedge in rows:
        key = Key(channel, message_id, revision)
        found[key][Outcome(outcome), Kind(kind)].append(Part(key, (start, end), number, Hedge(hedge)))
    return {key: dict(parts) for key, parts in found.items()}


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))

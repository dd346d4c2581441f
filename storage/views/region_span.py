"""Whether each side names a region in its reports of a night or of a range of nights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import Sources, sources_of
from storage.views.region import Mention, mention_of


@dataclass(frozen=True, slots=True)
class RegionSpanSide:
    """What one channel's national reports of a range say of some places.

    ``reports`` are all of them with the date each ends on, oldest first; ``mentions`` has every mention of a place by
    its code, oldest first, and nothing for a place that none of them names.
    """

    channel: str
    reports: tuple[tuple[Key, date], ...]
    mentions: dict[str, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class RegionSpanView:
    """Some places over the dates from ``first`` to ``last``. "Named" means only that a post names them."""

    regions: tuple[str, ...]
    first: date
    last: date
    sides: tuple[RegionSpanSide, ...]


def region_span_view(
    db: Database, channels: Sequence[str], regions: Sequence[str], first: date, last: date
) -> RegionSpanView:
    """Return places (ISO 3166-2, or slugs) as the channels name them in the reports that end from first to last."""
    sides = tuple(_side(db, channel, regions, first, last) for channel in channels)
    return RegionSpanView(tuple(regions), first, last, sides)


def region_span_sources(db: Database, view: RegionSpanView) -> Sources:
    """Return every report of the range: those that name a place, and those that do not."""
    return sources_of(db, [key for side in view.sides for key, _ in side.reports])


def _side(db: Database, channel: str, regions: Sequence[str], first: date, last: date) -> RegionSpanSide:
    mentions: dict[str, list[Mention]] = {}
    for row in _mentions(db, channel, regions, first, last):
        mentions.setdefault(str(row[-1]), []).append(mention_of(row[:-1]))
    return RegionSpanSide(
        channel, _reports(db, channel, first, last), {code: tuple(found) for code, found in mentions.items()}
    )


def _reports(db: Database, channel: str, first: date, last: date) -> tuple[tuple[Key, date], ...]:
    rows = db.execute(
        """SELECT channel, message_id, revision, ends_on FROM current_readings
            WHERE channel = ? AND ends_on BETWEEN ? AND ? AND reading = 'tally'
                AND COALESCE(judged_scope, scope) = 'national'
            ORDER BY ends_on, message_id""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return tuple((Key(*key), date.fromisoformat(str(ends_on))) for *key, ends_on in rows)


def _mentions(db: Database, channel: str, regions: Sequence[str], first: date, last: date) -> list[tuple[Any, ...]]:
    marks = ", ".join("?" * len(regions))
    rows: list[tuple[Any, ...]] = db.execute(
        f"""SELECT channel, message_id, revision, ends_on, night, role, number, words_start, words_end, place
            FROM places JOIN current_readings USING (channel, message_id, revision)
            WHERE place IN ({marks}) AND channel = ? AND ends_on BETWEEN ? AND ? AND reading = 'tally'
                AND COALESCE(judged_scope, scope) = 'national'
            ORDER BY ends_on, message_id, role, position""",  # nosec B608: our marks
        (*regions, channel, first.isoformat(), last.isoformat()),
    ).fetchall()
    return rows

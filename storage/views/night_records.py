"""The records of many nights at once, from a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parsers.records import Reader
from storage.as_of.stated import KnownVersion, known_versions
from storage.as_of.vintages import AROUND, gone_since, vintages_between
from storage.channels.gaps import gaps
from storage.engines.engine import Database
from storage.posts.revisions import chunks
from storage.readings.load import Key
from storage.views.days import shifted
from storage.views.night import NightSide, national_tallies, night_side
from storage.views.overlaps import Overlaps, overlaps_around
from storage.views.readings import HeldView, Report, UnreadableView, moment, shown
from storage.views.record import (
    ChannelClaims,
    KnownFromIs,
    NightRecord,
    NightStatus,
    RecordedVersion,
    RecordSide,
    Vintage,
)
from storage.views.series import days
from storage.views.settling import settles_at

# The small hours that a night is told of end then, on the claimant's clock as on ours.
NIGHT_ENDS = time(6)
# After the night, until when its report may still come.
STILL_TO_COME = timedelta(hours=24)
# A report of a night is posted within these hours after its midnight.
POSTED_WITHIN = timedelta(hours=36)
FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class RecordClock:
    """The moment of a record, and the zone whose calendar its dates are of."""

    now: datetime
    zone: ZoneInfo

    def is_settled(self, day: date) -> bool:
        return self.now >= settles_at(day)

    def may_still_come(self, day: date) -> bool:
        return self.now - datetime.combine(day, NIGHT_ENDS, self.zone) < STILL_TO_COME


@dataclass(frozen=True, slots=True)
class _Text:
    """A stored version: its words, and when it was seen."""

    text: str | None
    posted_at: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Channel:
    """All that is known of a channel's nights in a range; ``reports`` also of the dates around it."""

    reports: Mapping[date, Sequence[Report]]
    by_key: Mapping[Key, Report]
    versions: Mapping[int, Sequence[KnownVersion]]
    texts: Mapping[Key, _Text]
    vintages: Mapping[date, Sequence[Vintage]]
    unseen: Sequence[tuple[int, int]]
    gone: Mapping[int, int]


def night_records(
    db: Database, channels: Sequence[ChannelClaims], nights: tuple[date, date], clock: RecordClock, reader: Reader
) -> list[NightRecord]:
    """Return the records of the nights from a first to a last, oldest first, with the channels in their order."""
    known = {channel.name: _channel(db, channel.name, nights, clock, reader) for channel in channels}
    return [
        NightRecord(
            day,
            clock.is_settled(day),
            tuple(_record_side(channel, day, known[channel.name], clock) for channel in channels),
        )
        for day in days(*nights)
    ]


def _channel(db: Database, channel: str, nights: tuple[date, date], clock: RecordClock, reader: Reader) -> _Channel:
    vintages = vintages_between(db, channel, *nights, reader)
    current = _current(db, channel, nights[0] - AROUND, nights[1] + AROUND, clock.zone)
    ids = {key.message_id for keys in current.values() for key in keys}
    ids |= {one.key.message_id for found in vintages.values() for one in found}
    versions: defaultdict[int, list[KnownVersion]] = defaultdict(list)
    for one in known_versions(db, channel, sorted(ids)):
        versions[one.key.message_id].append(one)
    by_key = {view.source.key: view for view in shown(db, [one.key for found in versions.values() for one in found])}
    return _Channel(
        reports={day: [by_key[key] for key in sorted(keys) if key in by_key] for day, keys in current.items()},
        by_key=by_key,
        versions=versions,
        texts=_texts(db, channel, sorted(ids)),
        vintages=vintages,
        unseen=unseen_times(db, channel),
        gone=gone_since(db, channel),
    )


def _current(db: Database, channel: str, first: date, last: date, zone: ZoneInfo) -> dict[date, set[Key]]:
    """Return the reports of each date: those that end on it, and those without a window that were posted on it."""
    found: defaultdict[date, set[Key]] = defaultdict(set)
    for ends_on, message_id, revision in db.execute(
        """SELECT ends_on, message_id, revision FROM current_readings WHERE channel = ? AND ends_on BETWEEN ? AND ?""",
        (channel, first.isoformat(), last.isoformat()),
    ).fetchall():
        found[date.fromisoformat(ends_on)].add(Key(channel, message_id, revision))
    edges = (int(datetime.combine(edge, time(), zone).timestamp()) for edge in (first, shifted(last, 1)))
    for published_at, message_id, revision in db.execute(
        """SELECT published_at, message_id, revision FROM current_readings JOIN posts USING (channel, message_id)
            WHERE reading = 'unreadable' AND channel = ? AND ends_on IS NULL
                AND published_at >= ? AND published_at < ?""",
        (channel, *edges),
    ).fetchall():
        found[moment(published_at).astimezone(zone).date()].add(Key(channel, message_id, revision))
    return found


def _texts(db: Database, channel: str, ids: Sequence[int]) -> dict[Key, _Text]:
    found: dict[Key, _Text] = {}
    for some, marks in chunks(ids):
        for message_id, revision, *row in db.execute(
            f"""SELECT message_id, revision, text, published_at, observed_at, last_observed_at
                FROM revisions JOIN posts USING (channel, message_id)
                WHERE channel = ? AND message_id IN ({marks})""",  # nosec B608: marks
            (channel, *some),
        ).fetchall():
            found[Key(channel, message_id, revision)] = _Text(*row)
    return found


def unseen_times(db: Database, channel: str) -> list[tuple[int, int]]:
    """Return the times (seconds) in which posts of a channel are known to be missing, or it was not followed."""
    first = db.execute(
        """SELECT published_at FROM posts WHERE channel = ?1 AND message_id >=
            COALESCE((SELECT floor_id FROM cursors WHERE channel = ?1), 0) ORDER BY message_id LIMIT 1""",
        (channel,),
    ).fetchone()
    found = [(-FOREVER, first[0] if first else FOREVER)]
    for gap in gaps(db, channel):
        before, after = db.execute(
            """SELECT (SELECT MAX(published_at) FROM posts WHERE channel = ?1 AND message_id < ?2),
                (SELECT MIN(published_at) FROM posts WHERE channel = ?1 AND message_id > ?3)""",
            (channel, gap.from_id, gap.to_id),
        ).fetchone()
        found.append((-FOREVER if before is None else before, FOREVER if after is None else after))
    return found


def _record_side(channel: ChannelClaims, day: date, known: _Channel, clock: RecordClock) -> RecordSide:
    side = night_side(channel.name, day, known.reports.get(day, ()))
    vintages = tuple(known.vintages.get(day, ()))
    overlaps = _overlaps(day, known)
    telling = side.night.source.message_id if side.night else None
    gone = known.gone.get(telling) if telling is not None else None
    return RecordSide(
        channel=channel.name,
        claimant=channel.claimant,
        attacker=channel.attacker,
        status=_status(side, day, known, clock),
        night=side.night,
        windows=side.windows,
        others=side.others,
        overlapping=overlaps.pairs,
        unclear=overlaps.unclear,
        vintages=vintages,
        versions=tuple(_versions(side, vintages, known)),
        gone_since=moment(gone) if gone is not None else None,
        starts_unseen=bool(vintages) and _starts_unseen(vintages[0], known),
    )


def _overlaps(day: date, known: _Channel) -> Overlaps:
    """Return which national tallies of the date overlap others: by night and by day, over midnight as well."""
    around = days(day - AROUND, day + AROUND)
    near = [view for one in around for view in national_tallies(known.reports.get(one, ()))]
    return overlaps_around(national_tallies(known.reports.get(day, ())), near)


def _starts_unseen(first: Vintage, known: _Channel) -> bool:
    (version, *_) = known.versions[first.key.message_id]
    return version.known.is_ is not KnownFromIs.PUBLISHED


def _status(side: NightSide, day: date, known: _Channel, clock: RecordClock) -> NightStatus:
    if side.night:
        return NightStatus.TALLY
    if any(isinstance(one, UnreadableView | HeldView) for one in side.others):
        return NightStatus.UNREADABLE
    if is_unseen(day, known.unseen, clock.zone):
        return NightStatus.GAP
    return NightStatus.NOT_YET if clock.may_still_come(day) else NightStatus.NO_REPORT


def is_unseen(day: date, unseen: Sequence[tuple[int, int]], zone: ZoneInfo) -> bool:
    """Return whether posts are known to be missing from the time in which a night's report is posted."""
    midnight = datetime.combine(day, time(), zone)
    first, last = int(midnight.timestamp()), int((midnight + POSTED_WITHIN).timestamp())
    return any(start < last and first < end for start, end in unseen)


def _versions(side: NightSide, vintages: Iterable[Vintage], known: _Channel) -> Iterable[RecordedVersion]:
    reports = (*((side.night,) if side.night else ()), *side.windows, *side.others)
    ids = {one.source.message_id for one in reports} | {one.key.message_id for one in vintages}
    for number in sorted(ids):
        for version in known.versions[number]:
            report = known.by_key.get(version.key)
            text, is_held = known.texts[version.key], isinstance(report, HeldView)
            is_shown = version.superseded_at is None and number not in known.gone
            yield RecordedVersion(
                key=version.key,
                posted_at=moment(text.posted_at),
                text=None if is_held else text.text,
                sha256=version.sha256,
                seen_from=moment(text.first),
                seen_to=None if is_shown else moment(text.last),
                known_from=moment(version.known.since),
                known_from_is=version.known.is_,
                report=report,
                is_held=is_held,
            )

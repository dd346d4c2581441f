"""Which report of ours is the one that a table tells: by the post's number, its window, or the night it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from parsers.records import Hedge, Kind, Outcome, Scope
from parsers.records.outside import Edge, OutsideReport
from storage.engines.engine import Database
from storage.readings.load import Key, day_of
from storage.readings.rows import moment_of
from storage.views.readings import moment

What = tuple[Outcome, Kind]


@dataclass(frozen=True, slots=True)
class OurReport:
    """What is compared of one of our tallies: its window, the sites it states exactly, and its numbers.

    ``numbers`` has an entry for each outcome and kind that has lines; None where one of them is not exact.
    """

    key: Key
    posted_at: datetime
    start: Edge | None
    end: Edge | None
    ends_on: date
    hit_sites: int | None
    debris_sites: int | None
    numbers: Mapping[What, int | None]

    def total(self, outcomes: Collection[Outcome], kinds: Collection[Kind]) -> int | None:
        """Return the sum over outcomes and kinds; None where none is mentioned, or one is not exact."""
        parts = [number for (outcome, kind), number in self.numbers.items() if outcome in outcomes and kind in kinds]
        stated = [part for part in parts if part is not None]
        return sum(stated) if parts and len(stated) == len(parts) else None


@dataclass(slots=True)
class OurReports:
    """Our current tallies by what a table may name them by; of several the later post.

    Those that are less than national are named by their post alone.
    """

    posts: dict[tuple[str, int], OurReport] = field(default_factory=dict)
    windows: dict[tuple[str, Edge | None, Edge | None], OurReport] = field(default_factory=dict)
    nights: dict[tuple[str, date], OurReport] = field(default_factory=dict)
    # those without hours, by the date on which they end
    dates: defaultdict[tuple[str, date], list[OurReport]] = field(default_factory=lambda: defaultdict(list))


class Match(NamedTuple):
    """A report of a table and ours; ``by_window`` is whether its window found it."""

    report: OutsideReport
    ours: OurReport
    by_window: bool


def our_reports(db: Database, channels: Collection[str]) -> OurReports:
    """Return the tallies of the channels; what is held back or refused is none. Takes two queries a channel."""
    found = OurReports()
    for channel in channels:
        numbers = _numbers(db, channel)
        rows = db.execute(
            """SELECT message_id, revision, published_at, window_start, window_end, ends_on,
                    CASE hit_sites_hedge WHEN ?1 THEN hit_sites_number END,
                    CASE debris_sites_hedge WHEN ?1 THEN debris_sites_number END,
                    night, COALESCE(judged_scope, scope)
                FROM current_readings JOIN posts USING (channel, message_id)
                WHERE reading = 'tally' AND channel = ?2 ORDER BY message_id""",
            (Hedge.EXACT.value, channel),
        ).fetchall()
        for message_id, revision, published, start, end, ends_on, hits, debris, night, scope in rows:
            key, posted_at = Key(channel, message_id, revision), moment(published)
            last = day_of(ends_on) or posted_at.date()
            window = moment_of(start), moment_of(end)
            one = OurReport(key, posted_at, *window, last, hits, debris, numbers.get(key, {}))
            _add(found, one, day_of(night), is_national=scope == Scope.NATIONAL)
    return found


def matches(reports: Sequence[OutsideReport], ours: OurReports) -> list[Match]:
    """Return the reports that we have as well, each with ours."""
    dated = _dated(reports)
    found = []
    for one in reports:
        match = _by_post(one, ours) or _by_window(one, ours) or _by_night(one, ours) or _by_date(one, ours, dated)
        found += [match] if match else []
    return found


def _numbers(db: Database, channel: str) -> dict[Key, dict[What, int | None]]:
    """Return the numbers of every current tally, without shares and totals, which repeat other lines."""
    found: defaultdict[Key, dict[What, int | None]] = defaultdict(dict)
    rows = db.execute(
        """SELECT message_id, revision, outcome, kind,
                CASE WHEN MIN(CASE hedge WHEN ?1 THEN 1 ELSE 0 END) = 1 THEN SUM(number) END
            FROM current_readings JOIN lines USING (channel, message_id, revision)
            WHERE reading = 'tally' AND channel = ?2 AND is_share = 0 AND is_total = 0
            GROUP BY message_id, revision, outcome, kind""",
        (Hedge.EXACT.value, channel),
    ).fetchall()
    for message_id, revision, outcome, kind, number in rows:
        found[Key(channel, message_id, revision)][Outcome(outcome), Kind(kind)] = number
    return found


def _add(found: OurReports, one: OurReport, night: date | None, *, is_national: bool) -> None:
    channel = one.key.channel
    found.posts[channel, one.key.message_id] = one
    if not is_national:
        return
    if isinstance(one.start, datetime) and isinstance(one.end, datetime):
        found.windows[channel, one.start, one.end] = one
    if night:
        found.nights[channel, night] = one
    if one.end and not isinstance(one.end, datetime):
        found.dates[channel, one.end].append(one)


def _dated(reports: Iterable[OutsideReport]) -> set[tuple[str, date]]:
    """Return the dates on which a table has just one report without hours."""
    times: defaultdict[tuple[str, date], int] = defaultdict(int)
    for one in reports:
        if one.end and _is_dated(one):
            times[one.channel, one.end] += 1
    return {place for place, number in times.items() if number == 1}


def _is_dated(one: OutsideReport) -> bool:
    return one.message_id is None and one.night is None and one.end is not None and not isinstance(one.end, datetime)


def _by_post(one: OutsideReport, ours: OurReports) -> Match | None:
    found = ours.posts.get((one.channel, one.message_id)) if one.message_id is not None else None
    return Match(one, found, by_window=False) if found else None


def _by_window(one: OutsideReport, ours: OurReports) -> Match | None:
    """A window that is a night's is found by the night, so that it is compared as well. Of a post that we do not have
    another one may tell the very same window, but not merely the same night."""
    if one.message_id is None and one.night and (one.channel, one.night) in ours.nights:
        return None
    found = ours.windows.get((one.channel, one.start, one.end))
    return Match(one, found, by_window=True) if found else None


def _by_night(one: OutsideReport, ours: OurReports) -> Match | None:
    found = ours.nights.get((one.channel, one.night)) if one.night and one.message_id is None else None
    return Match(one, found, by_window=False) if found else None


def _by_date(one: OutsideReport, ours: OurReports, dated: Collection[tuple[str, date]]) -> Match | None:
    """A date without hours tells the one report of ours that ends on it and has no hours either."""
    if not _is_dated(one) or one.end is None or (one.channel, one.end) not in dated:
        return None
    found = ours.dates.get((one.channel, one.end), [])
    return Match(one, found[0], by_window=True) if len(found) == 1 else None

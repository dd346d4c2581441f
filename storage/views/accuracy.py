"""Our figures beside those of others' tables: how often they agree, and each disagreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parsers.records import Kind, Outcome
from parsers.records.outside import (
    Cause,
    Credit,
    OutsideField,
    TableVerdict,
    period,
)
from storage.accuracy.outside_figures import StoredTable, stored_reports, stored_tables
from storage.accuracy.verdicts import stored_verdicts
from storage.engines.engine import Database
from storage.views.figures import DOWN
from storage.views.outside_matches import Match, OurReport, matches, our_reports
from storage.views.readings import Source, sources_of
from storage.views.series import MEASURES, Measure

# With fewer compared, no per cent is told.
ENOUGH_FOR_PER_CENT = 30

ALL_DRONES = (Kind.DRONE, Kind.LOITERING_MUNITION)
# Field -> the outcomes and kinds it is the sum of.
NUMBERS: dict[OutsideField, tuple[tuple[Outcome, ...], tuple[Kind, ...]]] = {
    OutsideField.DRONES_LAUNCHED: MEASURES[Measure.DRONES_LAUNCHED],
    OutsideField.DRONES_DOWN: MEASURES[Measure.DRONES_DOWN],
    OutsideField.DRONES_LOST: MEASURES[Measure.DRONES_LOST],
    OutsideField.ALL_DRONES_LAUNCHED: ((Outcome.LAUNCHED,), ALL_DRONES),
    OutsideField.ALL_DRONES_DOWN: (DOWN, ALL_DRONES),
    OutsideField.MISSILES_LAUNCHED: MEASURES[Measure.MISSILES_LAUNCHED],
    OutsideField.MISSILES_DOWN: MEASURES[Measure.MISSILES_DOWN],
}

Verdicts = dict[tuple[str, str, OutsideField], TableVerdict]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a field agrees: ``agreed`` of the ``compared`` figures that both sides give exactly.

    Where the table gives a range, our figure lay ``within`` it in so many of the ``ranges``: counted apart.
    """

    field: OutsideField
    agreed: int = 0
    compared: int = 0
    within: int = 0
    ranges: int = 0

    @property
    def per_cent(self) -> float | None:
        """Return the share that agrees with one decimal, rounded down; None below 30 compared."""
        return self.agreed * 1000 // self.compared / 10 if self.compared >= ENOUGH_FOR_PER_CENT else None


@dataclass(frozen=True, slots=True)
class MonthAgreement:
    """The agreement about the reports of a channel that end in a month, of which ``month`` is the first day."""

    month: date
    channel: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures of one report that differ; a window is text, as in ``parsers.records.outside.period``.

    ``ends_on`` is the claimant's date on which the report ends, ``place`` its name in a file of verdicts. ``cause`` is
    what a person found who looked at these two figures, ``why`` their sentence, empty while it is open.
    """

    source: Source
    ends_on: date
    place: str
    field: OutsideField
    ours: str
    theirs: str
    cause: Cause = Cause.OPEN
    why: str = ""


@dataclass(frozen=True, slots=True)
class TableAccuracy:
    """One table beside ours: of its ``reports``, ``matched`` are reports that we have as well.

    ``totals`` are over all months, in the order of the fields; ``disagreements`` are newest first. ``skipped`` rows of
    the table could not be used.
    """

    credit: Credit
    read_at: datetime
    reports: int
    skipped: int
    matched: int
    months: tuple[MonthAgreement, ...]
    totals: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class AccuracyView:
    """Every table that was read; none where nothing is stored."""

    tables: tuple[TableAccuracy, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """One figure that both sides give. ``is_range`` is whether the table gives a range."""

    report: OurReport
    place: str
    field: OutsideField
    ours: str
    theirs: str
    agrees: bool
    is_range: bool


def accuracy_view(db: Database) -> AccuracyView:
    """Return the comparison of every stored table with today's readings."""
    tables = [(one, stored_reports(db, one.credit.slug)) for one in stored_tables(db)]
    ours = our_reports(db, {report.channel for _, reports in tables for report in reports})
    verdicts = stored_verdicts(db)
    return AccuracyView(
        tuple(_table(db, one, matches(reports, ours), len(reports), verdicts) for one, reports in tables)
    )


def _table(
    db: Database, stored: StoredTable, found: Sequence[Match], reports: int, verdicts: Verdicts
) -> TableAccuracy:
    pairs = [pair for one in found for pair in _pairs(one)]
    differing = sorted((pair for pair in pairs if not pair.agrees), key=_order, reverse=True)
    sources = sources_of(db, sorted({pair.report.key for pair in differing}))
    return TableAccuracy(
        credit=stored.credit,
        read_at=stored.read_at,
        reports=reports,
        skipped=stored.skipped,
        matched=len(found),
        months=tuple(_months(pairs)),
        totals=tuple(_agreement(field, some) for field in OutsideField if (some := _of(field, pairs))),
        disagreements=tuple(
            _disagreement(stored.credit.slug, pair, sources[pair.report.key], verdicts) for pair in differing
        ),
    )


def _pairs(match: Match) -> Iterator[_Pair]:
    """Yield each figure that both sides give, ours exactly; and the window, where it is not how they were matched."""
    report, ours = match.report, match.ours
    for field, theirs in report.figures.items():
        number = our_number(ours, field)
        if number is not None:
            within = theirs.low <= number <= theirs.high
            yield _Pair(ours, report.place, field, str(number), str(theirs), within, not theirs.is_exact)
    edges = (ours.start, ours.end, report.start, report.end)
    if not match.by_window and all(isinstance(edge, datetime) for edge in edges):
        told = period(ours.start, ours.end), period(report.start, report.end)
        yield _Pair(ours, report.place, OutsideField.WINDOW, *told, told[0] == told[1], is_range=False)


def our_number(ours: OurReport, field: OutsideField) -> int | None:
    """Return what our reading states for a field, if it is exact."""
    if field in NUMBERS:
        return ours.total(*NUMBERS[field])
    return {OutsideField.HIT_SITES: ours.hit_sites, OutsideField.DEBRIS_SITES: ours.debris_sites}.get(field)


def _order(pair: _Pair) -> tuple[date, datetime, str]:
    return pair.report.ends_on, pair.report.posted_at, pair.field


def _of(field: OutsideField, pairs: Sequence[_Pair]) -> list[_Pair]:
    return [pair for pair in pairs if pair.field is field]


def _agreement(field: OutsideField, pairs: Sequence[_Pair]) -> Agreement:
    exact, ranges = ([pair for pair in pairs if pair.is_range is wanted] for wanted in (False, True))
    return Agreement(
        field=field,
        agreed=sum(pair.agrees for pair in exact),
        compared=len(exact),
        within=sum(pair.agrees for pair in ranges),
        ranges=len(ranges),
    )


def _months(pairs: Sequence[_Pair]) -> Iterator[MonthAgreement]:
    """Yield each field of each month and channel, newest month first."""
    by_month: defaultdict[tuple[date, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_month[pair.report.ends_on.replace(day=1), pair.report.key.channel].append(pair)
    for month, channel in sorted(by_month, key=lambda one: (-one[0].toordinal(), one[1])):
        for field in OutsideField:
            some = _of(field, by_month[month, channel])
            if some:
                yield MonthAgreement(month, channel, _agreement(field, some))


def _disagreement(slug: str, pair: _Pair, source: Source, verdicts: Verdicts) -> Disagreement:
    """Return a disagreement with its verdict, which holds only as long as neither figure changes."""
    told = (source, pair.report.ends_on, pair.place, pair.field, pair.ours, pair.theirs)
    verdict = verdicts.get((slug, pair.place, pair.field))
    if verdict is None or (verdict.ours, verdict.theirs) != (pair.ours, pair.theirs):
        return Disagreement(*told)
    return Disagreement(*told, verdict.cause, verdict.why)

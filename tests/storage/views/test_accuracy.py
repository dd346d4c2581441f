"""Our figures beside others' tables: what is compared, what is not, and what was found about a disagreement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from parsers.records import IMPLAUSIBLE, Count, Doubt, Hedge, Kind, Line, Outcome, Scope, Unreadable, Verdict
from parsers.records.outside import (
    Cause,
    Credit,
    FigureRange,
    OutsideField,
    OutsideReport,
    OutsideTable,
    TableVerdict,
)
from storage import Store
from storage.accuracy.outside_figures import replace_table
from storage.accuracy.verdicts import replace_verdicts
from storage.engines.engine import Database
from storage.views.accuracy import Agreement, TableAccuracy, accuracy_view
from tests.storage import builders
from tests.storage.builders import at, line

F, LAUNCHED, DOWN = OutsideField, Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED
NOW = datetime(2026, 11, 30, tzinfo=UTC)
DRONES_212 = (line(LAUNCHED, 212), line(DOWN, 177))
CRUISE_4 = line(LAUNCHED, 4, kind=Kind.CRUISE_MISSILE)


def told(*, post: int | None = None, night: str | None = None, start: str | None = None, end: str | None = None,
         channel: str = "kpszsu", **figures: int | tuple[int, int]) -> OutsideReport:  # fmt: skip
    """Return a report of a table; a figure is a number or a range."""
    ranges = {F(name): FigureRange(*(one if isinstance(one, tuple) else (one, one))) for name, one in figures.items()}
    speaks_for = date.fromisoformat(night) if night else None
    return OutsideReport(channel, post, start and at(start), end and at(end), speaks_for, ranges)  # type: ignore[arg-type]


def compare(store: Store, *reports: OutsideReport, slug: str = "theirs") -> TableAccuracy:
    credit = Credit(slug, "Their table", "Somebody", "", "")
    store.write_now(replace_table, OutsideTable(credit, reports, ("line 9: no date",)), NOW)
    return next(one for one in store.read_now(accuracy_view).tables if one.credit.slug == slug)


def totals(found: TableAccuracy) -> dict[OutsideField, tuple[int, int]]:
    return {one.field: (one.agreed, one.compared) for one in found.totals}


def test_a_report_is_found_by_its_post_its_night_or_its_window(store: Store) -> None:
    def fill(db: Database) -> None:
        builders.night(db, "kpszsu", 79455, "2026-09-22", *DRONES_212)
        builders.night(db, "mod_russia", 501, "2026-09-22", line(Outcome.DOWNED, 14))
        builders.post(db, "kpszsu", 79500, "2026-09-22 16:00")
        day = builders.tally("kpszsu", "2026-09-22 03:30", "2026-09-22 15:00", line(LAUNCHED, 90))
        builders.reading(db, "kpszsu", 79500, day, ends_on="2026-09-22")

    store.write_now(fill)
    found = compare(
        store,
        told(post=79455, start="2026-09-21 15:00", end="2026-09-22 05:30", drones_launched=212),
        told(night="2026-09-22", channel="mod_russia", drones_down=14),
        told(start="2026-09-22 03:30", end="2026-09-22 15:00", drones_launched=90),
        told(start="2026-09-22 03:30", end="2026-09-22 15:30", drones_launched=1),
        told(post=79456, night="2026-09-22", drones_launched=1),
        told(night="2026-09-23", drones_launched=1),
    )
    assert (found.reports, found.matched, found.skipped, found.read_at) == (6, 3, 1, NOW)
    assert totals(found) == {F.WINDOW: (0, 1), F.DRONES_LAUNCHED: (2, 2), F.DRONES_DOWN: (1, 1)}
    (window,) = found.disagreements
    assert (window.ours, window.theirs) == (
        "2026-09-21T15:00Z/2026-09-22T05:00Z",
        "2026-09-21T15:00Z/2026-09-22T05:30Z",
    )
    assert (window.source.message_id, window.place, window.ends_on) == (79455, "kpszsu/79455", date(2026, 9, 22))


def test_a_date_without_hours_is_our_report_without_hours_if_each_is_alone(store: Store) -> None:
    def fill(db: Database) -> None:
        builders.post(db, "kpszsu", 7, "2024-05-05 06:00")
        tally = builders.tally("kpszsu", "2024-05-04 00:00", "2024-05-05 00:00", line(LAUNCHED, 24))
        builders.reading(db, "kpszsu", 7, tally, night="2024-05-05")
        db.execute("UPDATE readings SET window_start = '2024-05-04', window_end = '2024-05-05'")

    store.write_now(fill)
    dated = OutsideReport(
        "kpszsu", None, date(2024, 5, 5), date(2024, 5, 5), None, {F.DRONES_LAUNCHED: FigureRange(23, 23)}
    )
    found = compare(store, dated)
    assert [(one.ours, one.theirs, one.place) for one in found.disagreements] == [
        ("24", "23", "kpszsu 2024-05-05/2024-05-05")
    ]
    assert compare(store, dated, dated).matched == 0


@pytest.mark.parametrize(
    ("lines", "field", "theirs", "expected"),
    [
        ([line(LAUNCHED, 212)], F.DRONES_LAUNCHED, 212, (1, 1)),
        ([line(LAUNCHED, 212)], F.DRONES_LAUNCHED, 213, (0, 1)),
        ([line(LAUNCHED, 50, hedge=Hedge.AT_LEAST)], F.DRONES_LAUNCHED, 50, None),
        ([line(LAUNCHED, None)], F.DRONES_LAUNCHED, 0, None),
        ([line(LAUNCHED, 212)], F.DRONES_DOWN, 0, None),
        ([line(LAUNCHED, 212), line(LAUNCHED, 49, share=True)], F.DRONES_LAUNCHED, 212, (1, 1)),
        ([line(LAUNCHED, 220, total=True), line(LAUNCHED, 212)], F.DRONES_LAUNCHED, 212, (1, 1)),
        ([line(LAUNCHED, 212), line(LAUNCHED, 8, kind=Kind.LOITERING_MUNITION)], F.ALL_DRONES_LAUNCHED, 220, (1, 1)),
        ([line(LAUNCHED, 212), line(LAUNCHED, None, kind=Kind.LOITERING_MUNITION)], F.ALL_DRONES_LAUNCHED, 212, None),
        ([line(DOWN, 177), line(DOWN, 8, kind=Kind.LOITERING_MUNITION)], F.ALL_DRONES_DOWN, 185, (1, 1)),
        ([line(Outcome.LOST, 58)], F.DRONES_LOST, 58, (1, 1)),
        ([CRUISE_4, line(LAUNCHED, 2, kind=Kind.BALLISTIC_MISSILE)], F.MISSILES_LAUNCHED, 6, (1, 1)),
        ([CRUISE_4, line(LAUNCHED, None, kind=Kind.BALLISTIC_MISSILE)], F.MISSILES_LAUNCHED, 4, None),
        ([line(DOWN, 4, kind=Kind.CRUISE_MISSILE)], F.MISSILES_DOWN, 3, (0, 1)),
        ([line(LAUNCHED, 1)], F.HIT_SITES, 22, (1, 1)),
        ([line(LAUNCHED, 1)], F.DEBRIS_SITES, 4, None),
    ],
)  # fmt: skip
def test_a_figure_is_compared_where_both_sides_give_it_exactly(
    store: Store,
    lines: list[Line],
    field: OutsideField,
    theirs: int,
    expected: tuple[int, int] | None,
) -> None:
    sites = Count(22, Hedge.EXACT, (0, 1)), Count(4, Hedge.ABOUT, (0, 1))
    store.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *lines, hit_sites=sites[0], debris_sites=sites[1])
    report = OutsideReport("kpszsu", 79455, figures={field: FigureRange(theirs, theirs)})
    found = compare(store, report)
    assert totals(found) == ({field: expected} if expected else {})


def test_a_range_is_counted_apart(store: Store) -> None:
    store.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *DRONES_212)
    found = compare(store, told(post=79455, drones_launched=(200, 220), drones_down=(0, 100)))
    assert found.totals == (
        Agreement(F.DRONES_LAUNCHED, agreed=0, compared=0, within=1, ranges=1),
        Agreement(F.DRONES_DOWN, agreed=0, compared=0, within=0, ranges=1),
    )
    assert [(one.field, one.ours, one.theirs) for one in found.disagreements] == [(F.DRONES_DOWN, "177", "0–100")]


def test_what_nobody_is_shown_is_not_compared(store: Store) -> None:
    """Neither a report that could not be read nor one that is held back; a regional one only by its own post."""

    def fill(db: Database) -> None:
        for number, day in ((1, "2026-09-20"), (2, "2026-09-21"), (3, "2026-09-22")):
            builders.post(db, "kpszsu", number, f"{day} 06:00")
        tally = builders.tally("kpszsu", "2026-09-19 15:00", "2026-09-20 05:00", *DRONES_212)
        builders.reading(db, "kpszsu", 1, Unreadable("no_downed", tally))
        held = Verdict(Scope.NATIONAL, (Doubt(IMPLAUSIBLE, "far too many"),), held=True)
        tally = builders.tally("kpszsu", "2026-09-20 15:00", "2026-09-21 05:00", *DRONES_212)
        builders.reading(db, "kpszsu", 2, tally, night="2026-09-21", judged=held)
        tally = builders.tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", *DRONES_212, scope=Scope.REGIONAL)
        builders.reading(db, "kpszsu", 3, tally, ends_on="2026-09-22")

    store.write_now(fill)
    nights = [told(night=f"2026-09-{day}", drones_launched=212) for day in (20, 21, 22)]
    window = told(start="2026-09-21 15:00", end="2026-09-22 05:00", drones_launched=212)
    assert compare(store, *nights, window, *(told(post=n, drones_launched=212) for n in (1, 2))).matched == 0
    assert totals(compare(store, told(post=3, drones_launched=212))) == {F.DRONES_LAUNCHED: (1, 1)}


def test_months_are_those_in_which_reports_end_newest_first(store: Store) -> None:
    def fill(db: Database) -> None:
        for number, day in enumerate(("2026-08-31", "2026-09-01", "2026-09-02"), start=1):
            builders.night(db, "kpszsu", number, day, line(LAUNCHED, 100))

    store.write_now(fill)
    found = compare(store, *(told(post=n, drones_launched=theirs) for n, theirs in ((1, 100), (2, 99), (3, 100))))
    assert [
        (f"{one.month:%Y-%m}", one.channel, one.agreement.agreed, one.agreement.compared) for one in found.months
    ] == [
        ("2026-09", "kpszsu", 1, 2),
        ("2026-08", "kpszsu", 1, 1),
    ]


@pytest.mark.parametrize(
    ("agreed", "compared", "per_cent"),
    [(29, 29, None), (0, 0, None), (30, 30, 100.0), (44, 45, 97.7), (1999, 2000, 99.9)],
)
def test_no_per_cent_is_told_of_fewer_than_thirty_and_none_is_rounded_up(
    agreed: int, compared: int, per_cent: float | None
) -> None:
    assert Agreement(F.DRONES_LAUNCHED, agreed, compared).per_cent == per_cent


def test_a_verdict_holds_for_the_two_figures_it_was_about(store: Store) -> None:
    store.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *DRONES_212)
    verdict = TableVerdict("theirs", "kpszsu/79455", F.DRONES_DOWN, "177", "5", Cause.TABLE, "A region's.")
    store.write_now(replace_verdicts, [verdict])

    def judged(theirs: int, slug: str = "theirs") -> list[tuple[Cause, str]]:
        found = compare(store, told(post=79455, drones_down=theirs), slug=slug)
        return [(one.cause, one.why) for one in found.disagreements]

    assert judged(5) == [(Cause.TABLE, "A region's.")]
    assert judged(6) == judged(5, slug="another") == [(Cause.OPEN, "")]
    store.write_now(replace_verdicts, [])
    assert judged(5) == [(Cause.OPEN, "")]


def test_a_table_that_is_read_again_replaces_itself_and_no_other(store: Store) -> None:
    store.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *DRONES_212)
    assert totals(compare(store, told(post=79455, drones_down=5), slug="another")) == {F.DRONES_DOWN: (0, 1)}
    assert totals(compare(store, told(post=79455, drones_launched=1))) == {F.DRONES_LAUNCHED: (0, 1)}
    assert totals(compare(store, told(post=79455, drones_down=177))) == {F.DRONES_DOWN: (1, 1)}
    assert [one.credit.slug for one in store.read_now(accuracy_view).tables] == ["another", "theirs"]


def test_the_comparison_is_always_with_today_s_reading(store: Store) -> None:
    store.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *DRONES_212)
    compare(store, told(post=79455, drones_down=181))

    def edited(db: Database) -> None:
        db.execute("UPDATE lines SET number = 181 WHERE outcome = ?", (DOWN.value,))

    store.write_now(edited)
    (table,) = store.read_now(accuracy_view).tables
    assert table.disagreements == ()

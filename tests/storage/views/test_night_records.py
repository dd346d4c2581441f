"""Which tallies of a channel may count the same weapons: within a date and over midnight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from parsers import READER
from parsers.records import NIGHT_TOLD_TWICE, Attacker, Claimant, Doubt, Outcome, Precision, Scope, Verdict, Window
from storage import Store
from storage.engines.engine import Database
from storage.views.night_records import RecordClock, night_records
from storage.views.record import ChannelClaims
from tests.storage.builders import NOW, line, night, post, reading, tally

AIR_FORCE = ChannelClaims("kpszsu", Claimant.UA_AIR_FORCE, Attacker.RUSSIA)
CLOCK = RecordClock(NOW, ZoneInfo("Europe/Kyiv"))
TWICE = Verdict(Scope.NATIONAL, (Doubt(NIGHT_TOLD_TWICE, "told first by another report"),))


def by_day(db: Database, message_id: int, day: str, end: str, *, scope: Scope = Scope.NATIONAL) -> None:
    """A report of the day from 04:00 UTC, posted a minute after its end."""
    post(db, "kpszsu", message_id, f"{day} {end[:-1]}1", "")
    what = tally("kpszsu", f"{day} 04:00", f"{day} {end}", line(Outcome.LAUNCHED, 30), scope=scope)
    reading(db, "kpszsu", message_id, what, ends_on=day)


def pairs(store: Store, first: str, last: str) -> list[set[tuple[int, int]]]:
    """Return for each date the pairs of posts that overlap."""
    nights = date.fromisoformat(first), date.fromisoformat(last)
    found = store.read_now(night_records, [AIR_FORCE], nights, CLOCK, READER)
    sides = [one.sides[0] for one in found]
    return [{(one.message_id, other.message_id) for one, other in side.overlapping} for side in sides]


def test_a_report_of_the_day_overlaps_the_night_that_begins_before_it_ends(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-21", line(Outcome.LAUNCHED, 100))
    store.write_now(by_day, 2, "2026-09-21", "16:00")
    store.write_now(night, "kpszsu", 3, "2026-09-22", line(Outcome.LAUNCHED, 90))
    store.write_now(by_day, 4, "2026-09-22", "16:00", scope=Scope.REGIONAL)  # counts nowhere
    store.write_now(by_day, 5, "2026-09-23", "15:00")  # ends as the next night begins
    store.write_now(night, "kpszsu", 6, "2026-09-24", line(Outcome.LAUNCHED, 80))
    assert pairs(store, "2026-09-21", "2026-09-24") == [{(1, 2), (2, 3)}, {(2, 3)}, set(), set()]
    assert pairs(store, "2026-09-22", "2026-09-22") == [{(2, 3)}]  # whatever else is read with it


def test_two_tallies_of_one_night_overlap_whatever_hours_they_give(store: Store) -> None:
    dates = Window(date(2026, 9, 21), date(2026, 9, 22), Precision.DAY, (0, 0))
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(Outcome.LAUNCHED, 100))
    for message_id, judged in ((2, TWICE), (3, TWICE), (4, None), (5, None)):
        store.write_now(post, "kpszsu", message_id, f"2026-09-22 06:0{message_id}", "")
        what = tally("kpszsu", "2026-09-21 06:00", "2026-09-21 07:00", line(Outcome.LAUNCHED, 90))
        window = what.window if message_id == 3 else dates
        store.write_now(
            reading, "kpszsu", message_id, replace(what, window=window), ends_on="2026-09-22", judged=judged
        )  # fmt: skip
    # 2 and 3 tell the night twice, 2, 4 and 5 are of the same dates; of 1, with hours, the others tell none
    assert pairs(store, "2026-09-22", "2026-09-22") == [{(2, 3), (2, 4), (2, 5), (4, 5)}]


def test_whether_a_night_without_hours_overlaps_the_days_beside_it_is_unclear(store: Store) -> None:
    dates = Window(date(2026, 9, 21), date(2026, 9, 22), Precision.DAY, (0, 0))
    what = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, 90))
    store.write_now(night, "kpszsu", 1, "2026-09-21", line(Outcome.LAUNCHED, 100))  # another night: no doubt
    store.write_now(by_day, 2, "2026-09-20", "15:00")
    store.write_now(by_day, 3, "2026-09-21", "15:00")
    store.write_now(post, "kpszsu", 4, "2026-09-22 05:30", "")
    store.write_now(reading, "kpszsu", 4, replace(what, window=dates), night="2026-09-22")
    store.write_now(by_day, 5, "2026-09-22", "16:00")
    store.write_now(by_day, 6, "2026-09-23", "16:00")
    days = date(2026, 9, 20), date(2026, 9, 23)
    found = store.read_now(night_records, [AIR_FORCE], days, CLOCK, READER)
    assert [{key.message_id for key in one.sides[0].unclear} for one in found] == [set(), {3}, {4, 5}, set()]
    assert all(key.message_id != 4 for one in found for pair in one.sides[0].overlapping for key in pair)

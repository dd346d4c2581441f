"""Held reports count nowhere; a decision of the operator applies to one text and survives rereading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from parsers.judge import judge
from parsers.records import Decision, Held, NotAReport, Outcome, Post, Reader, Reading, Sighting
from parsers.time.night import nights_of, rule
from storage import Store, open_store
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.readings import reprocess, tallies
from storage.readings.judging import decide
from storage.readings.load import Key
from tests.storage.builders import NOW, at, line, tally
from tests.storage.looking import forget_step


def read(post: Post) -> Reading:
    """A reader of our own: ``09-21 15:00 > 09-22 05:00 = 100``, in UTC and in 2026."""
    if "=" not in post.text:
        return NotAReport()
    window, number = post.text.split(" = ")
    start, end = (f"2026-{edge}" for edge in window.split(" > "))
    return tally(post.channel, start, end, line(Outcome.LAUNCHED, int(number.split()[0]), "shahed"))


READER = Reader(version=1, read=read, nights=nights_of, judge=judge, rule=rule)
BETTER = Reader(version=2, read=read, nights=nights_of, judge=judge, rule=rule)


def seen(message_id: int, text: str, hour: int = 0) -> Sighting:
    posted = at("2026-08-01 06:00") + timedelta(minutes=message_id)
    return Sighting(message_id, posted, text, posted + timedelta(hours=hour, minutes=1), "preview")


def night(step: int, launched: int, hours: str = "15:00 05:00") -> str:
    """The text of the night to a day of August 2026 and beyond: the 40th is that to 9 September."""
    end = at("2026-07-31 00:00") + timedelta(days=step)
    opens, shuts = hours.split()
    return f"{end - timedelta(days=1):%m-%d} {opens} > {end:%m-%d} {shuts} = {launched}"


def take(store: Store, *sightings: Sighting, reader: Reader = READER) -> None:
    store.write_now(take_in, "kpszsu", sightings, reader)


def settle(store: Store, message_id: int, decision: Decision | None, revision: int = 1) -> None:
    key = Key("kpszsu", message_id, revision)
    store.write_now(decide, key, decision, READER, at("2026-09-01 06:00"))


def standing(db: Database) -> dict[int, tuple[str | None, str | None, tuple[str, ...]]]:
    """Return for every current tally why it is held, its night, and the doubts from its neighbours."""
    return {
        one.key.message_id: (
            one.held.value if one.held else None,
            f"{one.nights.night:%m-%d}" if one.nights.night else None,
            tuple(doubt.code for doubt in one.open_doubts),
        )
        for one in tallies.current(db, "kpszsu", range(1, 300))
    }


def counted(db: Database) -> set[int]:
    """The posts that whoever counts tallies comes upon."""
    rows = db.execute(
        "SELECT message_id FROM current_readings WHERE reading = 'tally' OR night IS NOT NULL ORDER BY 1"
    ).fetchall()
    return {number for (number,) in rows}


def history(count: int = 20, drones: int = 100) -> list[Sighting]:
    return [seen(step, night(step, drones)) for step in range(1, count + 1)]


def test_on_an_empty_database_an_implausible_number_is_held(store: Store) -> None:
    take(store, seen(1, night(1, 107108)))
    assert store.read_now(standing) == {1: ("implausible", None, ("implausible",))}
    assert store.read_now(counted) == set()


def test_a_number_far_above_the_last_ninety_days_is_held_and_the_next_night_is_not(store: Store) -> None:
    take(store, *history(), seen(21, night(21, 900)), seen(22, night(22, 110)))
    found = store.read_now(standing)
    assert found[21][:2] == ("implausible", None)
    assert found[22] == (None, "08-22", ())


def test_backfilled_history_holds_implausible_nights_one_after_the_other(store: Store) -> None:
    large = {20: 900, 80: 1000, 145: 1100}
    quiet = [*range(50, 64), *range(120, 134)]
    take(store, *(seen(step, night(step, large.get(step, 100))) for step in sorted([*large, *quiet])))
    assert store.read_now(counted) == {*large, *quiet}
    take(store, *(seen(step, night(step, 100)) for step in range(1, 20)))
    assert store.read_now(counted) == {*quiet, *range(1, 20)}


def test_a_released_night_counts_and_makes_a_second_large_one_plausible(store: Store) -> None:
    take(store, *history(), seen(21, night(21, 900)), seen(22, night(22, 950)))
    assert {21, 22} & store.read_now(counted) == set()
    settle(store, 21, Decision.RELEASED)
    assert store.read_now(standing)[21] == (None, "08-21", ())
    assert store.read_now(standing)[22][:2] == (None, "08-22")
    settle(store, 21, None)
    assert {21, 22} & store.read_now(counted) == set()


def test_a_dropped_report_counts_nowhere_and_can_be_restored(store: Store) -> None:
    take(store, *history(), seen(21, night(21, 900)))
    settle(store, 21, Decision.DROPPED)
    assert store.read_now(standing)[21][:2] == ("dropped", None)
    settle(store, 21, Decision.RELEASED)
    assert store.read_now(standing)[21][:2] == (None, "08-21")


def test_a_decision_survives_rereading_with_a_new_reader(store: Store) -> None:
    take(store, seen(1, night(1, 107108)), seen(2, night(2, 107109)))
    settle(store, 1, Decision.RELEASED)
    settle(store, 2, Decision.DROPPED)
    stored = store.read_now(reprocess.texts, 10)
    store.write_now(reprocess.keep, BETTER, stored, reprocess.read_again(BETTER, stored), NOW)
    assert {number: one[:2] for number, one in store.read_now(standing).items()} == {
        1: (None, "08-01"),
        2: ("dropped", None),
    }


def test_an_edited_post_is_judged_again_and_the_old_text_keeps_its_decision(store: Store) -> None:
    take(store, seen(1, night(1, 107108)))
    settle(store, 1, Decision.RELEASED)
    take(store, seen(1, night(1, 107109), hour=1))
    assert store.read_now(standing)[1][0] == "implausible"
    take(store, seen(1, night(1, 107108), hour=2))
    assert store.read_now(standing)[1][:2] == (None, "08-01")


def test_an_edit_to_a_plausible_number_is_shown_and_is_no_correction(store: Store) -> None:
    take(store, seen(1, night(1, 107108)))
    taken = store.write_now(take_in, "kpszsu", [seen(1, night(1, 108), hour=1)], READER)
    assert taken.corrections == ()
    assert store.read_now(standing) == {1: (None, "08-01", ())}
    old = store.read_now(tallies.load_all, [Key("kpszsu", 1, 1)])[Key("kpszsu", 1, 1)]
    assert old.held is Held.IMPLAUSIBLE


def test_an_early_report_is_not_replaced_by_an_implausible_longer_one(store: Store) -> None:
    take(store, seen(1, night(1, 100)), seen(2, night(1, 107108, "15:00 06:00")))
    assert {number: one[:2] for number, one in store.read_now(standing).items()} == {
        1: (None, "08-01"),
        2: ("implausible", None),
    }


def test_an_early_report_is_the_night_again_when_the_longer_one_is_dropped(store: Store) -> None:
    take(store, seen(1, night(1, 100)), seen(2, night(1, 104, "15:00 06:00")))
    assert {number: one[:2] for number, one in store.read_now(standing).items()} == {
        1: (None, None),
        2: (None, "08-01"),
    }
    settle(store, 2, Decision.DROPPED)
    assert {number: one[:2] for number, one in store.read_now(standing).items()} == {
        1: (None, "08-01"),
        2: ("dropped", None),
    }


def test_a_later_report_of_another_shape_waits_for_a_decision(store: Store) -> None:
    take(store, seen(1, night(1, 100)), seen(2, night(1, 60, "19:00 04:00")))
    doubted = store.read_now(standing)
    assert doubted[1] == (None, "08-01", ("night_told_twice",))
    assert doubted[2] == (None, None, ("window_covered", "night_told_twice"))
    settle(store, 2, Decision.DROPPED)
    assert store.read_now(standing) == {1: (None, "08-01", ()), 2: ("dropped", None, ("window_covered",))}
    settle(store, 2, Decision.RELEASED)
    assert store.read_now(standing) == {1: (None, "08-01", ()), 2: (None, "08-01", ("window_covered",))}
    settle(store, 2, None)
    assert store.read_now(standing) == doubted


def test_an_edit_decides_which_report_is_the_night(store: Store) -> None:
    take(store, seen(1, night(1, 100)), seen(2, night(1, 60, "19:00 04:00")))
    take(store, seen(2, night(1, 104), hour=1))
    assert {number: one[:2] for number, one in store.read_now(standing).items()} == {
        1: (None, "08-01"),
        2: (None, "08-01"),
    }


SOME = (
    seen(1, night(1, 100)),
    seen(2, night(1, 60, "19:00 04:00")),
    *(seen(step + 10, night(step, 100)) for step in range(2, 18)),
    seen(40, night(18, 900)),
    seen(41, night(19, 920)),
    seen(42, night(20, 107108)),
)
ORDERS = [SOME, SOME[::-1], *list(permutations(SOME[:2] + SOME[-3:]))[7:120:29]]


@pytest.mark.parametrize("order", range(len(ORDERS)))
def test_rulings_do_not_depend_on_the_order_of_arrival(store: Store, order: int) -> None:
    first: Sequence[Sighting] = ORDERS[order]
    for sighting in (*first, *(one for one in SOME if one not in first)):
        take(store, sighting)
    found = store.read_now(standing)
    assert found[1] == (None, "08-01", ("night_told_twice",))
    assert found[2][1] is None
    assert {number for number, (held, _, _) in found.items() if held} == {40, 41, 42}


def as_before(db: Database) -> None:
    """Turn a database into one of an older version, which held nothing back."""
    forget_step(db, "m014_held_back")
    for statement in (
        "DROP INDEX readings_by_claim", "DROP INDEX readings_held", "DROP INDEX readings_beside",
        "DROP VIEW current_readings",
        *(f"ALTER TABLE readings DROP COLUMN {name}" for name in ("claimed_night", "drones", "held", "is_beside")),
        """CREATE VIEW current_readings AS SELECT * FROM readings WHERE NOT EXISTS (
            SELECT 1 FROM readings AS later WHERE later.channel = readings.channel
                AND later.message_id = readings.message_id AND later.revision > readings.revision)""",
        "DROP TABLE decisions", "DROP TABLE told_operator",
    ):  # fmt: skip
        db.execute(statement)


def test_migrating_an_older_database_adds_the_columns_and_keeps_its_nights(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with open_store(path) as store:
        take(store, *history(3))
        store.write_now(as_before)
    with open_store(path) as store:
        rows = store.read_now(
            lambda db: db.execute(
                "SELECT night, claimed_night, drones, held, is_beside FROM current_readings ORDER BY night"
            ).fetchall()
        )
        assert rows == [(f"2026-08-0{day}", f"2026-08-0{day}", 100, None, 0) for day in (1, 2, 3)]

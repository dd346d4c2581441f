"""Readings are stored and loaded unchanged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.records import (
    Attacker,
    Claimant,
    Count,
    Doubt,
    Headline,
    Hedge,
    Kind,
    Line,
    Nights,
    NotAReport,
    Outcome,
    Precision,
    Reading,
    RegionCount,
    Scope,
    Tally,
    Unreadable,
    Verdict,
    Window,
)
from storage import Store, open_store
from storage.engines.engine import Database
from storage.readings import tallies
from tests.storage.builders import line, night, post, reading, tally

SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
PLACES = st.lists(SLUGS, max_size=3).map(tuple)
WORDS = st.tuples(st.integers(0, 5000), st.integers(0, 5000))
NUMBERS = st.none() | st.integers(0, 10_000)
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
EDGES = st.none() | MOMENTS | st.dates(date(2022, 1, 1), date(2030, 1, 1))
COUNTS = st.none() | st.builds(Count, NUMBERS, st.sampled_from(Hedge), WORDS)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
DOUBTS = st.lists(st.builds(Doubt, SLUGS, TEXTS), max_size=3).map(tuple)
LINES = st.builds(
    Line,
    outcome=st.sampled_from(Outcome),
    kind=st.sampled_from(Kind),
    weapons=PLACES,
    number=NUMBERS,
    hedge=st.sampled_from(Hedge),
    words=WORDS,
    share=st.booleans(),
    total=st.booleans(),
    origins=PLACES,
)
TALLIES = st.builds(
    Tally,
    format=SLUGS,
    scope=st.sampled_from(Scope),
    claimant=st.sampled_from(Claimant),
    attacker=st.sampled_from(Attacker),
    window=st.none() | st.builds(Window, EDGES, EDGES, st.sampled_from(Precision), WORDS),
    lines=st.lists(LINES, max_size=4).map(tuple),
    hit_sites=COUNTS,
    debris_sites=COUNTS,
    headline=st.none() | st.builds(Headline, st.integers(0, 5000), SLUGS, WORDS),
    origins=PLACES,
    targets=PLACES,
    downed_over=PLACES,
    regions=st.none() | st.lists(st.builds(RegionCount, SLUGS, NUMBERS, WORDS), max_size=3).map(tuple),
    doubts=DOUBTS,
)
READINGS = st.one_of(TALLIES, st.builds(Unreadable, SLUGS, st.none() | TALLIES), st.just(NotAReport()))
NO_NIGHT = Nights(None, None)


@pytest.fixture(scope="module")
def kept_store() -> Iterator[Store]:
    """Make one database for many examples, each of which replaces the reading of the same revision."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "overnight.db") as opened:
        opened.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(what=READINGS)
def test_a_stored_reading_is_loaded_unchanged(kept_store: Store, what: Reading) -> None:
    kept_store.write_now(
        tallies.save, "kpszsu", 1, 1, what, reader_version=1, reader=None, nights=NO_NIGHT, judged=None
    )
    assert kept_store.read_now(tallies.load, "kpszsu", 1, 1) == what


def test_an_unread_revision_has_no_reading(store: Store) -> None:
    store.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
    assert store.read_now(tallies.load, "kpszsu", 1, 1) is None


def test_the_verdict_is_stored_apart_from_the_reading(store: Store) -> None:
    said = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", doubts=(Doubt("headline_differs", "96 and 95"),))
    verdict = Verdict(Scope.INTERIM, (Doubt("window_covered", "by post 2"),))
    store.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
    store.write_now(reading, "kpszsu", 1, said, night="2026-09-22", judged=verdict)
    kept = store.read_now(tallies.load_all, [tallies.Key("kpszsu", 1, 1)])[tallies.Key("kpszsu", 1, 1)]
    assert kept.reading == said
    assert kept.scope is Scope.INTERIM
    assert kept.judged == (Doubt("window_covered", "by post 2"),)


def test_a_tally_judged_less_than_national_is_no_night(store: Store) -> None:
    said = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00")
    store.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
    store.write_now(reading, "kpszsu", 1, said, night="2026-09-22", judged=Verdict(Scope.REGIONAL))
    kept = store.read_now(tallies.load_all, [tallies.Key("kpszsu", 1, 1)])
    assert kept[tallies.Key("kpszsu", 1, 1)].nights == Nights(None, date(2026, 9, 22))


def test_more_readings_than_one_query_takes_are_loaded_in_the_requested_order(store: Store) -> None:
    def fill(db: Database) -> None:
        for number in range(1, 701):
            post(db, "kpszsu", number, "2026-09-22 05:30", "text")
            reading(db, "kpszsu", number, NotAReport())

    store.write_now(fill)
    keys = [tallies.Key("kpszsu", number, 1) for number in range(700, 0, -1)]
    assert list(store.read_now(tallies.load_all, keys)) == keys


def test_current_tallies_of_days_are_newest_revisions_sorted_by_window_end(store: Store) -> None:
    old, new = line(Outcome.LAUNCHED, 100), line(Outcome.LAUNCHED, 104)
    edited = ("kpszsu", "2026-09-20 15:00", "2026-09-21 05:00")
    store.write_now(night, "kpszsu", 1, "2026-09-19")
    store.write_now(post, "kpszsu", 2, "2026-09-21 05:30", "first", "second")
    store.write_now(reading, "kpszsu", 2, tally(*edited, old), night="2026-09-21")
    store.write_now(reading, "kpszsu", 2, tally(*edited, new), night="2026-09-21", revision=2)
    store.write_now(night, "mod_russia", 4, "2026-09-22")
    store.write_now(night, "kpszsu", 5, "2026-09-22", scope=Scope.REGIONAL)
    found = store.read_now(tallies.between, "kpszsu", date(2026, 9, 20), date(2026, 9, 22))
    assert [one.key for one in found] == [tallies.Key("kpszsu", 2, 2), tallies.Key("kpszsu", 5, 1)]
    assert found[0].reading == tally(*edited, new)


def test_a_partly_unreadable_report_is_no_night(store: Store) -> None:
    partial = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, 100))
    store.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
    store.write_now(reading, "kpszsu", 1, Unreadable("no_launched", partial), night="2026-09-22")
    key = tallies.Key("kpszsu", 1, 1)
    assert store.read_now(tallies.load_all, [key])[key].nights == Nights(None, date(2026, 9, 22))


def test_refusals_and_doubts_are_listed_newest_first_with_their_reasons(store: Store) -> None:
    doubt = Doubt("headline_differs", "96 and 95")
    store.write_now(post, "kpszsu", 1, "2026-09-20 05:30", "text")
    store.write_now(reading, "kpszsu", 1, Unreadable("no_window"))
    store.write_now(night, "mod_russia", 2, "2026-09-21", doubts=(doubt,))
    store.write_now(night, "kpszsu", 3, "2026-09-22")
    told = store.read_now(tallies.unread, 10)
    assert [(one.key.channel, one.key.message_id, one.reason, one.doubts) for one in told] == [
        ("mod_russia", 2, None, (doubt,)),
        ("kpszsu", 1, "no_window", ()),
    ]
    assert told[1].posted_at == datetime(2026, 9, 20, 5, 30, tzinfo=UTC)


def test_a_refusal_fixed_by_an_edit_is_no_longer_listed(store: Store) -> None:
    store.write_now(post, "kpszsu", 1, "2026-09-20 05:30", "first", "second")
    store.write_now(reading, "kpszsu", 1, Unreadable("no_window"))
    store.write_now(reading, "kpszsu", 1, NotAReport(), revision=2)
    assert store.read_now(tallies.unread, 10) == []

"""Every view says that a night with a held report is not confirmed, and shows no number of it."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from parsers.records import NIGHT_TOLD_TWICE, Decision, Doubt, Held, Kind, Outcome, Scope, Tally, Verdict
from storage import Store
from storage.readings import decisions
from storage.readings.load import Key
from storage.views.channel_contents import holdings_view
from storage.views.corrections import edited_since
from storage.views.export import export_portion
from storage.views.gaps import gaps_view, refused_sources
from storage.views.held import judged_post, waiting_posts
from storage.views.latest import Silence, latest_view
from storage.views.night import night_view
from storage.views.ranges import span_view
from storage.views.rank import NoRank, rank_view
from storage.views.readings import HeldView
from storage.views.records import records_view
from storage.views.region import region_view
from storage.views.series import Measure, newest_night
from storage.views.source import words_view
from storage.views.trend import trend_view
from tests.storage.builders import at, line, night, post, reading, tally

KYIV = ZoneInfo("Europe/Kyiv")
NOW = at("2026-09-22 07:00")
DAY = date(2026, 9, 22)
LAUNCHED = Outcome.LAUNCHED
HELD = Verdict(Scope.NATIONAL, (Doubt("implausible", "drone launched 107108"),), held=True)
KEY = Key("kpszsu", 79455, 1)


def slip(day: date = DAY) -> Tally:
    """The tally of a night with digits that ran together."""
    before = day - timedelta(days=1)
    return tally("kpszsu", f"{before} 15:00", f"{day} 05:00", line(LAUNCHED, 107108, "shahed"), targets=("UA-51",))


@pytest.fixture
def held(store: Store) -> Store:
    """Four nights, and the one after them held back."""
    for step in range(4):
        store.write_now(night, "kpszsu", 79000 + step, f"2026-09-{18 + step}", line(LAUNCHED, 100 + step, "shahed"))
    store.write_now(post, "kpszsu", 79455, "2026-09-22 05:31", "text")
    store.write_now(reading, "kpszsu", 79455, slip(), night="2026-09-22", judged=HELD)
    return store


def test_latest_shows_the_night_before_a_held_one_and_names_the_held_report(held: Store) -> None:
    (side,) = held.read_now(latest_view, ["kpszsu"], NOW, KYIV, timedelta(minutes=10)).sides
    assert side.night is not None
    assert side.night.night == date(2026, 9, 21)
    assert side.silence is Silence.NOT_CONFIRMED
    assert side.not_confirmed is not None
    assert side.not_confirmed == HeldView(side.not_confirmed.source, Held.IMPLAUSIBLE, DAY, DAY, 1)
    assert side.not_understood is None


def test_latest_still_names_the_held_report_after_another_report_the_same_day(held: Store) -> None:
    held.write_now(post, "kpszsu", 79460, "2026-09-22 06:40", "text")
    by_day = tally("kpszsu", "2026-09-22 05:00", "2026-09-22 06:30", line(LAUNCHED, 7, "shahed"))
    held.write_now(reading, "kpszsu", 79460, by_day, ends_on="2026-09-22")
    (side,) = held.read_now(latest_view, ["kpszsu"], NOW, KYIV, timedelta(minutes=10)).sides
    assert side.silence is Silence.NOT_CONFIRMED


def test_a_held_daytime_report_says_nothing_about_the_night(held: Store) -> None:
    held.write_now(post, "kpszsu", 79470, "2026-09-23 05:40", "text")
    by_day = tally("kpszsu", "2026-09-22 05:00", "2026-09-22 15:00", line(LAUNCHED, 107108, "shahed"))
    held.write_now(decisions.decide, KEY, Decision.RELEASED, NOW)
    held.write_now(reading, "kpszsu", 79455, slip(), night="2026-09-22", judged=HELD)
    held.write_now(reading, "kpszsu", 79470, by_day, ends_on="2026-09-22", judged=HELD)
    (side,) = held.read_now(latest_view, ["kpszsu"], at("2026-09-23 07:00"), KYIV, timedelta(minutes=10)).sides
    assert side.not_confirmed is not None
    assert side.not_confirmed.night is None
    assert side.silence is Silence.NOT_POSTED


def test_a_night_lists_the_held_report_among_those_that_do_not_count(held: Store) -> None:
    (side,) = held.read_now(night_view, ["kpszsu"], DAY, KYIV).sides
    assert (side.night, side.windows) == (None, ())
    assert [one.source.key for one in side.not_confirmed] == [KEY]


def test_ranges_name_the_unconfirmed_night(held: Store) -> None:
    first = date(2026, 9, 18)
    (side,) = held.read_now(span_view, ["kpszsu"], first, DAY).sides
    assert (side.missing, side.unconfirmed) == ((DAY,), (DAY,))
    assert side.sums[Measure.DRONES_LAUNCHED].number == 406
    trend = held.read_now(trend_view, "kpszsu", DAY, 5, Measure.DRONES_LAUNCHED)
    assert (trend.missing, trend.unconfirmed) == ((DAY,), (DAY,))
    records = held.read_now(records_view, "kpszsu", DAY)
    assert (records.missing, records.unconfirmed) == ((DAY,), (DAY,))
    assert records.records[0].nights[0][1].number == 103
    assert held.read_now(newest_night, "kpszsu", DAY) == DAY


def test_a_held_night_has_no_rank_and_prevents_ranks_of_later_nights(held: Store) -> None:
    assert held.read_now(rank_view, "kpszsu", DAY, Measure.DRONES_LAUNCHED).refused is NoRank.NO_NIGHT
    held.write_now(night, "kpszsu", 79500, "2026-09-23", line(LAUNCHED, 90, "shahed"))
    rank = held.read_now(rank_view, "kpszsu", date(2026, 9, 23), Measure.DRONES_LAUNCHED)
    assert (rank.refused, rank.holes) == (NoRank.MISSING_NIGHTS, (DAY,))


def test_gaps_list_held_posts_apart_from_unreadable_ones(held: Store) -> None:
    view = held.read_now(gaps_view, ["kpszsu"], date(2026, 9, 18), DAY, KYIV)
    assert [(one.day, one.refused, one.held) for one in view.sides[0].missing] == [(DAY, (), (KEY,))]
    assert list(held.read_now(refused_sources, view)) == [KEY]


def test_a_held_figure_is_in_no_export_region_correction_or_quote(held: Store) -> None:
    assert [one.source.key for one in held.read_now(export_portion, ["kpszsu"], DAY, DAY, None)] == []
    assert held.read_now(region_view, ["kpszsu"], "UA-51", DAY).sides[0].mentions == ()
    found = held.read_now(words_view, KEY)
    assert found is not None
    assert (found.text, found.quotes) == (None, ())
    assert isinstance(found.report, HeldView)
    counted = held.read_now(holdings_view, "kpszsu")
    assert (counted.tallies, counted.unreadable, counted.held, counted.last_night) == (4, 0, 1, date(2026, 9, 21))


def test_an_edit_of_a_held_report_is_no_correction(store: Store) -> None:
    store.write_now(post, "kpszsu", 79455, "2026-09-22 05:31", "first", "second")
    store.write_now(reading, "kpszsu", 79455, slip(), night="2026-09-22", judged=HELD)
    good = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(LAUNCHED, 108, "shahed"))
    store.write_now(reading, "kpszsu", 79455, good, night="2026-09-22", revision=2)
    assert store.read_now(edited_since, ["kpszsu"], at("2026-09-01 00:00")) == ()


def test_a_released_figure_raises_no_doubt_of_its_size(held: Store) -> None:
    held.write_now(decisions.decide, KEY, Decision.RELEASED, NOW)
    verdict = Verdict(
        Scope.NATIONAL, (*HELD.doubts, Doubt("outlier", "large"), Doubt("window_covered", "x")), held=True
    )
    held.write_now(reading, "kpszsu", 79455, slip(), night="2026-09-22", judged=verdict)
    (side,) = held.read_now(night_view, ["kpszsu"], DAY, KYIV).sides
    assert side.night is not None
    assert [doubt.code for doubt in side.night.doubts] == ["window_covered"]


def test_held_and_conflicting_reports_wait_for_the_operator(held: Store) -> None:
    twice = Doubt(NIGHT_TOLD_TWICE, "told first by another")
    held.write_now(post, "kpszsu", 79460, "2026-09-22 06:40", "text")
    part = tally("kpszsu", "2026-09-21 19:00", "2026-09-22 03:00", line(LAUNCHED, 41, kind=Kind.DRONE))
    beside = Verdict(Scope.NATIONAL, (twice,), beside=True)
    held.write_now(reading, "kpszsu", 79460, part, night="2026-09-22", judged=beside)
    assert [one.key.message_id for one in held.read_now(waiting_posts, 10)] == [79460, 79455]
    held.write_now(decisions.decide, KEY, Decision.DROPPED, NOW)
    held.write_now(reading, "kpszsu", 79455, slip(), night="2026-09-22", judged=HELD)
    assert [one.key.message_id for one in held.read_now(waiting_posts, 10)] == [79460]
    found = held.read_now(judged_post, "kpszsu", 79455)
    assert found is not None
    assert (found.held, found.decision, found.waits) == (Held.DROPPED, Decision.DROPPED, False)


def test_a_post_without_a_tally_cannot_be_decided_on(held: Store) -> None:
    held.write_now(post, "kpszsu", 79461, "2026-09-22 06:41", "alert")
    assert held.read_now(judged_post, "kpszsu", 79461) is None
    assert held.read_now(judged_post, "kpszsu", 1) is None

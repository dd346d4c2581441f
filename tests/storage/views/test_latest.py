"""The newest night, its age, and the silences."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parsers.records import NotAReport, Outcome, Unreadable
from storage import Store
from storage.channels import cursors
from storage.views.latest import LastPost, LatestSide, Silence, latest_view
from tests.storage.builders import at, followed, line, night, post, reading, tally

KYIV = ZoneInfo("Europe/Kyiv")
NOW = at("2026-09-22 06:00")
PATIENCE = timedelta(minutes=5)


def side(store: Store, now: datetime = NOW) -> LatestSide:
    return store.read_now(latest_view, ("kpszsu",), now, KYIV, PATIENCE).sides[0]


def test_a_report_of_tonight_means_no_silence(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21", line(Outcome.LAUNCHED, 90))
    store.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 212))
    found = side(store)
    assert found.night is not None
    assert (found.night.source.message_id, found.age, found.silence) == (5, 0, None)


def test_before_the_report_of_today_the_previous_night_is_shown_with_its_age(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    found = side(store)
    assert found.night is not None
    assert (found.night.night, found.age, found.silence) == (date(2026, 9, 21), 1, Silence.NOT_POSTED)


def test_alerts_after_the_night_do_not_hide_the_missing_report(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    store.write_now(post, "kpszsu", 4, "2026-09-22 05:50", "text")
    store.write_now(reading, "kpszsu", 4, NotAReport())
    assert side(store).silence is Silence.NOT_POSTED


def test_the_newest_post_is_given_with_its_age_and_whether_it_is_a_report(store: Store) -> None:
    assert side(store).last_post is None
    store.write_now(night, "kpszsu", 3, "2026-09-21", posted="05:30")
    assert side(store).last_post == LastPost(at("2026-09-21 05:30"), is_report=True)
    store.write_now(post, "kpszsu", 4, "2026-09-22 05:50", "text")
    assert side(store).last_post == LastPost(at("2026-09-22 05:50"), is_report=False)
    store.write_now(reading, "kpszsu", 4, Unreadable("no_window"))
    assert side(store).last_post == LastPost(at("2026-09-22 05:50"), is_report=True)


def test_a_channel_not_read_in_time_is_unreachable(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    store.write_now(followed, "kpszsu", "2026-09-22 05:55:00")
    assert side(store).silence is Silence.NOT_POSTED
    store.write_now(followed, "kpszsu", "2026-09-22 05:54:59")
    found = side(store)
    assert (found.silence, found.last_good_at) == (Silence.UNREACHABLE, at("2026-09-22 05:54:59"))


def test_a_never_read_channel_is_unreachable_once_tried(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    assert side(store).silence is Silence.NOT_POSTED
    store.write_now(followed, "kpszsu", None)
    assert side(store).silence is Silence.UNREACHABLE


@pytest.mark.parametrize("last_good", [None, "2026-09-22 05:59", "2026-09-21 05:59"])
def test_a_paused_channel_is_neither_unreachable_nor_missing_a_report(store: Store, last_good: str | None) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    store.write_now(followed, "kpszsu", last_good)
    store.write_now(cursors.pause, "kpszsu", "operator: paused with /pause following")
    assert side(store).silence is Silence.PAUSED
    store.write_now(cursors.unpause, "kpszsu")
    assert side(store).silence is not Silence.PAUSED


def test_a_channel_paused_for_another_id_is_not_shown_as_paused_by_the_operator(store: Store) -> None:
    store.write_now(followed, "kpszsu", "2026-09-21 05:59")
    store.write_now(cursors.pause, "kpszsu", "identity: @kpszsu is pinned to id 1, the page shows 2.")
    assert side(store).silence is Silence.UNREACHABLE


def test_an_unreadable_newest_report_is_shown_as_not_understood(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-21")
    store.write_now(post, "kpszsu", 4, "2026-09-22 05:40", "text")
    store.write_now(reading, "kpszsu", 4, Unreadable("no_launched"))
    found = side(store)
    assert found.silence is Silence.NOT_UNDERSTOOD
    assert found.not_understood is not None
    assert found.not_understood.reading.reason == "no_launched"
    assert found.not_understood.source.message_id == 4


def test_a_readable_report_after_a_refused_one_ends_the_silence(store: Store) -> None:
    store.write_now(post, "kpszsu", 4, "2026-09-22 05:20", "text")
    store.write_now(reading, "kpszsu", 4, Unreadable("no_launched"))
    store.write_now(night, "kpszsu", 5, "2026-09-22")
    assert side(store).silence is None


def test_daytime_tallies_after_the_night_are_listed_separately(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-22")
    store.write_now(post, "kpszsu", 8, "2026-09-22 16:00", "text")
    day = tally("kpszsu", "2026-09-22 05:00", "2026-09-22 15:30", line(Outcome.LAUNCHED, 30))
    store.write_now(reading, "kpszsu", 8, day, ends_on="2026-09-22")
    found = side(store, now=at("2026-09-22 17:00"))
    assert found.night is not None
    assert found.night.source.message_id == 5
    assert [after.source.message_id for after in found.after] == [8]


def test_a_night_dated_in_the_future_is_not_the_newest(store: Store) -> None:
    store.write_now(night, "kpszsu", 3, "2026-09-22")
    store.write_now(night, "kpszsu", 4, "2027-09-22")
    found = side(store)
    assert found.night is not None
    assert found.night.source.message_id == 3


def test_an_empty_database_has_no_night_and_says_so(store: Store) -> None:
    found = side(store)
    assert (found.night, found.age, found.silence) == (None, None, Silence.NOT_POSTED)

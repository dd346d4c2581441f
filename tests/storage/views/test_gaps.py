"""Gaps: missing nights, and posts that were never seen."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from parsers.records import Outcome, Unreadable
from storage import Store
from storage.channels.gaps import open_gap
from storage.views.gaps import GapsSide, Unseen, gaps_view
from tests.storage.builders import at, line, night, post, reading

KYIV = ZoneInfo("Europe/Kyiv")


def side(store: Store, first: int, last: int) -> GapsSide:
    """The Air Force from one day of September 2026 to another."""
    days = (date(2026, 9, first), date(2026, 9, last))
    (ours,) = store.read_now(gaps_view, ("kpszsu",), *days, KYIV).sides
    return ours


def test_days_before_the_first_night_are_not_listed_as_missing(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-20", line(Outcome.LAUNCHED, 5))
    ours = side(store, 1, 22)
    assert ours.first_night == date(2026, 9, 20)
    assert [one.day.day for one in ours.missing] == [21, 22]
    assert side(store, 1, 19).missing == ()


def test_a_missing_night_with_a_refused_post_links_to_it(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-20", line(Outcome.LAUNCHED, 5))
    store.write_now(post, "kpszsu", 2, "2026-09-21 05:30")
    store.write_now(reading, "kpszsu", 2, Unreadable("no_window"))
    (missing,) = side(store, 20, 21).missing
    assert [key.message_id for key in missing.refused] == [2]


def test_unseen_posts_are_dated_by_the_posts_around_them(store: Store) -> None:
    store.write_now(post, "kpszsu", 10, "2026-09-20 05:30")
    store.write_now(post, "kpszsu", 15, "2026-09-21 05:30")
    store.write_now(open_gap, "kpszsu", 11, 14, at("2026-09-21 06:00"))
    assert side(store, 1, 22).unseen == (Unseen(11, 14, at("2026-09-20 05:30"), at("2026-09-21 05:30")),)
    assert side(store, 1, 19).unseen == ()


def test_a_channel_without_posts_is_missing_throughout(store: Store) -> None:
    ours = side(store, 21, 22)
    assert (ours.first_night, [one.day.day for one in ours.missing]) == (None, [21, 22])

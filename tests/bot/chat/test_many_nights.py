"""Answers over many nights: what is collapsed, what fits one message, where the buttons end."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.chat.audience import Audience
from bot.chat.languages import words_of
from bot.chat.message import Message
from bot.chat.messages.comparison import comparison_message
from bot.chat.messages.gaps import gaps_message
from bot.chat.messages.ranges import span_message
from bot.chat.messages.records import records_message
from bot.chat.rich_text import split
from parsers.records import Hedge, Kind, Outcome
from storage import Store
from storage.channels.gaps import open_gap
from storage.engines.engine import Database
from storage.views.comparison import comparison_view, single_sources
from storage.views.gaps import gaps_view
from storage.views.ranges import span_sources, span_view
from storage.views.readings import Sources
from storage.views.records import records_view
from tests.storage.builders import at, line, night, post

KYIV = ZoneInfo("Europe/Kyiv")
BOTH = ("kpszsu", "mod_russia")
AUGUST = (date(2026, 8, 1), date(2026, 8, 31))
TODAY = date(2026, 9, 22)


def audience(language: str = "en") -> Audience:
    return Audience(words_of(language), KYIV)


def nights(db: Database, step: int) -> None:
    """Every ``step``-th night of August 2026, of both sides."""
    for day in range(1, 32, step):
        iso = f"2026-08-{day:02}"
        drones = (line(Outcome.LAUNCHED, 1100 + day, "shahed"), line(Outcome.DOWNED_OR_SUPPRESSED, 1000, "shahed"))
        night(db, "kpszsu", 78000 + day, iso, *drones)
        night(db, "mod_russia", 66000 + day, iso, line(Outcome.DOWNED, 300 + day))


def month(store: Store, language: str = "en") -> Message:
    view = store.read_now(span_view, BOTH, *AUGUST)
    return span_message(audience(language), view, store.read_now(span_sources, view), TODAY, by_month=True)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_whole_month_of_both_sides_fits_one_message(store: Store, language: str) -> None:
    store.write_now(nights, 1)
    message = month(store, language)
    assert len(split(message.blocks)) == 1
    assert len(message.shows) == 62
    assert message.html.count("<blockquote expandable>") == 2


def test_many_missing_nights_are_collapsed_and_each_is_listed(store: Store) -> None:
    store.write_now(nights, 5)
    html = month(store).html
    assert "7 of 31 nights known" in html
    listed = "missing: 2–5 Aug, 7–10 Aug, 12–15 Aug, 17–20 Aug, 22–25 Aug, 27–30 Aug"
    assert html.count(f"<blockquote expandable>{listed}</blockquote>") == 2


def test_a_comparison_names_the_range_of_its_collapsed_nights(store: Store) -> None:
    store.write_now(nights, 5)
    view = store.read_now(comparison_view, BOTH, AUGUST, (date(2026, 9, 1), date(2026, 9, 22)))
    html = comparison_message(audience(), view, {}).html
    assert "<blockquote expandable>August 2026 – missing: 2–5 Aug, " in html


def test_largest_nights_are_not_called_records_while_a_night_is_missing(store: Store) -> None:
    store.write_now(nights, 30)
    words = "A missing night may have been larger, so none of these is called a record."
    view = store.read_now(records_view, "kpszsu", date(2026, 8, 31))
    assert words in records_message(audience(), [view], sources(store)).plain
    store.write_now(nights_between, 2, 30)
    view = store.read_now(records_view, "kpszsu", date(2026, 8, 31))
    plain = records_message(audience(), [view], sources(store)).plain
    assert words not in plain
    assert "all 31 nights since 1 Aug 2026 known" in plain


def nights_between(db: Database, first: int, last: int) -> None:
    for day in range(first, last + 1):
        night(db, "kpszsu", 79000 + day, f"2026-08-{day:02}", line(Outcome.LAUNCHED, 5, "shahed"))


def sources(store: Store) -> Sources:
    return store.read_now(span_sources, store.read_now(span_view, BOTH, *AUGUST))


def test_nights_with_withheld_missiles_are_counted_and_make_the_sum_a_lower_bound(store: Store) -> None:
    ballistic = [line(Outcome.LAUNCHED, number, "iskander-m", kind=Kind.BALLISTIC_MISSILE) for number in (9, None)]
    hedged = line(Outcome.LAUNCHED, 17, "kh-101", kind=Kind.CRUISE_MISSILE, hedge=Hedge.AT_MOST)
    exact = line(Outcome.LAUNCHED, 30, "kh-101", kind=Kind.CRUISE_MISSILE)
    for step, lines in enumerate(([ballistic[0], exact], [ballistic[1], hedged], [ballistic[1]])):
        store.write_now(night, "kpszsu", step + 1, f"2026-08-{step + 1:02}", *lines)
    plain = month(store).plain
    assert "Cruise missiles\n  30 to 47 launched\n" in plain
    assert "Ballistic missiles\n  at least 9 launched\n  used, number not given on 2 nights\n" in plain


def test_unseen_posts_are_listed_with_the_days_around_them(store: Store) -> None:
    store.write_now(post, "kpszsu", 10, "2026-09-20 05:30")
    store.write_now(post, "kpszsu", 15, "2026-09-21 05:30")
    store.write_now(open_gap, "kpszsu", 11, 14, at("2026-09-21 06:00"))
    view = store.read_now(gaps_view, ("kpszsu",), TODAY - timedelta(days=89), TODAY, KYIV)
    assert "posts we have not seen: 11–14 · 20 Sep – 21 Sep" in gaps_message(audience(), view, {}, TODAY).plain


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons[0]]


@pytest.mark.parametrize(
    ("first", "last", "by_month", "said"),
    [
        (date(2026, 8, 1), date(2026, 8, 31), True, ["‹ July 2026", "September 2026 ›"]),
        (date(2026, 9, 1), date(2026, 9, 22), True, ["‹ August 2026"]),
        (date(2022, 2, 24), date(2022, 2, 28), True, ["March 2022 ›"]),
        (date(2026, 9, 9), date(2026, 9, 15), False, ["‹ 2–8 Sep 2026", "16–22 Sep 2026 ›"]),
        (date(2026, 9, 14), date(2026, 9, 20), False, ["‹ 7–13 Sep 2026", "21–22 Sep 2026 ›"]),
    ],
)
def test_buttons_lead_to_the_neighbouring_ranges(
    store: Store, first: date, last: date, by_month: bool, said: list[str]
) -> None:
    view = store.read_now(span_view, BOTH, first, last)
    assert labels(span_message(audience(), view, {}, TODAY, by_month=by_month)) == said


def test_missiles_of_two_ways_of_counting_stand_beside_each_other_with_a_sentence(store: Store) -> None:
    for number, day in enumerate(("2026-08-08", "2026-08-09")):
        missiles = line(Outcome.LAUNCHED, 10 - number, kind=Kind.CRUISE_MISSILE)
        store.write_now(night, "kpszsu", number + 1, day, line(Outcome.LAUNCHED, 100, "shahed"), missiles)
    first, second = ((day, day) for day in (date(2026, 8, 8), date(2026, 8, 9)))
    view = store.read_now(comparison_view, ("kpszsu",), first, second)
    text = comparison_message(audience(), view, store.read_now(single_sources, view)).plain
    assert "10 → 9\n" in text
    assert "Since 9 August 2026 numbers of missiles are often not given: they do not compare with those before." in text

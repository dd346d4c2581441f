"""A floor is not a total: what answers say of seven nights of which one is not exactly known."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.chat.audience import Audience
from bot.chat.languages import words_of
from bot.chat.messages.comparison import comparison_message
from bot.chat.messages.digest import Digest, digest_message
from bot.chat.messages.ranges import span_message
from bot.chat.messages.ranking import Ranking, standing_text
from bot.chat.messages.records import records_message
from bot.chat.messages.region_span import region_span_message
from bot.chat.messages.weapon import weapon_message
from parsers.records import Hedge, Kind, Line, Outcome, Unreadable
from storage import Store
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.averages import average_view
from storage.views.comparison import comparison_view
from storage.views.figures import lines_figure
from storage.views.ranges import span_view
from storage.views.rank import rank_view
from storage.views.records import record_sources, records_view
from storage.views.region_span import region_span_sources, region_span_view
from storage.views.series import Measure
from storage.views.weapon import weapon_view
from tests.storage.builders import at, line, night, post, reading

LAUNCHED, DOWN, DOWNED, LOST = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.DOWNED, Outcome.LOST
ENGLISH, KYIV = words_of("en"), ZoneInfo("Europe/Kyiv")
ASKS = Audience(ENGLISH, KYIV)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 7)
ODD = 4


def drones(number: int | None, hedge: Hedge | None = None) -> list[Line]:
    return [line(LAUNCHED, number, "shahed", hedge=hedge), line(DOWN, 50, "shahed")]


def week(db: Database, *odd: Line, last: date = LAST) -> None:
    """Store seven nights up to ``last`` of 100 drones, and ``odd`` on the fourth; without any line it is a hole."""
    for step in range(1, 8):
        day = (last - timedelta(days=7 - step)).isoformat()
        if step != ODD or odd:
            night(db, "kpszsu", step, day, *(odd if step == ODD else drones(100)), targets=("UA-51",))


def said(store: Store, first: date = FIRST, last: date = LAST, language: str = "en") -> str:
    view = store.read_now(span_view, ("kpszsu",), first, last)
    return span_message(Audience(words_of(language), KYIV), view, {}, last).plain


# What a number of drones in the fourth night makes of the sum of 600 in six others, and of its mean.
@pytest.mark.parametrize(
    ("number", "hedge", "total", "mean"),
    [
        (100, Hedge.EXACT, "700", "100"),
        (None, Hedge.NOT_STATED, "at least 600", "at least 85"),  # 600 / 7 = 85.7
        (150, Hedge.AT_LEAST, "at least 750", "at least 107"),  # 107.1
        (150, Hedge.ABOUT, "about 750", "about 107"),
        (150, Hedge.AT_MOST, "600 to 750", "85 to 108"),
    ],
)
def test_a_week_tells_its_sum_and_its_mean_within_their_bounds(
    store: Store, number: int | None, hedge: Hedge, total: str, mean: str
) -> None:
    store.write_now(week, *drones(number, hedge))
    text = said(store)
    assert f"Ukraine's Air Force says Russia launched {total} drones in the seven nights to 7 October 2026; " in text
    assert f"  {total} launched · 350 shot down or jammed" in text
    assert f"  {mean} launched a night\n" in text
    assert ("50%" in text) == (hedge is Hedge.EXACT)


def test_a_sum_with_a_hole_says_of_how_many_nights_it_is(store: Store) -> None:
    store.write_now(week)
    text = said(store)
    assert (
        "Ukraine's Air Force says Russia launched 600 drones in the seven nights to 7 October 2026 "
        "(6 of 7 nights known); 300 drones were shot down or jammed.\n"
    ) in text
    assert (
        "Повітряні сили України повідомляють, що Росія запустила 600 дронів за сім ночей до 7 жовтня 2026\u202fр. "
        "(відомо 6 із 7 ночей); збито або подавлено 300 дронів.\n"
    ) in said(store, language="uk")


def test_a_mean_names_its_nights_where_some_do_not_count_the_drones(store: Store) -> None:
    store.write_now(week, line(LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE))
    text = said(store)
    assert "Russia launched 600 drones and 4 missiles in the seven nights to 7 October 2026; " in text
    assert "100 launched a night, in 6 nights that count them\n" in text


def test_an_unreadable_night_is_a_missing_one(store: Store) -> None:
    store.write_now(week)
    store.write_now(post, "kpszsu", ODD, "2026-10-04 05:30", "text")
    store.write_now(reading, "kpszsu", ODD, Unreadable("no_window"))
    assert "launched 600 drones in the seven nights to 7 October 2026 (6 of 7 nights known); " in said(store)


def test_the_sentence_of_other_ranges_and_of_weapons_without_a_number(store: Store) -> None:
    withheld = line(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(night, "kpszsu", 1, "2026-10-01", *drones(120), withheld)
    head = "Ukraine's Air Force says Russia launched 120 drones and missiles whose number it does not give"
    assert f"{head}, on the night of 30 September – 1 October 2026; 50 drones were" in said(store, FIRST, FIRST)
    assert f"{head}, in October 2026 (1 of 31 nights known); " in said(store, FIRST, date(2026, 10, 31))
    assert f"{head}, in the 2 nights to 2 October 2026 (1 of 2 nights known); " in said(store, FIRST, date(2026, 10, 2))


def test_the_sentence_of_the_older_layout_and_of_the_other_side(store: Store) -> None:
    lines = line(LAUNCHED, 108), line(DOWNED, 35), line(LOST, 58)
    store.write_now(night, "kpszsu", 1, "2025-05-20", *lines)
    store.write_now(night, "mod_russia", 2, "2025-05-19", line(DOWNED, 8, hedge=Hedge.AT_LEAST))
    view = store.read_now(span_view, ("kpszsu", "mod_russia"), date(2025, 5, 14), date(2025, 5, 20))
    ours, theirs = span_message(ASKS, view, {}, LAST).plain.split("\n")[2:4]
    assert ours.endswith("(1 of 7 nights known); 35 drones were shot down and 58 drones were lost to jamming.")
    assert theirs == (
        "Russia's Defence Ministry says it shot down at least 8 Ukrainian drones in the seven nights to 20 May 2025 "
        "(1 of 7 nights known)."
    )


def test_two_ranges_stand_beside_each_other_each_within_its_bounds(store: Store) -> None:
    store.write_now(week, *drones(None))
    view = store.read_now(comparison_view, ("kpszsu",), (FIRST, date(2026, 10, 4)), (date(2026, 10, 5), LAST))
    text = comparison_message(ASKS, view, {}).plain
    assert "Drones launched\n  at least 300 in 4 nights\n  300 in 3 nights\n  a night: at least 75 → 100\n" in text
    assert "Drones shot down or jammed\n  200 in 4 nights\n  150 in 3 nights\n  a night: 50 → 50 (0%)\n" in text


def test_a_night_that_does_not_count_the_drones_is_no_night_of_their_sum(store: Store) -> None:
    store.write_now(week, line(LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE))
    view = store.read_now(comparison_view, ("kpszsu",), (FIRST, date(2026, 10, 4)), (date(2026, 10, 5), LAST))
    text = comparison_message(ASKS, view, {}).plain
    assert "Drones launched\n  300 in 3 nights\n  300 in 3 nights\n  a night: 100 → 100\n" in text  # and no percent


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (drones(150), "launched 150 drones on the night of 3–4 October 2026, the most of the 7 nights known since"),
        (
            drones(150, Hedge.AT_LEAST),
            "launched at least 150 drones on the night of 3–4 October 2026, the most of the 7",
        ),
        (
            drones(150, Hedge.AT_MOST),
            "launched up to 150 drones on the night of 3–4 October 2026, the largest number given",
        ),
        (drones(None), "launched 100 drones on the night of 30 September – 1 October 2026, the largest number given"),
        ((), "launched 100 drones on the night of 30 September – 1 October 2026, the largest number given for the 6"),
    ],
)
def test_the_largest_night_is_called_the_most_of_the_known_ones_only_where_it_was(
    store: Store, odd: list[Line], said: str
) -> None:
    store.write_now(week, *odd)
    views = [store.read_now(records_view, "kpszsu", LAST)]
    sentence = records_message(ASKS, views, store.read_now(record_sources, views)).plain.split("\n")[2]
    assert sentence.startswith(f"Ukraine's Air Force says Russia {said}")


@pytest.mark.parametrize(
    ("odd", "doubt"),
    [
        (drones(90), None),
        (drones(None), "number not given, or not all of it, on 1 night: it may have been larger"),
        (drones(90, Hedge.AT_LEAST), "Not every number is exact, so the order is not certain."),
        (drones(90, Hedge.AT_MOST), None),  # no more than 90, whatever it was
        (drones(150, Hedge.AT_MOST), "Not every number is exact, so the order is not certain."),
    ],
)
def test_the_largest_nights_say_what_leaves_their_order_open(store: Store, odd: list[Line], doubt: str | None) -> None:
    store.write_now(week, *odd)
    views = [store.read_now(records_view, "kpszsu", LAST)]
    launched = records_message(ASKS, views, store.read_now(record_sources, views)).plain.split("Drones: shot down")[0]
    doubts = [text for text in launched.split("\n") if "not given" in text or "not certain" in text]
    assert [text.strip() for text in doubts] == ([doubt] if doubt else [])


BASE = "Drones launched: "


@pytest.mark.parametrize(
    ("odd", "own", "text"),
    [
        (drones(100), drones(120), "20% above the 7-night average of 100"),
        (drones(150, Hedge.AT_LEAST), drones(90), "at least 16% below the 7-night average of at least 107"),
        (drones(150, Hedge.AT_LEAST), drones(120), "7-night average at least 107"),
        (drones(100), drones(120, Hedge.AT_LEAST), "at least 20% above the 7-night average of 100"),
        (drones(100), drones(90, Hedge.AT_LEAST), "7-night average 100"),
        (drones(100), drones(90, Hedge.AT_MOST), "at least 10% below the 7-night average of 100"),
        (drones(100), drones(120, Hedge.ABOUT), "7-night average 100"),
        (drones(None), drones(120), "20% above the 7-night average of 100 (6 of 7 nights known)"),
    ],
)
def test_a_digest_compares_a_night_with_an_average_only_as_far_as_it_follows(
    store: Store, odd: list[Line], own: list[Line], text: str
) -> None:
    store.write_now(week, *odd)
    day = LAST + timedelta(days=1)
    launched = lines_figure(Key("kpszsu", 9, 1), own, (LAUNCHED,), (Kind.DRONE,))
    average = store.read_now(average_view, "kpszsu", day, Measure.DRONES_LAUNCHED)
    digest = Digest(day, at("2026-10-08 06:30"), (), launched, average, 0)
    assert f"\n{BASE}{text}.\n" in digest_message(ASKS, digest).plain


def test_the_average_beside_a_rank_is_a_floor_too(store: Store) -> None:
    store.write_now(week, *drones(150, Hedge.AT_LEAST))
    rank = store.read_now(rank_view, "kpszsu", LAST, Measure.DRONES_LAUNCHED)
    average = store.read_now(average_view, "kpszsu", LAST, Measure.DRONES_LAUNCHED)
    # 650 in the six nights known before the last one
    said = "Drones launched: 2nd most of 7 nights since 1 October; 7-night average at least 108 (6 known)."
    assert standing_text(ENGLISH, Ranking(rank, average)) == said


def test_a_weapon_and_a_place_in_a_range_say_how_many_nights_it_has(store: Store) -> None:
    store.write_now(week)
    weapon = store.read_now(weapon_view, ("kpszsu",), "shahed", LAST, FIRST)
    assert "named on 6 of 6 known nights, of 7 in all" in weapon_message(ASKS, weapon).plain
    place = store.read_now(region_span_view, ("kpszsu",), ("UA-51",), FIRST, LAST)
    text = region_span_message(ASKS, place, store.read_now(region_span_sources, place)).plain
    assert "named on 6 of 6 days with a report, of 7 in all\n  1–3 Oct, 5–7 Oct" in text


# where the way of counting changed

WITHHELD = "Since 9 August 2026 numbers of missiles are often not given: they do not compare with those before."
ONE_FIGURE = (
    "Up to 23 July 2025 drones lost to jamming are counted apart; since 24 July 2025 shot down and jammed are one "
    "figure: these do not compare."
)


def over(store: Store, last: date, *lines: Line) -> None:
    """Seven nights alike up to ``last``."""
    store.write_now(week, *lines, last=last)
    for step in (1, 2, 3, 5, 6, 7):
        day = (last - timedelta(days=7 - step)).isoformat()
        store.write_now(night, "kpszsu", 10 + step, day, *lines)


def test_a_week_over_a_border_is_marked(store: Store) -> None:
    over(store, date(2026, 8, 11), *drones(100), line(LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE))
    text = said(store, date(2026, 8, 5), date(2026, 8, 11))
    assert text.count(WITHHELD) == 1
    assert "jet-powered" not in text  # shares are in no sum
    assert WITHHELD not in said(store, date(2026, 8, 9), date(2026, 8, 11))
    views = [store.read_now(records_view, "kpszsu", date(2026, 8, 11))]
    assert records_message(ASKS, views, store.read_now(record_sources, views)).plain.count(WITHHELD) == 2


def test_a_week_over_july_2025_has_no_rate_and_no_sentence_of_what_was_shot_down(store: Store) -> None:
    over(store, date(2025, 7, 26), *drones(100))
    text = said(store, date(2025, 7, 20), date(2025, 7, 26))
    assert "says Russia launched 700 drones in the seven nights to 26 July 2025.\n" in text
    assert f"No rate: drones shot down are counted in two ways here.\n{ONE_FIGURE}\n" in text


def test_a_weapon_over_a_border_is_marked(store: Store) -> None:
    over(store, date(2026, 8, 11), *drones(100), line(LAUNCHED, 40, "jet-drone", share=True))
    view = store.read_now(weapon_view, ("kpszsu",), "jet-drone", date(2026, 8, 11))
    text = weapon_message(ASKS, view).plain
    assert "How many of the drones were jet-powered is told only since 6 August 2026: nights before and after" in text

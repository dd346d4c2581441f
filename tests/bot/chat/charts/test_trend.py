"""What a trend draws and says: parts of bars, gaps, hedges, withheld numbers, averages, and where counting changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.chat.charts.bars import average_lines, hedged_marks, night_bars, stacks_of
from bot.chat.charts.captions import trend_caption
from bot.chat.charts.missiles import missile_stacks
from bot.chat.charts.requests import ChartLook
from bot.chat.charts.sheets import Segment, TrendSheet
from bot.chat.charts.trend import trend_sheet
from bot.chat.languages import words_of
from parsers.records import Hedge, Kind, Outcome
from storage import Store
from storage.engines.engine import Database
from storage.views.series import Measure
from storage.views.trend import TrendView, trend_view
from tests.storage.builders import line, night

ENGLISH, UKRAINIAN = words_of("en"), words_of("uk")
LAUNCHED, DOWN, LOST = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.LOST
BALLISTIC = Kind.BALLISTIC_MISSILE


def trend(store: Store, last: str, length: int = 30, channel: str = "kpszsu") -> TrendView:
    measure = Measure.DRONES_LAUNCHED if channel == "kpszsu" else Measure.DRONES_DOWN
    return store.read_now(trend_view, channel, date.fromisoformat(last), length, measure)


def sheet(store: Store, last: str, length: int = 30, channel: str = "kpszsu", code: str = "en") -> TrendSheet:
    return trend_sheet(words_of(code), ChartLook("light", made_by="some_bot"), trend(store, last, length, channel))


def title(store: Store, last: str, length: int = 30, channel: str = "kpszsu", code: str = "en") -> str:
    return sheet(store, last, length, channel, code)["head"]["title"]


def stacks(store: Store, last: str, length: int = 1) -> dict[str, list[Segment]]:
    return sheet(store, last, length)["panels"][0]["stacks"]


def week(db: Database, last: str, *launched: int | None) -> None:
    """Return consecutive nights up to ``last`` with these numbers of drones; None is a night without a report."""
    day = date.fromisoformat(last) - timedelta(days=len(launched) - 1)
    for number, count in enumerate(launched):
        if count is not None:
            text = (day + timedelta(days=number)).isoformat()
            night(db, "kpszsu", 100 + number, text, line(LAUNCHED, count, "shahed"), line(DOWN, count // 2, "shahed"))


# the title


def test_the_title_names_the_highest_night_of_those_shown(store: Store) -> None:
    store.write_now(week, "2026-05-16", 100, 675, 180)
    assert title(store, "2026-05-16", 3) == "675 drones on the night of 14–15 May, the most of these 3"
    assert title(store, "2026-05-16", 3, code="uk") == "675 дронів у ніч на 15 травня, найбільше за ці 3 ночі"


def test_the_title_of_a_lowest_newest_night_says_so(store: Store) -> None:
    store.write_now(week, "2026-06-01", 100, 675, 80)
    assert title(store, "2026-06-01", 3) == "80 drones on the night of 31 May – 1 June, the fewest of these 3"
    assert title(store, "2026-06-01", 3, code="uk") == "80 дронів у ніч на 1 червня, найменше за ці 3 ночі"


def test_the_title_counts_the_known_nights_where_some_are_missing(store: Store) -> None:
    store.write_now(week, "2026-05-16", 100, None, 21, 81)
    assert title(store, "2026-05-16", 4) == "100 drones on the night of 12–13 May, the most of the 3 nights known"
    assert title(store, "2026-05-16", 4, code="uk") == "100 дронів у ніч на 13 травня, найбільше з 3 відомих ночей"


def test_the_title_tells_of_two_nights_with_the_same_number(store: Store) -> None:
    store.write_now(week, "2026-05-16", 100, 20, 100)
    assert title(store, "2026-05-16", 3) == "100 drones on the night of 15–16 May; no night shown had more"


def test_the_title_gives_no_rank_with_few_nights_known_or_none(store: Store) -> None:
    store.write_now(week, "2026-05-16", 100, 201)
    assert title(store, "2026-05-16") == "201 drones on the night of 15–16 May; 2 of 30 nights known"
    assert title(store, "2026-05-16", code="uk") == "201 дрон у ніч на 16 травня; відомо 2 із 30 ночей"
    assert title(store, "2026-03-01", 30) == "No figure of these 30 nights is known"


def test_the_title_gives_a_hedged_number_as_it_is(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-21", line(LAUNCHED, 50, "shahed"))
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 40, "shahed", hedge=Hedge.AT_LEAST))
    assert title(store, "2026-09-22", 2) == "At least 40 drones on the night of 21–22 September"


def test_the_subtitle_says_the_measure_and_by_whose_reports(store: Store) -> None:
    store.write_now(week, "2026-09-22", 100)
    store.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 311))
    ours, theirs = (sheet(store, "2026-09-22", 30, channel)["head"] for channel in ("kpszsu", "mod_russia"))
    assert ours["subtitle"] == "Drones launched at Ukraine, by the Air Force's reports · 30 nights to 22 September 2026"
    assert theirs["subtitle"] == (
        "Ukrainian drones shot down, by reports of Russia's Defence Ministry · 30 nights to 22 September 2026"
    )
    assert theirs["title"] == "311 drones reported shot down on the night of 21–22 September; 1 of 30 nights known"


def test_the_last_line_is_the_source_with_the_bots_name(store: Store) -> None:
    store.write_now(week, "2026-10-07", 10)
    view = trend(store, "2026-10-07")
    said = "Source: Ukraine's Air Force, t.me/kpszsu, to 7 Oct 2026. Claims, not verified."
    assert sheet(store, "2026-10-07")["head"]["foot"][-1] == f"{said} Made by @some_bot."
    assert trend_sheet(ENGLISH, ChartLook("light"), view)["head"]["foot"][-1] == said


# the bars


def test_a_bar_is_as_high_as_the_launched_in_its_parts(store: Store) -> None:
    store.write_now(week, "2026-09-22", 100, 61)
    assert stacks(store, "2026-09-22", 2) == {
        "down": [(0, 0, 50), (1, 0, 30)],
        "rest": [(0, 50, 100), (1, 30, 61)],
    }
    legend = dict(sheet(store, "2026-09-22", 2)["panels"][0]["legend"])
    assert (legend["down"], legend["rest"]) == ("shot down or jammed", "not reported as stopped")


def test_the_lost_to_jamming_are_a_part_of_their_own(store: Store) -> None:
    drones = (line(LAUNCHED, 108), line(Outcome.DOWNED, 35), line(LOST, 58))
    store.write_now(night, "kpszsu", 7, "2025-05-20", *drones)
    assert stacks(store, "2025-05-20") == {"down": [(0, 0, 35)], "lost": [(0, 35, 93)], "rest": [(0, 93, 108)]}
    legend = dict(sheet(store, "2025-05-20", 1)["panels"][0]["legend"])
    assert (legend["down"], legend["lost"]) == ("shot down", "lost to jamming")


def test_a_bar_whose_parts_are_not_told_is_whole(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, 90, "shahed"))
    assert stacks(store, "2026-09-22") == {"whole": [(0, 0, 90)]}
    assert ("whole", "launched, parts not told") in sheet(store, "2026-09-22", 1)["panels"][0]["legend"]


def test_a_night_that_tells_only_the_downed_has_no_launched_bar(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2022-11-21", line(LAUNCHED, 20, "shahed"), line(Outcome.DOWNED, 15, "shahed"))
    store.write_now(night, "kpszsu", 8, "2022-11-22", line(Outcome.DOWNED, 9, "shahed"))
    drawn = sheet(store, "2022-11-22", 2)
    panel = drawn["panels"][0]
    assert panel["stacks"] == {"down": [(0, 0, 15)], "alone": [(1, 0, 9)], "rest": [(0, 15, 20)]}
    assert ("alone", "shot down; launched not told") in panel["legend"]
    assert drawn["head"]["title"] == "20 drones on the night of 20–21 November"


def test_where_no_night_tells_the_launched_the_chart_is_of_the_downed(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2022-11-21", line(Outcome.DOWNED, 15, "shahed"))
    store.write_now(night, "kpszsu", 8, "2022-11-22", line(Outcome.DOWNED, 9, "shahed"))
    head = sheet(store, "2022-11-22", 2)["head"]
    assert head["title"] == "9 drones reported shot down on the night of 21–22 November, the fewest of these 2"
    assert head["subtitle"].startswith(
        "Drones shot down, by the Air Force's reports; how many were launched is not told"
    )


def test_a_night_without_a_report_is_a_gap_without_a_bar(store: Store) -> None:
    store.write_now(week, "2026-09-22", 100, None, None, 80, None, 60)
    drawn = sheet(store, "2026-09-22", 6)
    assert drawn["gaps"] == [(1, 2), (4, 4)]
    assert [column for column, _, _ in drawn["panels"][0]["stacks"]["rest"]] == [0, 3, 5]
    assert drawn["head"]["foot"][0] == "3 nights without a known report"
    assert ("gap", "no report known") in drawn["panels"][0]["legend"]


def test_a_night_with_drones_but_no_number_has_a_mark_and_no_bar(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, None, "shahed"))
    panel = sheet(store, "2026-09-22", 1)["panels"][0]
    assert (panel["stacks"], panel["unsaid"], panel["labels"]) == ({}, [0], [])


def test_a_hedged_number_is_marked(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-21", line(LAUNCHED, 50, "shahed", hedge=Hedge.AT_LEAST))
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 70, "shahed"))
    bars = night_bars(trend(store, "2026-09-22", 2).points, Measure.DRONES_LAUNCHED)
    assert hedged_marks(bars) == [(0, 50)]


def test_the_newest_and_the_highest_bar_carry_their_numbers(store: Store) -> None:
    store.write_now(week, "2026-09-22", 1200, 300, 100)
    assert sheet(store, "2026-09-22", 3)["panels"][0]["labels"] == [(0, 1200, "1,200"), (2, 100, "100")]
    assert sheet(store, "2026-09-20", 1)["panels"][0]["labels"] == [(0, 1200, "1,200")]


@pytest.mark.parametrize("most", [1, 7, 90, 675, 1336])
def test_a_panel_has_at_most_four_lines_and_room_over_its_highest_bar(store: Store, most: int) -> None:
    store.write_now(week, "2026-09-22", most)
    panel = sheet(store, "2026-09-22", 1)["panels"][0]
    assert 2 <= len(panel["ticks"]) <= 4
    assert panel["top"] > most * 1.1


# the average


def test_the_average_is_of_the_seven_nights_that_end_with_each(store: Store) -> None:
    store.write_now(week, "2026-09-22", 500, 10, 20, 30, 40, 50, 60, 70)
    assert average_lines(trend(store, "2026-09-22", 1).points) == [[(0, 40.0)]]


def test_the_average_line_breaks_at_a_missing_night_and_with_fewer_than_four_known(store: Store) -> None:
    nights = (10, 20, 30, 40, 50, None, 60, None, None, None, None, 70)
    store.write_now(week, "2026-09-22", *nights)
    points = trend(store, "2026-09-22", 12).points
    assert [len(point.average.nights) for point in points] == [1, 2, 3, 4, 5, 5, 6, 5, 4, 3, 2, 2]
    # the 14th is the first with four nights, the 16th is missing, the 22nd has two
    assert average_lines(points) == [[(3, 25.0), (4, 30.0)], [(6, 35.0)]]


# missiles


def test_missiles_have_their_own_panel(store: Store) -> None:
    missiles = (
        line(LAUNCHED, 35, "kh-101", kind=Kind.CRUISE_MISSILE),
        line(LAUNCHED, 3, "kinzhal", kind=Kind.AEROBALLISTIC_MISSILE),
        line(LAUNCHED, 18, "iskander-m", kind=BALLISTIC),
        line(LAUNCHED, 2, "kh-31p", kind=Kind.ANTI_RADAR_MISSILE),
    )
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, 675), *missiles)
    view = trend(store, "2026-09-22", 1)
    drawn = {"cruise": [(0, 0, 35)], "ballistic": [(0, 35, 56)], "other": [(0, 56, 58)]}
    assert missile_stacks(view.points) == drawn
    assert [panel["title"] for panel in sheet(store, "2026-09-22", 1)["panels"]] == ["", "Missiles, on their own scale"]


def test_a_panel_marks_the_nights_with_missiles_without_a_number(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-21", line(LAUNCHED, 90), line(LAUNCHED, 4, kind=BALLISTIC))
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 90), line(LAUNCHED, None, kind=BALLISTIC))
    panel = sheet(store, "2026-09-22", 2)["panels"][1]
    assert (panel["stacks"], panel["unsaid"]) == ({"ballistic": [(0, 0, 4)]}, [1])
    assert panel["legend"] == [("ballistic", "ballistic, aeroballistic"), ("unsaid", "used, number not given")]


def test_an_empty_panel_of_missiles_is_left_out_and_said_in_words(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-21", line(LAUNCHED, 130))
    none = sheet(store, "2026-09-21", 1)
    assert (len(none["panels"]), none["head"]["foot"][0]) == (1, "No report of these nights names a missile.")
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 130), line(LAUNCHED, None, kind=BALLISTIC))
    withheld = sheet(store, "2026-09-22", 2)
    assert len(withheld["panels"]) == 1
    assert withheld["head"]["foot"][0] == "Missiles were used on 1 night; no number is given."


def test_a_channel_that_counts_only_downed_has_downed_bars_and_no_missile_panel(store: Store) -> None:
    store.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 311))
    drawn = sheet(store, "2026-09-22", 30, "mod_russia")
    assert [panel["stacks"] for panel in drawn["panels"]] == [{"shot": [(29, 0, 311)]}]
    assert "No report of these nights names a missile." not in drawn["head"]["foot"]


# where counting changed


def test_a_line_marks_where_counting_changed(store: Store) -> None:
    store.write_now(week, "2025-08-03", 10)
    panel = sheet(store, "2025-08-03")["panels"][0]
    assert panel["borders"] == [(19, "shot down and jammed: one figure from here →")]
    assert sheet(store, "2026-07-22")["panels"][0]["borders"] == []


def test_a_line_marks_where_missiles_began_to_be_withheld(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-08-20", line(LAUNCHED, 90), line(LAUNCHED, 4, kind=BALLISTIC))
    drones, missiles = sheet(store, "2026-08-20")["panels"]
    assert (drones["borders"], missiles["borders"]) == ([], [(18, "numbers often not given from here →")])


def test_numbers_on_both_sides_of_a_change_are_given_no_rank(store: Store) -> None:
    for number, (day, outcome) in enumerate((("2025-07-23", Outcome.DOWNED), ("2025-07-24", DOWN))):
        store.write_now(night, "kpszsu", number + 1, day, line(outcome, 10 + number, "shahed"))
    assert title(store, "2025-07-24", 2) == "11 drones reported shot down on the night of 23–24 July"


# the caption


def test_the_caption_describes_the_chart_in_words(store: Store) -> None:
    store.write_now(week, "2026-09-22", 1200, None, 100)
    ballistic = line(LAUNCHED, None, "iskander-m", kind=BALLISTIC)
    store.write_now(night, "kpszsu", 900, "2026-09-21", line(LAUNCHED, 300, hedge=Hedge.AT_LEAST), ballistic)
    view = trend(store, "2026-09-22", 4)
    caption = trend_caption(ENGLISH, trend_sheet(ENGLISH, ChartLook("light"), view), view).split("\n")
    assert caption[:2] == [
        "100 drones on the night of 21–22 September, the fewest of the 3 nights known",
        "Drones launched at Ukraine, by the Air Force's reports · 4 nights to 22 September 2026",
    ]
    assert caption[2] == "3 of 4 nights with a figure: at least 533 a night on average."
    # "at least 300" may have been more than 1,200
    assert caption[3] == "Largest number given: 1,200 (20 Sep). Smallest: 100 (22 Sep)."
    assert caption[4] == "Night of 21–22 September: 100 launched · 50 shot down or jammed."
    assert caption[5:] == [
        "1 night without a known report",
        "Missiles were used on 1 night; no number is given.",
        "Source: Ukraine's Air Force, t.me/kpszsu, to 22 Sep 2026. Claims, not verified.",
    ]


def test_the_caption_says_where_counting_changed(store: Store) -> None:
    store.write_now(week, "2025-08-03", 10)
    view = trend(store, "2025-08-03")
    caption = trend_caption(ENGLISH, trend_sheet(ENGLISH, ChartLook("light"), view), view)
    assert (
        "Up to 23 July 2025 drones lost to jamming are counted apart; since 24 July 2025 shot down and jammed are one "
        "figure: these do not compare."
    ) in caption


def test_stacks_of_a_channel_that_counts_the_downed_are_its_own_colour(store: Store) -> None:
    store.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 9))
    bars = night_bars(trend(store, "2026-09-22", 1, "mod_russia").points, Measure.DRONES_DOWN)
    assert stacks_of(bars, Measure.DRONES_DOWN) == {"shot": [(0, 0, 9)]}

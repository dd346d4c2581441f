"""What a trend draws: gaps, hedges, withheld numbers, averages, and the line where counting changed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlite_utils import Database

from bot.chat.charts.captions import trend_caption
from bot.chat.charts.trend import average_lines, drone_stacks, hedged_marks, missile_stacks, missiles_panel, trend_sheet
from bot.chat.languages import words_of
from parsers.records import Hedge, Kind, Outcome
from storage import Store
from storage.views.series import Measure
from storage.views.trend import TrendView, trend_view
from tests.storage.builders import line, night

ENGLISH = words_of("en")
LAUNCHED, DOWN, LOST = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.LOST


def trend(store: Store, last: str, length: int = 30, channel: str = "kpszsu") -> TrendView:
    measure = Measure.DRONES_LAUNCHED if channel == "kpszsu" else Measure.DRONES_DOWN
    return store.read_now(trend_view, channel, date.fromisoformat(last), length, measure)


def week(db: Database, last: str, *launched: int | None) -> None:
    """Return consecutive nights up to ``last`` with these numbers of drones; None is a night without a report."""
    day = date.fromisoformat(last) - timedelta(days=len(launched) - 1)
    for number, count in enumerate(launched):
        if count is not None:
            text = (day + timedelta(days=number)).isoformat()
            night(db, "kpszsu", 100 + number, text, line(LAUNCHED, count, "shahed"), line(DOWN, count // 2, "shahed"))


def test_a_bar_shows_launched_with_downed_in_front(store: Store) -> None:
    store.write_now(week, "2026-09-22", 100, 61)
    stacks = drone_stacks(trend(store, "2026-09-22", 2).points)
    assert stacks == {"whole": [(0, 0, 100), (1, 0, 61)], "down": [(0, 0, 50), (1, 0, 30)]}


def test_lost_drones_are_stacked_on_downed_ones(store: Store) -> None:
    drones = (line(LAUNCHED, 108), line(Outcome.DOWNED, 35), line(LOST, 58))
    store.write_now(night, "kpszsu", 7, "2025-05-20", *drones)
    stacks = drone_stacks(trend(store, "2025-05-20", 1).points)
    assert stacks == {"whole": [(0, 0, 108)], "down": [(0, 0, 35)], "lost": [(0, 35, 93)]}


def test_a_night_without_a_report_is_a_gap_without_a_bar(store: Store) -> None:
    store.write_now(week, "2026-09-22", 100, None, None, 80, None, 60)
    sheet = trend_sheet(ENGLISH, "light", trend(store, "2026-09-22", 6))
    assert sheet["gaps"] == [(1, 2), (4, 4)]
    assert [column for column, _, _ in sheet["panels"][0]["stacks"]["whole"]] == [0, 3, 5]
    assert sheet["head"]["foot"][0] == "3 nights without a report"
    assert ("gap", "no report") in sheet["panels"][0]["legend"]


def test_a_night_with_drones_but_no_number_has_a_mark_and_no_bar(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, None, "shahed"))
    panel = trend_sheet(ENGLISH, "light", trend(store, "2026-09-22", 1))["panels"][0]
    assert (panel["stacks"], panel["unsaid"], panel["labels"]) == ({}, [0], [])


def test_a_hedged_number_is_marked(store: Store) -> None:
    store.write_now(night, "kpszsu", 7, "2026-09-21", line(LAUNCHED, 50, "shahed", hedge=Hedge.AT_LEAST))
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 70, "shahed"))
    assert hedged_marks(trend(store, "2026-09-22", 2).points) == [(0, 50)]


def test_the_average_covers_the_seven_nights_before(store: Store) -> None:
    store.write_now(week, "2026-09-22", 10, 20, 30, 40, 50, 60, 70, 500)
    assert average_lines(trend(store, "2026-09-22", 1).points) == [[(0, 40.0)]]


def test_the_average_line_breaks_where_fewer_than_four_of_seven_nights_are_known(store: Store) -> None:
    nights = (10, 20, 30, 40, 50, None, 60, None, None, None, None, 70)
    store.write_now(week, "2026-09-22", *nights)
    points = trend(store, "2026-09-22", 12).points
    assert [len(point.average.nights) for point in points] == [0, 1, 2, 3, 4, 5, 5, 6, 5, 4, 3, 2]
    # the 15th is the first with four nights before it, the 16th is a gap, the 22nd has two
    assert average_lines(points) == [[(4, 25.0), (6, 30.0)]]


def test_missiles_have_their_own_panel(store: Store) -> None:
    missiles = (
        line(LAUNCHED, 35, "kh-101", kind=Kind.CRUISE_MISSILE),
        line(LAUNCHED, 3, "kinzhal", kind=Kind.AEROBALLISTIC_MISSILE),
        line(LAUNCHED, 18, "iskander-m", kind=Kind.BALLISTIC_MISSILE),
        line(LAUNCHED, 2, "kh-31p", kind=Kind.ANTI_RADAR_MISSILE),
    )
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, 675), *missiles)
    view = trend(store, "2026-09-22", 1)
    stacks = missile_stacks(view.points)
    assert stacks == {"cruise": [(0, 0, 35)], "ballistic": [(0, 35, 56)], "other": [(0, 56, 58)]}
    assert drone_stacks(view.points) == {"whole": [(0, 0, 675)]}


def test_missiles_used_without_a_number_get_a_mark(store: Store) -> None:
    ballistic = line(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, 130), ballistic)
    panel = missiles_panel(ENGLISH, trend(store, "2026-09-22", 1))
    assert (panel["stacks"], panel["unsaid"]) == ({}, [0])
    assert panel["legend"] == [("unsaid", "used, number not given")]


def test_a_line_before_26_july_2025_marks_the_change_of_counting(store: Store) -> None:
    store.write_now(week, "2025-08-03", 10)
    cut = trend_sheet(ENGLISH, "light", trend(store, "2025-08-03", 30))["cut"]
    assert cut == (21, "downed and lost: one figure from here →")
    assert trend_sheet(ENGLISH, "light", trend(store, "2026-09-22", 30))["cut"] is None


def test_a_channel_that_counts_only_downed_has_downed_bars_and_no_missile_panel(store: Store) -> None:
    store.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 311))
    sheet = trend_sheet(ENGLISH, "dark", trend(store, "2026-09-22", 30, "mod_russia"))
    assert [panel["stacks"] for panel in sheet["panels"]] == [{"down": [(29, 0, 311)]}]
    assert sheet["head"]["title"] == "Ukrainian drones reported downed"


def test_the_footer_of_a_chart_names_the_claimant(store: Store) -> None:
    store.write_now(week, "2026-09-22", 10)
    foot = trend_sheet(ENGLISH, "light", trend(store, "2026-09-22", 30))["head"]["foot"]
    assert foot[-1] == "Ukraine's Air Force, as posted; not verified"


def test_the_caption_describes_the_chart_in_words(store: Store) -> None:
    store.write_now(week, "2026-09-22", 1200, None, 100)
    ballistic = line(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(night, "kpszsu", 900, "2026-09-21", line(LAUNCHED, 300, hedge=Hedge.AT_LEAST), ballistic)
    view = trend(store, "2026-09-22", 4)
    assert trend_caption(ENGLISH, trend_sheet(ENGLISH, "light", view), view).split("\n") == [
        "Drones launched at Ukraine",
        "4 nights to 22 September 2026 · the latest: 100",
        "3 nights with a figure: at least 533 a night on average.",
        "Most 1,200 (20 Sep), fewest 100 (22 Sep).",
        "Night to 22 September: 100 launched · 50 downed or jammed.",
        "On 1 night missiles were used but their number was not given.",
        "1 night without a report",
        "Ukraine's Air Force, as posted; not verified",
    ]

"""A region's calendar shows counts only where a post prints them; the chart of a night keeps the sides apart."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.chat.charts.captions import night_caption
from bot.chat.charts.night import night_sheet
from bot.chat.charts.region import NamedDays, calendar_sheet, named, year_before
from bot.chat.charts.sheets import NightSheet
from bot.chat.languages import words_of
from parsers.records import Kind, Outcome, RegionCount
from storage import Store
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.night import night_view
from storage.views.region import RegionView, region_view
from tests.storage.builders import line, night, post, reading, tally

ENGLISH = words_of("en")
CHANNELS = ("kpszsu", "mod_russia")
KYIV = ZoneInfo("Europe/Kyiv")
LAUNCHED, DOWN = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED


def year(store: Store, region: str, last: date) -> RegionView:
    return store.read_now(region_view, CHANNELS, region, last, (last - year_before(last)).days + 1)


def shown(store: Store, region: str, last: date) -> NamedDays:
    found = named(year(store, region, last))
    assert found is not None
    return found


def night_of(store: Store, day: str) -> NightSheet:
    view = store.read_now(night_view, CHANNELS, date.fromisoformat(day), KYIV)
    return night_sheet(ENGLISH, "light", view)


def ministry(store: Store, message_id: int, day: str, *regions: tuple[str, int | None]) -> None:
    rows = tuple(RegionCount(region, number, (0, 1)) for region, number in regions)
    store.write_now(night, "mod_russia", message_id, day, line(Outcome.DOWNED, 90), regions=rows)


def test_a_calendar_has_the_twelve_months_up_to_the_last_day() -> None:
    assert year_before(date(2026, 10, 7)) == date(2025, 11, 1)
    assert year_before(date(2026, 12, 31)) == date(2026, 1, 1)


def test_each_day_is_named_quiet_or_a_gap_and_days_to_come_are_empty(store: Store) -> None:
    ministry(store, 1, "2026-10-05", ("RU-BEL", None))
    ministry(store, 2, "2026-10-06", ("RU-BRY", None))
    last = date(2026, 10, 7)
    view, found = year(store, "RU-BEL", last), shown(store, "RU-BEL", last)
    missing = days_without_report(store.read_now(missing_view, "mod_russia", view.first, last, KYIV))
    sheet = calendar_sheet(ENGLISH, "light", view, found, missing)
    october = sheet["months"][-1]
    assert october["name"] == "October 2026"
    assert [cell["state"] for cell in october["cells"][3:9]] == ["gap", "named", "quiet", "gap", "ahead", "ahead"]
    assert sheet["head"]["subtitle"] == "named for drones downed over it: 1 of 2 days with a report"
    # the 5th of October 2026 is a Monday, in the second row of its month
    assert (october["cells"][4]["weekday"], october["cells"][4]["week"]) == (0, 1)


def test_a_count_is_shown_only_where_a_post_prints_one(store: Store) -> None:
    ministry(store, 1, "2026-10-05", ("RU-BEL", 14))
    ministry(store, 2, "2026-10-06", ("RU-BEL", None))
    found = shown(store, "RU-BEL", date(2026, 10, 7))
    assert found.days == {date(2026, 10, 5), date(2026, 10, 6)}
    assert found.counts == {date(2026, 10, 5): 14}


def test_two_counts_of_one_day_are_not_added(store: Store) -> None:
    ministry(store, 2, "2026-10-05", ("RU-BEL", 14))
    evening = tally("mod_russia", "2026-10-05 05:00", "2026-10-05 17:00", regions=(RegionCount("RU-BEL", 9, (0, 1)),))
    store.write_now(post, "mod_russia", 1, "2026-10-05 17:30", "")
    store.write_now(reading, "mod_russia", 1, evening, ends_on="2026-10-05")
    assert shown(store, "RU-BEL", date(2026, 10, 7)).counts == {date(2026, 10, 5): 14}


def test_a_region_that_no_report_names_has_no_calendar(store: Store) -> None:
    ministry(store, 1, "2026-10-05", ("RU-BEL", None))
    assert named(year(store, "UA-63", date(2026, 10, 7))) is None


def test_the_two_sides_of_a_night_are_drawn_separately(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(LAUNCHED, 212, "shahed"), line(DOWN, 177, "shahed"))
    ministry(store, 2, "2026-09-22")
    sides = night_of(store, "2026-09-22")["sides"]
    assert [side["title"] for side in sides] == ["UKRAINE'S AIR FORCE SAYS", "RUSSIA'S DEFENCE MINISTRY SAYS"]
    rows = [side["scales"][0]["rows"][0] for side in sides]
    assert [(row["whole"], row["parts"]) for row in rows] == [(212, [("down", 177)]), (0, [("shot", 90)])]
    assert [side["scales"][0]["top"] for side in sides] == [212, 90]


def test_missiles_have_their_own_scale(store: Store) -> None:
    kalibr = (
        line(LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE),
        line(DOWN, 1, "kalibr", kind=Kind.CRUISE_MISSILE),
        line(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE),
    )
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(LAUNCHED, 212, "shahed"), *kalibr)
    drones, missiles = night_of(store, "2026-09-22")["sides"][0]["scales"]
    assert (drones["top"], missiles["top"]) == (212, 4)
    assert [(row["name"], row["whole"], row["parts"], row["unsaid"]) for row in missiles["rows"]] == [
        ("Kalibr", 4, [("down", 1)], False),
        ("Iskander-M", 0, [], True),
    ]
    assert missiles["rows"][1]["text"] == "used, number not given"


def test_lost_drones_have_their_own_colour(store: Store) -> None:
    drones = (line(LAUNCHED, 108), line(Outcome.DOWNED, 35), line(Outcome.LOST, 58))
    store.write_now(night, "kpszsu", 1, "2025-05-20", *drones)
    sheet = night_of(store, "2025-05-20")
    assert sheet["sides"][0]["scales"][0]["rows"][0]["parts"] == [("shot", 35), ("lost", 58)]
    assert sheet["legend"] == [("shot", "downed"), ("lost", "lost to jamming"), ("whole", "not reported as stopped")]


def test_a_side_without_a_report_says_so(store: Store) -> None:
    ministry(store, 2, "2026-09-22")
    side = night_of(store, "2026-09-22")["sides"][0]
    assert (side["title"], side["scales"]) == ("Ukraine's Air Force", [])
    assert side["notes"] == ["We have no report for this night."]


def test_the_caption_of_a_night_names_every_bar(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(LAUNCHED, 212, "shahed"), line(DOWN, 177, "shahed"))
    assert night_caption(night_of(store, "2026-09-22")).split("\n") == [
        "What each side says about the night",
        "night to Tuesday, 22 September 2026",
        "",
        "UKRAINE'S AIR FORCE SAYS",
        "Drones (Shahed): 212 launched · 177 downed or jammed · 83 %",
        "",
        "Russia's Defence Ministry",
        "We have no report for this night.",
        "",
        "Each side counts for itself; bars in different panels cannot be compared.",
        "Ukraine's Air Force and Russia's Defence Ministry, as posted; not verified",
    ]

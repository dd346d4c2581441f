"""A region's calendar shows counts only where a post prints them; the chart of a night keeps the sides apart."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.chat.charts.night import NightChart, night_sheet
from bot.chat.charts.region import NamedDays, calendar_sheet, named, year_before
from bot.chat.charts.requests import LANDSCAPE, ChartLook, NightRequest
from bot.chat.charts.sheets import NightSheet, Strip
from bot.chat.charts.subjects import sheet_of, subject_of
from bot.chat.languages import words_of
from parsers.records import Kind, Outcome, RegionCount
from storage import Store
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.region import RegionView, region_view
from tests.storage.builders import line, night, post, reading, tally

ENGLISH = words_of("en")
LIGHT = ChartLook("light")
CHANNELS = ("kpszsu", "mod_russia")
KYIV = ZoneInfo("Europe/Kyiv")
LAUNCHED, DOWN = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED


def year(store: Store, region: str, last: date) -> RegionView:
    return store.read_now(region_view, CHANNELS, region, last, (last - year_before(last)).days + 1)


def shown(store: Store, region: str, last: date) -> NamedDays:
    found = named(year(store, region, last))
    assert found is not None
    return found


def night_of(store: Store, day: str, look: ChartLook = LIGHT, code: str = "en") -> NightSheet:
    chart = store.read_now(subject_of, NightRequest(date.fromisoformat(day)), CHANNELS, KYIV)
    assert isinstance(chart, NightChart)
    return night_sheet(words_of(code), look, chart)


def caption_of(store: Store, day: str) -> str:
    chart = store.read_now(subject_of, NightRequest(date.fromisoformat(day)), CHANNELS, KYIV)
    assert isinstance(chart, NightChart)
    return sheet_of(words_of("en"), LIGHT, chart)[1]


def strip_of(store: Store, day: str) -> Strip:
    strip = night_of(store, day)["sides"][1]["strip"]
    assert strip is not None
    return strip


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
    sheet = calendar_sheet(ENGLISH, ChartLook("light"), view, found, missing)
    october = sheet["months"][-1]
    assert (october["name"], october["count"]) == ("October", "1 of 2")
    assert [month["count"] for month in sheet["months"][:-1]] == [""] * 11
    assert [cell["state"] for cell in october["cells"][3:9]] == ["gap", "named", "quiet", "gap", "ahead", "ahead"]
    assert sheet["head"]["title"] == "Belgorod: named on 1 of 2 days with a report"
    assert sheet["head"]["subtitle"] == (
        "Named for drones shot down over it, by reports of Russia's Defence Ministry · November 2025 – 7 October 2026"
    )
    assert sheet["legend"] == [("named", "named"), ("quiet", "report without its name"), ("gap", "no report known")]
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
    sheet = night_of(store, "2026-09-22")
    sides = sheet["sides"]
    assert [side["title"] for side in sides] == ["UKRAINE'S AIR FORCE SAYS", "RUSSIA'S DEFENCE MINISTRY SAYS"]
    rows = [side["scales"][0]["rows"][0] for side in sides]
    # a claim without a number launched is no bar: it would compare with nothing
    assert [(row["whole"], row["parts"]) for row in rows] == [(212, [("down", 177)]), (0, [])]
    assert sheet["head"]["title"] == "Air Force: 212 drones launched; Russia's ministry: 90 shot down"
    assert sheet["head"]["subtitle"] == (
        "Night of 21–22 September 2026. Each side counts for itself; the two are never added."
    )


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
    assert sheet["legend"] == [("shot", "shot down"), ("lost", "lost to jamming"), ("rest", "not reported as stopped")]


def test_a_side_without_a_report_says_so(store: Store) -> None:
    ministry(store, 2, "2026-09-22")
    side = night_of(store, "2026-09-22")["sides"][0]
    assert (side["title"], side["scales"]) == ("Ukraine's Air Force", [])
    assert side["notes"] == ["We have no report for this night."]


def test_the_caption_of_a_night_is_what_each_side_says(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(LAUNCHED, 212, "shahed"), line(DOWN, 177, "shahed"))
    assert caption_of(store, "2026-09-22").split("\n") == [
        "Night of 21–22 September 2026",
        "",
        "Ukraine's Air Force says Russia launched 212 Shahed drones; 177 were shot down or jammed.",
        "Russia's Defence Ministry: We have no report for this night.",
        "",
        "Sources: Ukraine's Air Force, t.me/kpszsu; Russia's Defence Ministry, t.me/mod_russia, to 22 Sep 2026. "
        "Claims, not verified.",
    ]


def test_the_figures_beside_a_bar_are_in_the_words_of_the_legend(store: Store) -> None:
    shares = [line(outcome, number, "jet-drone", share=True) for outcome, number in ((LAUNCHED, 46), (DOWN, 38))]
    drones = (line(LAUNCHED, 130, "shahed"), line(DOWN, 117, "shahed"))
    store.write_now(night, "kpszsu", 1, "2026-09-22", *drones, *shares)
    sheet = night_of(store, "2026-09-22")
    assert sheet["sides"][0]["scales"][0]["rows"][0]["text"].split("\n") == [
        "130 launched · 117 shot down or jammed (90%)",
        "46 of them jet-powered · jet-powered: 38 shot down or jammed",
    ]
    assert ("down", "shot down or jammed") in sheet["legend"]


def test_the_ministrys_claim_stands_beside_its_own_last_thirty_nights(store: Store) -> None:
    for number, (day, downed) in enumerate({"2026-09-20": 311, "2026-09-21": 40, "2026-09-22": 90}.items()):
        store.write_now(night, "mod_russia", number + 1, day, line(Outcome.DOWNED, downed))
    strip = strip_of(store, "2026-09-22")
    assert (strip["columns"], strip["bars"], strip["gaps"]) == (30, [(27, 311), (28, 40), (29, 90)], [(0, 26)])
    assert (strip["label"], strip["dates"]) == ("90", ("24 Aug", "22 Sep"))
    assert strip["text"] == "Among its last 30 nights, 3 known: the most 311 (19–20 September)."
    assert strip["text"] in caption_of(store, "2026-09-22")
    assert ("gap", "no report known") in night_of(store, "2026-09-22")["legend"]


def test_a_claim_that_is_the_most_or_the_fewest_of_its_nights_says_so(store: Store) -> None:
    days = [f"2026-09-{day:02}" for day in range(1, 19)]
    for number, day in enumerate(days):
        store.write_now(night, "mod_russia", number + 1, day, line(Outcome.DOWNED, 100))
    store.write_now(night, "mod_russia", 50, "2026-09-19", line(Outcome.DOWNED, 8))
    store.write_now(night, "mod_russia", 51, "2026-09-20", line(Outcome.DOWNED, 900))
    assert strip_of(store, "2026-09-19")["text"] == "Among its last 30 nights, 19 known: this night has the fewest."
    assert strip_of(store, "2026-09-20")["text"] == "Among its last 30 nights, 20 known: this night has the most."


def test_a_claim_with_no_other_night_known_has_no_strip(store: Store) -> None:
    ministry(store, 2, "2026-09-22")
    assert night_of(store, "2026-09-22")["sides"][1]["strip"] is None


def test_an_old_night_that_tells_only_the_downed_is_a_claim_beside_its_nights_too(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2022-11-21", line(Outcome.DOWNED, 15, "shahed"))
    store.write_now(night, "kpszsu", 2, "2022-11-22", line(Outcome.DOWNED, 9, "shahed"))
    sheet = night_of(store, "2022-11-22")
    strip = sheet["sides"][0]["strip"]
    assert strip is not None and strip["bars"] == [(28, 15), (29, 9)]
    assert sheet["head"]["title"] == "Air Force: 9 drones shot down"


def test_hits_are_told_and_never_a_part_of_a_bar(store: Store) -> None:
    drones = (line(LAUNCHED, 100, "shahed"), line(DOWN, 80, "shahed"), line(Outcome.HIT, 15, "shahed"))
    store.write_now(night, "kpszsu", 1, "2026-09-22", *drones)
    sheet = night_of(store, "2026-09-22")
    row = sheet["sides"][0]["scales"][0]["rows"][0]
    assert row["parts"] == [("down", 80)]
    assert "15 hit" in row["text"]
    assert ("rest", "not reported as stopped") in sheet["legend"]


def test_a_wide_paper_keeps_the_drones_and_counts_the_groups_it_has_no_room_for(store: Store) -> None:
    names = ("kh-101", "kalibr", "kh-59", "iskander-k", "kh-22", "oniks", "zircon")
    missiles = [line(LAUNCHED, 2, name, kind=Kind.CRUISE_MISSILE) for name in names]
    store.write_now(night, "kpszsu", 1, "2026-09-22", *missiles, line(LAUNCHED, 100, "shahed"))
    side = night_of(store, "2026-09-22", ChartLook("light", LANDSCAPE))["sides"][0]
    rows = [row["name"] for scale in side["scales"] for row in scale["rows"]]
    assert (rows[0], len(rows), side["notes"][0]) == ("Drones (Shahed)", 5, "and 3 more groups of weapons")
    assert sum(len(scale["rows"]) for scale in night_of(store, "2026-09-22")["sides"][0]["scales"]) == 8


def test_a_night_in_ukrainian(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", line(LAUNCHED, 212, "shahed"))
    ministry(store, 2, "2026-09-22")
    head = night_of(store, "2026-09-22", ChartLook("light", made_by="some_bot"), "uk")["head"]
    assert head["title"] == "Повітряні сили: запущено 212 дронів; Міноборони Росії: збито 90"
    assert head["foot"] == [
        "Джерела: Повітряні сили України, t.me/kpszsu; Міноборони Росії, t.me/mod_russia, до "
        + words_of("uk").short_date(date(2026, 9, 22))
        + ". Це заяви, не перевірені. Створено в @some_bot."
    ]

"""The first page and the trends: the last known night, holes that are no zeros, months as floors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.chat.languages import words_of
from parsers.records import Hedge, Kind, Outcome
from storage.views.record import NightRecord, NightStatus
from tests.bot.publish.pages.made import Elements, pages, rows_of
from tests.bot.publish.records import (
    AIR_FORCE,
    MINISTRY,
    both,
    not_yet_night,
    plain_night,
    plain_text,
    record,
    seed_night,
    silent,
    told,
    withheld_night,
)
from tests.storage.builders import line, tally

EN, UK = words_of("en"), words_of("uk")


def index_text(*newest: NightRecord) -> str:
    return Elements(pages().index(newest, EN)).text


def trend(*records: NightRecord) -> str:
    return pages().trend(rows_of(records), EN)


def table_row(html: str, name: str) -> list[str]:
    """The cells of a table's row."""
    found = re.search(rf"<tr><th scope=\"row\">(?:<a [^>]*>)?{re.escape(name)}(?:</a>)?</th>(.*?)</tr>", html)
    assert found, name
    return re.findall(r"<td>(.*?)</td>", found[1])


def plain(day: str, drones: int = 100, **more: object) -> NightRecord:
    """A night on which the Air Force tells so many drones, and the ministry reports none."""
    told_ = plain_night(day, 60_000 + date.fromisoformat(day).toordinal(), drones)
    return record(day, both(told_, plain_text(drones)), silent(MINISTRY))


def hedged(day: str, number: int | None, hedge: Hedge, kind: Kind = Kind.DRONE) -> NightRecord:
    post = plain_night(day, 70_000 + date.fromisoformat(day).toordinal()).source
    begins = date.fromisoformat(day) - timedelta(days=1)
    view = told(post, day, tally(AIR_FORCE, f"{begins} 15:00", f"{day} 05:00",
                                 line(Outcome.LAUNCHED, number, kind=kind, hedge=hedge)))  # fmt: skip
    return record(day, both(view, "…"), silent(MINISTRY))


def test_the_first_page_says_the_night_in_two_sentences_and_how_sure_they_are() -> None:
    text = index_text(withheld_night())
    assert "Ukraine's Air Force says Russia launched at least 150 drones" in text
    assert "Russia's Defence Ministry has not reported yet." in text
    assert "Provisional until 24 September, 09:00 Kyiv: the posts of this night may still be edited." in text
    assert "Ukraine's Air Force states 1 number only as “at least”, “about” or “up to”, and so it stays." in text
    assert "Ukraine's Air Force gives no number for: Iskander-M/KN-23. That is unknown, not zero." in text
    assert "the headline gives a different number from the list" in text
    assert "Each sentence is the claim of a party to the war; nobody has verified it." in text


def test_before_the_reports_the_last_known_night_is_shown_by_its_name() -> None:
    text = index_text(not_yet_night(), replace(plain("2026-10-06"), settled=False))
    assert (
        "Night of 6–7 October 2026: Ukraine's Air Force has not reported yet. Russia's Defence Ministry has not "
        "reported yet."
    ) in text
    assert "Ukraine's Air Force says Russia launched 100 Shahed drones." in text
    links = [one["href"] for one in Elements(pages().index([not_yet_night(), plain("2026-10-06")], EN)).all("a")]
    assert "night/2026-10-06.html" in links and "v1/night/2026-10-06.json" in links


def test_a_night_without_figures_is_a_hole_that_says_why() -> None:
    html = pages().index(
        [withheld_night(), record("2026-09-21", silent(AIR_FORCE, NightStatus.GAP), silent(MINISTRY))], EN
    )
    cells = table_row(html, "20–21 September 2026")
    assert cells == ["posts missing here", "–", "–", "–", "no report"]
    assert html.count('<rect class="gap"') >= 1
    assert "1 night without figures" in Elements(html).text


def test_the_table_behind_the_chart_has_every_number_with_its_hedge() -> None:
    html = pages().index([withheld_night()], EN)
    assert table_row(html, "21–22 September 2026 (provisional)") == [
        "at least 150", "130", "–", "at least 2", "not yet reported",
    ]  # fmt: skip
    html = pages().index([hedged("2026-09-22", None, Hedge.NOT_STATED)], EN)
    assert table_row(html, "21–22 September 2026")[:2] == ["not given", "–"]
    assert "#drones-kpszsu-unsaid" in html, "a mark, not a bar of no height"


def drawn(html: str) -> list[str]:
    return [one["aria-labelledby"].split()[0] for one in Elements(html).all("svg") if one.get("role") == "img"]


def test_each_side_has_a_chart_of_its_own_and_an_empty_one_is_said_in_words() -> None:
    assert drawn(pages().index([seed_night()], EN)) == ["drones-kpszsu-t", "drones-mod_russia-t"]
    html = pages().index([plain("2026-05-01")], EN)
    assert drawn(html) == ["drones-kpszsu-t"]
    assert "No figure of this 1 night is known" in Elements(html).text


def test_a_month_with_every_night_is_a_total_and_one_that_lacks_any_is_a_floor() -> None:
    april = [plain(f"2026-04-{day:02}") for day in range(1, 31)]
    # 30 nights of 100; then 28 of 100, one of at least 50 and one without a report
    may = [plain(f"2026-05-{day:02}") for day in range(1, 29)] + [hedged("2026-05-29", 50, Hedge.AT_LEAST)]
    html = trend(*april, *may, record("2026-05-30", silent(AIR_FORCE), silent(MINISTRY)), plain("2026-05-31", 7))
    assert table_row(html, "April 2026")[:3] == ["3,000", "–", "30 of 30 nights known"]
    assert table_row(html, "May 2026")[:3] == ["at least 2,857", "–", "30 of 31 nights known"]
    assert "reports of the day are not part of them" in Elements(html).text
    html = trend(*april[1:])
    assert table_row(html, "April 2026")[0] == "at least 2,900", "1 April is not known"
    html = trend(*april[:-1], hedged("2026-04-30", 40, Hedge.ABOUT))
    assert table_row(html, "April 2026")[0] == "about 2,940"
    html = trend(*april[:-1], hedged("2026-04-30", None, Hedge.NOT_STATED))
    assert table_row(html, "April 2026")[0] == "at least 2,900"


def test_missiles_without_a_number_make_their_month_a_floor() -> None:
    missile = Kind.BALLISTIC_MISSILE
    html = trend(hedged("2026-09-01", 4, Hedge.EXACT, missile), hedged("2026-09-02", None, Hedge.NOT_STATED, missile))
    assert table_row(html, "September 2026")[1] == "at least 4"
    assert table_row(html, "1–2 September 2026")[3] == "not given"
    assert "September 2026 up to 2 September only" in Elements(html).text


def test_a_change_of_counting_is_a_line_with_words() -> None:
    missile = Kind.BALLISTIC_MISSILE
    html = trend(plain("2026-08-01"), hedged("2026-08-02", 3, Hedge.EXACT, missile), plain("2026-08-20"))
    assert len(re.findall(r'<line class="border"', html)) == 2, "of the missiles, by night and by month"
    assert re.search(r"<li>[^<]*9 August 2026[^<]*</li>", html)
    html = trend(plain("2026-08-01"), plain("2026-08-20"))
    assert "No report of these nights names a missile." in html
    assert re.search(r"<li>[^<]*9 August 2026[^<]*</li>", html), "the change is told all the same"
    html = trend(plain("2025-07-01"), plain("2025-08-20"))
    assert re.search(r"<li>[^<]*24 July 2025[^<]*</li>", html)


def test_ninety_nights_are_drawn_and_older_ones_are_in_the_months() -> None:
    start = date(2026, 1, 1)
    html = trend(*(plain((start + timedelta(days=number)).isoformat()) for number in range(120)))
    assert "The last 90 nights" in html and "90 nights to 30 April 2026" in html
    assert "30–31 January 2026" in html and "29–30 January 2026" not in html
    assert table_row(html, "January 2026")[0] == "3,100"


def test_provisional_nights_are_told_on_the_trend_as_well() -> None:
    html = trend(plain("2026-09-20"), plain("2026-09-21"), withheld_night())
    assert "1 night is provisional: less than 48 hours old" in Elements(html).text
    assert table_row(html, "September 2026 (provisional)")[0] == "at least 350"


def test_the_average_is_of_seven_nights_and_breaks_where_they_are_not_known() -> None:
    """Of the nights 1 to 4 October the fourth has four known ones; the sixth has a hole before it."""
    html = trend(*(plain(f"2026-10-{day:02}") for day in (1, 2, 3, 4, 5, 7, 8)))
    pieces = re.findall(r'<line class="average" x1="([\d.]+)%" y1="([\d.]+)" x2="([\d.]+)%" y2="([\d.]+)"', html)
    assert len(pieces) == 2, "from 4 to 5 October, from 7 to 8"
    assert {y1 == y2 for _, y1, _, y2 in pieces} == {True}, "all nights are alike"


def test_both_languages_say_the_months() -> None:
    html = pages().trend(rows_of([plain("2026-05-01"), plain("2026-05-03", 7)]), UK)
    assert table_row(html, "травень 2026")[0] == "щонайменше 107"

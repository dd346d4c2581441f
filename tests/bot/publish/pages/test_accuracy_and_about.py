"""The page of how far the figures can be trusted, and the page of what this is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from bot.chat.languages import words_of
from bot.publish.pages.accuracy_page import MEASURED, MEASURED_ON, MEASURED_VERSION
from parsers.records.outside import Cause, Credit, OutsideField
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, MonthAgreement, TableAccuracy
from tests.bot.publish.pages.made import SITE, Elements, folder, pages
from tests.bot.publish.records import AIR_FORCE, source
from tests.storage.builders import at

MEASURED_PAGE = Path(__file__).parents[4] / "docs" / "accuracy.md"
CREDIT = Credit("eodi", "EODI reports", "Quantu <Sync>", "CC BY 4.0", "https://example.org/eodi")
LAUNCHED, HITS = OutsideField.DRONES_LAUNCHED, OutsideField.HIT_SITES


def compared(differences: int = 1) -> AccuracyView:
    """A table beside ours: 44 of 45 numbers of drones agree, and the places hit of few reports."""
    post = source(AIR_FORCE, 74217, "2026-08-19 05:40")
    one = Disagreement(post, date(2026, 8, 19), "kpszsu/74217", HITS, "22", "9", Cause.TABLE, "It counts one region.")
    totals = (Agreement(LAUNCHED, 44, 45), Agreement(HITS, 3, 4, within=2, ranges=5))
    months = (MonthAgreement(date(2026, 8, 1), AIR_FORCE, Agreement(LAUNCHED, 20, 20)),)
    table = TableAccuracy(CREDIT, at("2026-11-29 10:00"), 60, 1, 46, months, totals, (one,) * differences)
    return AccuracyView((table,))


def test_what_was_measured_is_what_the_docs_have() -> None:
    written = MEASURED_PAGE.read_text(encoding="utf-8")
    whole, excerpts, ministry, ministry_excerpts, drift = MEASURED
    for one, row in (
        (whole, "**Air Force** | all | whole"), (excerpts, "**Air Force** | all | excerpt"),
        (ministry, "**ministry** | all | whole"), (ministry_excerpts, "**ministry** | all | excerpt"),
    ):  # fmt: skip
        assert f"| {row} | {one.posts} | {one.exact} of {one.posts} = " in written
        assert re.search(rf"^\| {re.escape(row)} .*\| {one.silent} \|$", written, re.MULTILINE)
    assert f"of {drift.posts:,} such posts {drift.exact:,} were read" in " ".join(written.split())
    assert f"**{drift.silent} were silently wrong" in written
    assert f"{MEASURED_ON.day} {MEASURED_ON:%B %Y} (`reader_version` {MEASURED_VERSION})" in written


def test_without_a_table_the_page_says_so() -> None:
    text = Elements(folder()["accuracy.html"]).text
    assert "No outside table was compared here." in text
    assert "Air Force, whole posts of 2026 64 64 0" in text
    assert "real posts with sentences nobody had written yet 32,127 25,958 6" in text


def test_a_table_stands_beside_ours_with_its_credit_and_what_differs() -> None:
    text = Elements(pages().accuracy(compared(), words_of("en"))).text
    assert "EODI reports Quantu <Sync> · CC BY 4.0 · as of 29 November 2026, 12:00 Kyiv · 46 reports in common" in text
    assert "drones launched 44 45 97% –" in text
    assert "places hit 3 4 – 2 of 5" in text, "no per cent of few"
    assert "August 2026 · Ukraine's Air Force · drones launched 20 20 – –" in text
    assert "19 Aug 2026 · places hit: 22 by us, 9 in the table (the table's mistake) · post 74217" in text
    assert "It counts one region." in text
    assert "Agreement means that we both read the posts alike, not that what the posts say is true." in text
    assert "станом на 29 листопада 2026" in Elements(pages().accuracy(compared(), words_of("uk"))).text
    many = Elements(pages().accuracy(compared(60), words_of("en")))
    assert "and 10 more" in many.text and many.text.count("It counts one region.") == 50


def test_about_says_what_this_is_and_leads_to_every_file() -> None:
    for path in ("about.html", "uk/about.html"):
        found = Elements(folder()[path])
        links = {one["href"].removeprefix("../") for one in found.all("a")}
        assert {"v1/latest.json", "v1/nights.csv", "v1/vintages.csv", "feed.atom", "corrections.atom"} <= links
        assert {"https://t.me/kpszsu", "https://t.me/mod_russia"} <= links
        assert {"data", "licence", "cite"} <= set(found.ids)
    text = Elements(folder()["about.html"]).text
    for said in (
        "It is not an air-raid warning", "Until 48 hours after a night its figures are provisional",
        "Under v1/ nothing is taken away, renamed or given another meaning", "CC-BY-4.0", "version 3 of the reader",
        "24 July 2025", "6 August 2026", "9 August 2026", "https://record.example.org/index.html",
    ):  # fmt: skip
        assert said in text, said
    assert SITE.reader_version == 3

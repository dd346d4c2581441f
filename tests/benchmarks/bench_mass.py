"""The unlabelled posts of the ministry: none crashes, every report is read or refused with a reason, sums add up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_price import Price
from tests.benchmarks.variants_cases import Case, moment, reading_of, rows

FILE = "ru-mass.posts.jsonl"
MOST_REFUSED = 0.01
MOST_DOUBTED = 0.01
# A post that should be a report: a sentence that tells an outcome by air defence and a number of drones.
_DRONE = r"(?:беспилотн|бпла|беспилотник)"
_COUNT = (
    r"(?:\d+|один|одного|два|две|двух|три|трех|трёх|четыре|четырех|пять|пяти|шесть|семь|восемь|девять|десять|"
    r"[а-я]+надцать|двадцать|тридцать|сорок|пятьдесят)"
)
_COUNTED = re.compile(
    rf"\b{_COUNT}\s+(?:украинск\w+\s+|вражеск\w+\s+)?{_DRONE}|{_DRONE}\w*[^.\n]{{0,60}}\b{_COUNT}\b", re.IGNORECASE
)
_DEFENCE = re.compile(r"\bПВО\b|противовоздушн", re.IGNORECASE)


def should_be_a_report(text: str) -> bool:
    """Whether a post has a drone word, «ПВО» and a count of drones in one sentence."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[А-ЯЁ])|\n+", text)
    return any(_COUNTED.search(one) for one in sentences) and bool(_DEFENCE.search(text))


@dataclass(slots=True)
class Year:
    """The posts of one year (or of all): how many, and those that are told of, whole ones after ``ignored``."""

    posts: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    ignored: list[dict[str, Any]] = field(default_factory=list)
    whole: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    itemised: int = 0
    doubted: list[dict[str, Any]] = field(default_factory=list)
    unequal: list[dict[str, Any]] = field(default_factory=list)


def mass(folder: Path, show: str | None) -> bool:
    """Read all posts of the folder's mass file and print what came of them by year; False where a goal is missed."""
    posts = rows(folder / FILE)
    if not posts:
        return True
    years: defaultdict[str, Year] = defaultdict(Year)
    agreeing, every_tally = Price(), Price()
    for post in posts:
        got = _read(post)
        _charge(agreeing, every_tally, post, got)
        for year in (post["posted"][:4], "all"):
            _count(years[year], post, got)
    print(f"\nThe {len(posts):,} unlabelled posts of the ministry")
    print("| year | posts | tallies | taken for none | whole reports | refused | itemised | doubted | unequal |")
    print("|---|" + "--:|" * 8)
    for name, year in sorted(years.items()):
        print(
            f"| {name} | {year.posts} | {year.ends['tally']} | {len(year.ignored)} | {year.whole}"
            f" | {_share(year.refused, year.whole)} | {year.itemised} | {_share(year.doubted, year.itemised)}"
            f" | {len(year.unequal)} |"
        )
    agreeing.print("Doubts on whole reports whose regions add up to their head number")
    every_tally.print("Doubts on all whole reports: the price of every mechanism, and what it finds")
    every = years["all"]
    print(f"crashes: {every.ends['crash']}; goals: no crash, none unequal, 1 % refused, 1 % doubted")
    if show in {"ignored", "refused", "doubted", "unequal"}:
        print(*(f"== {post['key']} {post['posted']}\n{post['text']}\n" for post in getattr(every, show)), sep="\n")
    good = len(every.refused) <= MOST_REFUSED * every.whole and len(every.doubted) <= MOST_DOUBTED * every.itemised
    return good and agreeing.fair() and not every.unequal and not every.ends["crash"]


def _count(year: Year, post: dict[str, Any], got: dict[str, Any]) -> None:
    """Add a post and its reading to a year; a briefing over the whole front (scope daily) is no tally of a night."""
    year.posts += 1
    year.ends[got["reading"]] += 1
    report = got["reading"] in {"tally", "unreadable"}
    year.ignored += [post] if not report and should_be_a_report(post["text"]) else []
    if post["cut"] or not report or got["scope"] == "daily":
        return
    year.whole += 1
    year.refused += [post] if got["reading"] == "unreadable" else []
    if got["reading"] == "tally" and (stated := _itemised(got)):
        year.itemised += 1
        year.doubted += [post] if got["doubts"] else []
        year.unequal += [post] if not got["doubts"] and stated[0] != stated[1] else []


def _charge(agreeing: Price, every_tally: Price, post: dict[str, Any], got: dict[str, Any]) -> None:
    """Count the doubts of a whole national tally, and of one that checks itself."""
    if post["cut"] or got["reading"] != "tally" or got["scope"] != "national":
        return
    every_tally.add(post["channel"], got["doubts"])
    stated = _itemised(got)
    if stated and stated[0] == stated[1]:
        agreeing.add(post["channel"], got["doubts"])


def _share(found: list[Any], of: int) -> str:
    return f"{len(found)} = {100 * len(found) / of:.2f} %" if of else "–"


def _read(post: dict[str, Any]) -> dict[str, Any]:
    try:
        return reading_of(Case(post["key"], post["channel"], moment(post["posted"]), post["text"], None))
    except Exception as error:  # a crash is an answer here
        print(f"crash on {post['key']}: {error!r}")
        return {"reading": "crash", "reason": None, "scope": None}


def _itemised(got: dict[str, Any]) -> tuple[int, int] | None:
    """The ministry's one head number and the sum of its regions, where each region has a count."""
    regions = got.get("regions") or []
    lines = [line for line in got["lines"] if line["outcome"] in {"downed", "suppressed"} and not line["share"]]
    plain = [line["number"] for line in lines if not line["total"]]
    if len(regions) < 2 or any(row["number"] is None for row in regions) or None in plain:
        return None
    return sum(plain), sum(row["number"] for row in regions)

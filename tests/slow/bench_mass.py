"""The unlabelled posts of the ministry: none crashes, every report is read or refused with a reason, sums add up."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.slow.variants_cases import Case, moment, reading_of, rows

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


def mass(folder: Path, show: str | None) -> bool:
    """Read all posts of the folder's mass file and print what came of them; False where a goal is missed."""
    posts = rows(folder / FILE)
    if not posts:
        return True
    ends: Counter[tuple[str, str]] = Counter()
    ignored, refused, itemised, doubted, unequal = [], [], [], [], []
    whole = 0
    for post in posts:
        got = _read(post)
        expected = should_be_a_report(post["text"])
        ends[(got["reading"], got["reason"] or got["scope"] or "")] += 1
        ignored += [post] if expected and got["reading"] == "not_a_report" else []
        is_report = got["reading"] != "not_a_report" and (got["scope"] or "national") != "daily"
        if post["cut"] or not is_report:
            continue
        whole += 1
        refused += [post] if got["reading"] == "unreadable" else []
        if got["reading"] == "tally" and (stated := _itemised(got)):
            itemised.append(post)
            doubted += [post] if got["doubts"] else []
            unequal += [post] if not got["doubts"] and stated[0] != stated[1] else []
    print(f"\nAll {len(posts):,} unlabelled posts of the ministry")
    for (reading, why), times in ends.most_common():
        print(f"  {reading:14}{why:22}{times:6}")
    print(f"crashes: {ends[('crash', '')]}")
    print(f"with a drone word, «ПВО» and a count, and taken for no report: {len(ignored)}")
    print(f"whole reports refused: {len(refused)} of {whole} = {_share(refused, whole)} (goal 1 %)")
    print(
        f"itemised ones that carry a doubt: {len(doubted)} of {len(itemised)}"
        f" = {_share(doubted, len(itemised))} (goal 1 %)"
    )
    print(f"itemised ones that neither add up nor carry one: {len(unequal)}")
    for name, found in (("ignored", ignored), ("refused", refused), ("doubted", doubted), ("unequal", unequal)):
        if show == name:
            print(*(f"== {post['key']} {post['posted']}\n{post['text']}\n" for post in found), sep="\n")
    return not (unequal or ends[("crash", "")]) and len(refused) <= MOST_REFUSED * whole


def _share(found: list[Any], of: int) -> str:
    return f"{100 * len(found) / max(1, of):.2f} %"


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

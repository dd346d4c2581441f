"""How many labelled posts are read right, by channel and year, whole posts and excerpts apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.bench_price import Price
from tests.benchmarks.variants_cases import Case, reading_of
from tests.benchmarks.variants_label import national, wrong_fields

CHANNELS = {"kpszsu": "Air Force", "mod_russia": "ministry"}
YEARS = ("2022", "2023", "2024", "2025", "2026")
COLUMNS = ("n", "exact", "window", "regions", "doubted", "refused", "silent")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one labelled post; ``window`` and ``regions`` are None where its label tells none."""

    group: tuple[str, str, bool]
    exact: bool
    window: bool | None
    regions: bool | None
    doubted: bool
    refused: bool
    silent: bool


def result(case: Case) -> Result:
    assert case.label is not None
    got = reading_of(case)
    wrong = wrong_fields(case.label, got, case.channel, refused_too=not case.whole)
    window = case.label.get("window") or {}
    tally = got["reading"] == "tally"
    return Result(
        (case.channel, str(case.posted.year) if case.posted else "no date", case.whole),
        not wrong,
        not any(name.startswith(("window", "scope")) for name in wrong) if any(window.values()) else None,
        not {"regions", "scope"} & {*wrong} if case.label.get("regions") else None,
        tally and bool(got["doubts"]),
        got["reading"] == "unreadable",
        tally and bool(wrong) and not got["doubts"],
    )


def accuracy(everything: Sequence[Case]) -> bool:
    """Print the tables; False where a labelled post is silently wrong, a post that is no tally counts as one, or too
    many posts that are read exactly carry a doubt.
    """
    results = [result(case) for case in everything if case.label]
    print("\n| channel | year | posts | " + " | ".join(COLUMNS) + " |")
    print("|---|---|---|" + "--:|" * len(COLUMNS))
    for line in _lines(results):
        print(f"| {line} |")
    others = [case for case in everything if case.label is None]
    counted = [case.key for case in others if national(reading_of(case))]
    print(f"\nposts that are no national tally: {len(others)}, counted as one: {len(counted)} {' '.join(counted)}")
    price = price_of(case for case in everything if case.label and case.whole)
    price.print("Doubts on whole labelled posts that are read exactly")
    return not counted and not any(one.silent for one in results) and price.fair()


def price_of(labelled: Iterable[Case]) -> Price:
    """The doubts of labelled posts that are read exactly; an excerpt without its lead has one by right."""
    price = Price()
    for case in labelled:
        got = reading_of(case)
        assert case.label is not None
        if got["reading"] == "tally" and not wrong_fields(case.label, got, case.channel):
            price.add(case.channel, got["doubts"])
    return price


def _lines(results: Sequence[Result]) -> Iterator[str]:
    groups = Counter(one.group for one in results)
    for channel, name in CHANNELS.items():
        for year in (*YEARS, "no date"):
            for whole, kind in ((True, "whole"), (False, "excerpt")):
                if groups[(channel, year, whole)]:
                    yield _line(name, year, kind, [one for one in results if one.group == (channel, year, whole)])
                elif year in YEARS:
                    yield f"{name} | {year} | {kind} | 0 | " + " | ".join(["unmeasured"] * (len(COLUMNS) - 1))
        for whole, kind in ((True, "whole"), (False, "excerpt")):
            found = [one for one in results if (one.group[0], one.group[2]) == (channel, whole)]
            if found:
                yield _line(f"**{name}**", "all", kind, found)


def _line(name: str, year: str, kind: str, found: Sequence[Result]) -> str:
    told = [str(len(found)), _of([one.exact for one in found])]
    told += [_of([one.window for one in found]), _of([one.regions for one in found])]
    told += [str(sum(one.doubted for one in found)), str(sum(one.refused for one in found))]
    return f"{name} | {year} | {kind} | " + " | ".join([*told, str(sum(one.silent for one in found))])


def _of(marks: Sequence[bool | None]) -> str:
    """«64 of 66 = 97.0 %» of those that are told; a dash where none is."""
    told = [mark for mark in marks if mark is not None]
    return f"{sum(told)} of {len(told)} = {100 * sum(told) / len(told):.1f} %" if told else "–"

"""Variants of the ministry's reports with another tail: some of the drones over one region, the others elsewhere."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from random import Random
from typing import NamedTuple

from tests.benchmarks.variants_added import place
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_figures import DOWN
from tests.benchmarks.variants_label import Label, Line, is_plain
from tests.benchmarks.variants_numerals import agreement, numerals

Region = tuple[str, str | int | None]


class Tail(NamedTuple):
    """The words after «уничтожены 70 украинских БПЛА» and the regions they state; in ``or_`` other ways to read them.

    ``n`` and ``m`` are parts of the whole, ``r`` is the rest without ``n``, ``c`` what was launched.
    """

    words: str
    regions: tuple[Region, ...]
    or_: tuple[tuple[Region, ...], ...] = ()


_BEL, _BRY, _KRS, _TUL, _KLU = "RU-BEL", "RU-BRY", "RU-KRS", "RU-TUL", "RU-KLU"
_MOSCOW, _BLACK = "moscow-region", "black-sea"
TAILS = (
    Tail(", {n} из которых над Московским регионом и {m} над Тульской областью", ((_MOSCOW, "n"), (_TUL, "m"))),
    Tail(", {n} из них – над Московским регионом", ((_MOSCOW, "n"),)),
    Tail(", из них {n} – над акваторией Черного моря", ((_BLACK, "n"),)),
    Tail(", в том числе {n} над территорией Курской области", ((_KRS, "n"),)),
    Tail(", в том числе {n} – над Московским регионом и {m} – над Калужской областью", ((_MOSCOW, "n"), (_KLU, "m"))),
    Tail(", из которых {n} – над Брянской областью", ((_BRY, "n"),)),
    Tail(", из них по 2 – над территориями Тульской и Калужской областей", ((_TUL, 2), (_KLU, 2))),
    Tail(", из них по одному – над территориями Курской и Брянской областей", ((_KRS, 1), (_BRY, 1))),
    Tail(
        ": {n} – над территорией Курской области, остальные – над территорией Брянской области",
        ((_KRS, "n"), (_BRY, None)),
        (((_KRS, "n"), (_BRY, "r")),),
    ),
    Tail(
        ", {n} над территорией Тульской области, остальные над акваторией Черного моря",
        ((_TUL, "n"), (_BLACK, None)),
        (((_TUL, "n"), (_BLACK, "r")),),
    ),
    Tail(
        ": два над территорией Брянской области и два над Белгородской областью, остальные – над Курской областью",
        ((_BRY, 2), (_BEL, 2), (_KRS, None)),
        (((_BRY, 2), (_BEL, 2), (_KRS, "four")),),
    ),
    Tail(", большинство – над территорией Белгородской области", ((_BEL, None),)),
    Tail(", половина из них – над территорией Курской области", ((_KRS, None),)),
    Tail(", в основном над территориями Брянской и Курской областей", ((_BRY, None), (_KRS, None))),
    Tail(
        " над территориями Брянской и Курской областей, {n} из них – над Брянской",
        ((_BRY, "n"), (_KRS, None)),
        (((_BRY, None), (_KRS, None)), ((_BRY, "n"), (_KRS, "r"))),
    ),
    Tail(" над территориями Брянской области ({n}) и Курской области ({r})", ((_BRY, "n"), (_KRS, "r"))),
    Tail(" из {c} выпущенных", ()),
    Tail(" из {c} запущенных украинской стороной", ()),
    Tail(" из {c}, обнаруженных над акваторией Черного моря", ((_BLACK, None),), ((), ((_BLACK, "all"),))),
    Tail(" ({n} – над Крымом)", (("UA-43", "n"),)),
    Tail(". Над Московским регионом – {n}", ((_MOSCOW, "n"),)),
    Tail(". Из них {n} – над территорией Тульской области", ((_TUL, "n"),)),
)
_NOUN = re.compile(
    r" (?:украинск\w+ )?(?:беспилотн\w+ летательн\w+ аппарат\w*|БПЛА|БпЛА|беспилотник\w*)(?: самол[её]тного типа)?"
)
_VERB = re.compile(r"(?:перехвачены|уничтожены|уничтожено|сбиты|сбито)\b")


def over_regions(case: Case, dice: Random) -> Case | None:
    """A ministry's report of one count with another number and another tail."""
    found = _head(case)
    at = place(case)
    if found is None or at is None:
        return None
    start, end = found
    tail = dice.choice(TAILS)
    whole = dice.choice([n for n in range(24, 160) if agreement(n) == "many"])
    few = [n for n in range(3, whole // 3) if agreement(n) != "one"]
    numbers = {"n": dice.choice(few), "m": dice.choice(few), "c": whole + dice.choice([2, 4, 9]), "all": whole}
    numbers |= {"r": whole - numbers["n"], "four": whole - 4}
    words = tail.words.format(**numbers)
    told = f"{whole} украинских {dice.choice(['БПЛА', 'беспилотников'])}{words}."
    text = case.text[:start] + told + case.text[max(end, at.sentence) :]
    labels = [_label(case.label or {}, whole, way, numbers) for way in (tail.regions, *tail.or_)]
    if "{c}" in tail.words:
        labels += [_with_launched(label, numbers["c"]) for label in labels]
    return replace(case, text=text, label=labels[0], alts=tuple(labels[1:]))


def _head(case: Case) -> tuple[int, int] | None:
    """Where the one count of a report and its noun stand, behind a verb in the plural."""
    lines = (case.label or {}).get("lines", [])
    if case.channel != "mod_russia" or not case.whole or len(lines) != 1 or not is_plain(lines[0]):
        return None
    if lines[0]["outcome"] not in DOWN or lines[0]["kind"] != "drone":
        return None
    for one in numerals(case.text, "ru"):
        noun = _NOUN.match(case.text, one.end)
        sentence = case.text[case.text.rfind("\n", 0, one.start) + 1 : one.start]
        if (
            one.value == lines[0]["number"]
            and noun
            and not one.fixed
            and _VERB.search(sentence)
            and "над " not in sentence
        ):
            return one.start, noun.end()
    return None


def _label(label: Label, whole: int, regions: tuple[Region, ...], numbers: dict[str, int]) -> Label:
    changed = copy.deepcopy(label)
    changed["lines"][0]["number"] = whole
    changed["regions"] = [
        {"region": code, "number": numbers[number] if isinstance(number, str) else number} for code, number in regions
    ]
    return changed


def _with_launched(label: Label, number: int) -> Label:
    line: Line = {**label["lines"][0], "outcome": "launched", "number": number}
    return {**label, "lines": [*label["lines"], line]}

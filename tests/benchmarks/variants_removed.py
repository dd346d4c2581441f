"""Variants with a sentence taken out, and with it the fields that it told."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from tests.benchmarks.variants_cases import Case, reading_of
from tests.benchmarks.variants_label import Label

_SENTENCE_END = re.compile(r"(?<=[.!?])[ \n]+(?=[^\w\s]*\s?[А-ЯІЇЄҐ])|\n+")
_SHORTENED = ("рф.", "обл.", "т.ч.", "ін.", "мск.", "т.г.", "ст.", "г.")

_DEBRIS = re.compile(r",? (?:а також|й) падіння (?:збитих|уламків)[^\n.!,]*(?=[.!,\n]|$)")
_JETS = re.compile(r" ?\( ?[ву] т\.ч\. реактивн[а-яі]+\)")
_TARGETS = re.compile(r"\n*❗️ ?Основн[а-яі]+ напрям[а-яі]+ удару[^\n]*")
_HEADLINE = re.compile(r"\A[^\n]*ЗБИТО[^\n]*\n(?:➖+\n)?")
_TO_MOSCOW = re.compile(r", в том числе [\w-]+ (?:БПЛА|БпЛА), летевших на Москву")


def sentence_removed(case: Case, dice: Random) -> Case | None:
    """Without one sentence that does not hold the window; lines, sites and regions whose words it holds go with it."""
    assert case.label is not None
    got = reading_of(case)
    pieces = sentences(case.text)
    window = got["window"]["words"] if got["window"] else (0, 0)
    free = [(start, end) for start, end in pieces if end <= window[0] or start >= window[1]]
    if not free or len(pieces) < 2:
        return None
    start, end = dice.choice(free)
    if _straddled(got, start, end):
        return None
    left = _without(case.label, got, case.text, start, end)
    if not any(line["outcome"] != "airborne" for line in left.get("lines", [])):
        return None  # what is left is no report
    return replace(case, text=case.text[:start] + case.text[end:], label=left)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, with the blanks after it."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text) if not text[: m.start()].endswith(_SHORTENED)]
    edges = [0, *ends, len(text)]
    return [(start, end) for start, end in pairwise(edges) if end > start]


def _inside(found: dict[str, Any] | None, start: int, end: int) -> bool:
    if not found:
        return False
    return start <= int(found["words"][0]) < end


def _straddled(got: Label, start: int, end: int) -> bool:
    """Whether one count of the reading is told partly inside the sentence: then what is left is not known."""
    told = [
        *got["lines"],
        *(got.get("regions") or []),
        *filter(None, [got["hit_sites"], got["debris_sites"], got["headline"]]),
    ]
    return any(one["words"][0] < edge < one["words"][1] for one in told for edge in (start, end))


def _without(label: Label, got: Label, text: str, start: int, end: int) -> Label:
    """The label without what the words in ``[start, end)`` told, by the words of an exact reading."""
    left = copy.deepcopy(label)
    if left.get("window") and "таном на" in text[start:end]:
        left["window"]["end"] = None
    if "lines" in left:
        left["lines"] = [line for line in got["lines"] if not _inside(line, start, end)]
    if left.get("regions") is not None:
        left["regions"] = [row for row in got.get("regions") or [] if not _inside(row, start, end)]
    for name in ("hit_sites", "debris_sites", "headline"):
        if name in left and _inside(got[name], start, end):
            left[name] = None
    return left


def _cut(pattern: re.Pattern[str], forget: Callable[[Label], Label | None]) -> Callable[[Case, Random], Case | None]:
    def cut(case: Case, dice: Random) -> Case | None:
        found = [*pattern.finditer(case.text)]
        if len(found) != 1:
            return None
        label = forget(copy.deepcopy(case.label or {}))
        start, end = found[0].span()
        return replace(case, text=case.text[:start] + case.text[end:], label=label) if label else None

    return cut


def _no(field: str) -> Callable[[Label], Label]:
    return lambda label: label | {field: None}


def _no_share(keep: Callable[[dict[str, Any]], bool]) -> Callable[[Label], Label]:
    return lambda label: label | {"lines": [line for line in label.get("lines", []) if not line["share"] or keep(line)]}


REMOVALS = {
    "sentence removed": sentence_removed,
    "debris clause removed": _cut(_DEBRIS, _no("debris_sites")),
    "jet bracket removed": _cut(_JETS, _no_share(lambda line: line["number"] is not None)),
    "main direction removed": _cut(_TARGETS, lambda label: label),
    "headline removed": _cut(_HEADLINE, _no("headline")),
    "share for Moscow removed": _cut(_TO_MOSCOW, _no_share(lambda line: False)),
}

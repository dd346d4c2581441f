"""Variants in which numbers change: in the text and in the label, with the sums kept or with a doubt to be raised."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_label import Label, is_plain
from tests.benchmarks.variants_numerals import Numeral, agreement, numerals, written

DOWN = {"downed", "suppressed", "downed_or_suppressed"}
LANGUAGES = {"kpszsu": "uk", "mod_russia": "ru"}
_DRAWS = 60

Slot = dict[str, Any]  # any dict of a label that has a "number"


def slots(label: Label) -> list[Slot]:
    """Every place of a label that holds a number."""
    found = [*label.get("lines", []), *(label.get("regions") or [])]
    found += [label[name] for name in ("hit_sites", "debris_sites", "headline") if label.get(name)]
    return [slot for slot in found if slot["number"] is not None]


def sums(label: Label) -> list[tuple[Slot, list[Slot]]]:
    """The numbers of a label that are the sum of others: (sum, parts)."""
    lines = [line for line in label.get("lines", []) if line["number"] is not None and line["hedge"] == "exact"]
    plain = [line for line in lines if is_plain(line)]
    down = [line for line in plain if line["outcome"] in DOWN]
    drones = [line for line in down if line["kind"] in {"drone", "recon_drone"}]
    found: list[tuple[Slot, list[Slot]]] = []
    headline = label.get("headline")
    if headline:
        found.append((headline, drones if headline.get("what") == "drones" else down))
    for total in (line for line in lines if line["total"]):
        parts = [line for line in plain if line["outcome"] == total["outcome"]]
        if total["kind"] != "target":
            parts = [line for line in parts if (line["kind"] == "drone") == (total["kind"] == "drone")]
        found.append((total, parts))
    regions = label.get("regions") or []
    if len(down) == 1 and regions and all(row["number"] is not None for row in regions):
        found.append((down[0], regions))
    return [(whole, parts) for whole, parts in found if parts and _holds(whole, parts)]


def _holds(whole: Slot, parts: list[Slot]) -> bool:
    return bool(whole["number"] == sum(part["number"] for part in parts))


def _plausible(label: Label) -> bool:
    """No more drones stopped than launched."""
    drones = [line for line in label.get("lines", []) if line["kind"] == "drone" and is_plain(line)]
    launched = sum(line["number"] for line in drones if line["outcome"] == "launched")
    stopped = sum(line["number"] for line in drones if line["outcome"] in DOWN | {"lost", "hit"})
    return not launched or launched >= stopped


class Printed:
    """The numbers of a case that stand in the text as often as in the label, so that each is known where it stands."""

    def __init__(self, case: Case, label: Label) -> None:
        self.language = LANGUAGES[case.channel]
        self.text = case.text
        self.found = numerals(case.text, self.language)
        stated = Counter(slot["number"] for slot in slots(label))
        printed = Counter(one.value for one in self.found)
        shared = {one.value for one in self.found if case.text[max(0, one.start - 3) : one.start].lower() == "по "}
        fixed = {one.value for one in self.found if one.fixed}
        self.free = {
            value
            for value, times in stated.items()
            if value not in fixed and (printed[value] == times or (value in shared and printed[value] == 1))
        }
        self.taken = {*stated, *printed}

    def places(self, value: int) -> list[Numeral]:
        return [one for one in self.found if one.value == value]

    def rewritten(self, changes: dict[int, int]) -> str | None:
        """The text with numbers changed, each in its own form; None where a form does not fit the new number."""
        text = self.text
        for one in sorted(self.found, key=lambda one: -one.start):
            if one.value not in changes:
                continue
            form = self._form(one, changes[one.value])
            if form is None:
                return None
            text = text[: one.start] + form + text[one.end :]
        return text

    def _form(self, one: Numeral, value: int) -> str | None:
        if agreement(value) != agreement(one.value):
            return None
        if one.form == "figures":
            if one.suffix and (value % 10 != one.value % 10 or {value % 100 // 10, one.value % 100 // 10} & {1}):
                return None
            return f"{value}{one.suffix}"
        word = written(value, one.form, self.language)
        return word and _in_case_of(self.text[one.start : one.end], word)


def _in_case_of(printed: str, word: str) -> str:
    """A word in capitals, with one capital, or without, as the printed one is."""
    if len(printed) > 1 and printed.isupper():
        return word.upper()
    return word.capitalize() if printed[0].isupper() else word


def with_sums(label: Label, printed: Printed, changes: dict[int, int]) -> dict[int, int] | None:
    """The changes with those of the sums that depend on them; None where a sum cannot be changed."""
    for _ in range(4):
        moved = copy.deepcopy(label)
        for slot in slots(moved):
            slot["number"] = changes.get(slot["number"], slot["number"])
        broken = [
            (old["number"], sum(part["number"] for part in parts))
            for (old, _), (whole, parts) in zip(sums(label), _same_sums(label, moved), strict=True)
            if not _holds(whole, parts)
        ]
        if not broken:
            return changes if _plausible(moved) or not _plausible(label) else None
        old, new = broken[0]
        if old not in printed.free or old in changes:
            return None
        changes = {**changes, old: new}
    return None


def _same_sums(label: Label, moved: Label) -> Iterator[tuple[Slot, list[Slot]]]:
    """The sums of ``label``, in a copy of it whose numbers have changed."""
    twins = {id(old): new for old, new in zip(slots(label), slots(moved), strict=True)}
    for whole, parts in sums(label):
        yield twins[id(whole)], [twins[id(part)] for part in parts]


def _candidate(printed: Printed, old: int, dice: Random) -> int:
    """Another number like the old one that stands nowhere in the post."""
    high = max(2 * old, 20) if old < 100 else old + 60
    low = 2 if old < 100 else old - 60
    return dice.choice([new for new in range(low, high) if new not in printed.taken] or [old])


def number_changed(case: Case, dice: Random) -> Case | None:
    """One number changed, and the sums with it."""
    return _changed(case, dice, keep_sums=True)


def sum_broken(case: Case, dice: Random) -> Case | None:
    """A number changed alone where others add up to it or with it: a doubt is due."""
    return _changed(case, dice, keep_sums=False)


def _changed(case: Case, dice: Random, keep_sums: bool) -> Case | None:
    assert case.label is not None
    printed = Printed(case, case.label)
    if not printed.free:
        return None
    for _ in range(_DRAWS):
        old = dice.choice(sorted(printed.free))
        changes: dict[int, int] | None = {old: _candidate(printed, old, dice)}
        if keep_sums:
            changes = with_sums(case.label, printed, changes or {})
        text = printed.rewritten(changes) if changes else None
        if text is None or text == case.text or not changes:
            continue
        label = copy.deepcopy(case.label)
        for slot in slots(label):
            slot["number"] = changes.get(slot["number"], slot["number"])
        broken = any(not _holds(whole, parts) for whole, parts in _same_sums(case.label, label))
        if broken is not keep_sums:
            return replace(case, text=text, label=label, must_doubt=broken)
    return None


def figures_to_words(case: Case, dice: Random) -> Case | None:
    """A small number in figures become a word in the case that its place asks for."""
    return _respelled(case, dice, [one for one in _printed_once(case) if one.form == "figures"])


def words_to_figures(case: Case, dice: Random) -> Case | None:
    """A number in words become figures."""
    return _respelled(case, dice, [one for one in _printed_once(case) if one.form != "figures"])


def _printed_once(case: Case) -> list[Numeral]:
    assert case.label is not None
    printed = Printed(case, case.label)
    return [one for one in printed.found if one.value in printed.free and one.value <= 20 and not one.suffix]


def _respelled(case: Case, dice: Random, choice: list[Numeral]) -> Case | None:
    if not choice:
        return None
    text = case.text
    for one in sorted(dice.sample(choice, dice.randrange(1, len(choice) + 1)), key=lambda one: -one.start):
        form = _asked_form(text, one) if one.form == "figures" else ""
        word = written(one.value, form, LANGUAGES[case.channel]) if form else str(one.value)
        if word is None or text[one.start].isupper():
            continue
        text = text[: one.start] + word + text[one.end :]
    return replace(case, text=text) if text != case.text else None


def _asked_form(text: str, one: Numeral) -> str:
    """The form of a numeral between its neighbours: «на дев’яти локаціях», «двома ракетами», «по одному»."""
    before, after = text[: one.start].split()[-1:], text[one.end :].split()[:1]
    follows = after[0].lower().strip(",.") if after else ""
    if before and before[0].lower() == "по" and one.value == 1:
        return "each"
    if follows.startswith("локаці"):
        return "where" if one.value == 1 else "genitive"
    if follows.endswith(("ими", "ома", "ами", "єю", "ою")):
        return "instrumental"
    feminine = follows.startswith(
        ("ракет", "крилат", "керован", "балістичн", "протирад", "протикораб", "аеробаліст", "ціл", "цел")
    )
    return "feminine" if feminine and not follows.endswith(("ий", "их")) else "plain"


FIGURES = {
    "number changed, sums kept": number_changed,
    "number changed, sum broken": sum_broken,
    "figures to words": figures_to_words,
    "words to figures": words_to_figures,
}

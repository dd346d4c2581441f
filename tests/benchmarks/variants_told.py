"""Variants in which a count is told otherwise: in words and idioms, with marks inside, as a range, as N of M."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.benchmarks.variants_added import added
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_figures import DOWN, LANGUAGES, Printed, Slot, slots, with_sums
from tests.benchmarks.variants_idioms import BOUNDS, IDIOMS, MARKED, THOUSANDS, spelled
from tests.benchmarks.variants_label import Label, is_plain
from tests.benchmarks.variants_numerals import Numeral, agreement, numerals, written
from tests.benchmarks.variants_over import over_regions
from tests.benchmarks.variants_removed import REMOVALS
from tests.benchmarks.variants_words_parts import RANGES, SHARE

Change = Callable[[Case, Random], Case | None]

_ASKS_ANOTHER_CASE = re.compile(r"(?:із|з|из|від|от|до|около|близько|понад|применением|с|по)\s+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """One count of what was stopped that a case prints in a sentence, with its numeral there."""

    case: Case
    line: Slot
    numeral: Numeral


def _counts(case: Case) -> Iterator[Count]:
    """The counts of a case that are printed once, beside the headline, where they can be told otherwise."""
    if not case.whole or not case.label:
        return
    printed = Printed(case, case.label)
    regions = case.label.get("regions") or []
    for line in case.label.get("lines", []):
        found = printed.places(line["number"]) if is_plain(line) and line["outcome"] in DOWN else []
        found = [one for one in found if not _in_headline(case, one)]
        alone = len(regions) == 1 and regions[0]["number"] == line["number"]
        if len(found) != 1 or line["hedge"] != "exact" or not (line["number"] in printed.free or alone):
            continue
        if not found[0].fixed and not found[0].suffix and not _ASKS_ANOTHER_CASE.search(case.text[: found[0].start]):
            yield Count(case, line, found[0])


def _in_headline(case: Case, one: Numeral) -> bool:
    first = case.text.find("\n")
    return one.end <= first and any(word in case.text[:first] for word in ("ЗБИТО", "ЗНИЩЕНО"))


def _recounted(count: Count, value: int) -> Case | None:
    """The case with another number of stopped, and of launched so many more, in figures that ask for the same nouns."""
    case, old = count.case, count.line["number"]
    assert case.label
    one = count.numeral
    text = f"{case.text[: one.start]}{old}{case.text[one.end :]}"
    plain = replace(case, text=text)
    printed = Printed(plain, case.label)
    changes: dict[int, int] | None = {old: value}
    for line in case.label["lines"]:
        if line["kind"] == count.line["kind"] and line["outcome"] == "launched" and is_plain(line):
            if line["number"] not in printed.free:
                return None
            changes = {**(changes or {}), line["number"]: _like(line["number"], line["number"] + value - old)}
    changes = with_sums(case.label, printed, changes or {})
    changed = printed.rewritten(changes) if changes else None
    if not changed or not changes:
        return None
    label = copy.deepcopy(case.label)
    for slot in slots(label):
        slot["number"] = changes.get(slot["number"], slot["number"])
    return replace(case, text=changed, label=label)


def _like(old: int, least: int) -> int:
    """The least number, not below ``least``, whose nouns stand in the form of those of ``old``."""
    return next(n for n in range(max(1, least), least + 200) if agreement(n) == agreement(old) and n % 10 == old % 10)


def _last(case: Case, value: int) -> Numeral | None:
    found = [one for one in numerals(case.text, LANGUAGES[case.channel]) if one.value == value and not one.fixed]
    return found[-1] if found and found[-1].form == "figures" else None


def _told_as(case: Case, value: int, words: str, dice: Random) -> Case | None:
    """The case with the words for its last figures, and in half of the variants without its headline."""
    one = _last(case, value)
    if one is None:
        return None
    said = replace(case, text=case.text[: one.start] + words + case.text[one.end :])
    return (REMOVALS["headline removed"](said, dice) if dice.random() < 0.5 else None) or said


def numeral_words(case: Case, dice: Random) -> Case | None:
    """A count in words, in an idiom or with marks inside."""
    counts = [*_counts(case)]
    if not counts:
        return None
    count, language = dice.choice(counts), LANGUAGES[case.channel]
    many = agreement(count.line["number"]) == "many"
    if many and dice.random() < 0.6:
        words, value = dice.choice([*IDIOMS[language].items()])
        return _with_hedges(_retold(count, value, words, dice))
    if many and dice.random() < 0.4:
        value = dice.choice([n for n in range(1005, 2400) if agreement(n) == "many"])
        mark = dice.choice(THOUSANDS)
        return _retold(count, value, mark.format(th=value // 1000, rest=f"{value % 1000:03}"), dice)
    value = dice.choice([n for n in range(2, 1999) if agreement(n) == agreement(count.line["number"])][:400])
    return _retold(count, value, dice.choice(MARKED).format(n=value, w=spelled(value, language)), dice)


def _retold(count: Count, value: int, words: str, dice: Random) -> Case | None:
    case = _recounted(count, value)
    return _told_as(case, value, words, dice) if case else None


def _with_hedges(case: Case | None) -> Case | None:
    """A round number in an idiom may as well be taken for «about»."""
    if case is None or case.label is None:
        return None
    about = copy.deepcopy(case.label)
    for line in about["lines"]:
        if line["outcome"] in DOWN and is_plain(line):
            line["hedge"] = "about"
    return replace(case, alts=(about,))


def range_told(case: Case, dice: Random) -> Case | None:
    """A count become a range: what it states is no number any more, and a doubt is due."""
    counts = [one for one in _counts(case) if agreement(one.line["number"]) == "many"]
    if not counts or dice.random() < 0.25:
        return _RANGE_ADDED(case, dice)
    count, language = dice.choice(counts), LANGUAGES[case.channel]
    old = count.line["number"]
    words = dice.choice(BOUNDS[language])
    low = old - 1 if "або" in words or "или" in words or "чи" in words else old - dice.randrange(1, max(2, old // 5))
    bounds = {"a": low, "b": old, "wa": written(low, "plain", language), "wb": written(old, "plain", language)}
    if "{wa}" in words and not bounds["wb"]:
        words = words.replace("wa", "a").replace("wb", "b")
    one, label = count.numeral, copy.deepcopy(case.label or {})
    said = replace(case, text=case.text[: one.start] + words.format(**bounds) + case.text[one.end :], label=label)
    for slot in (*label["lines"], *(label.get("regions") or [])):
        if slot["number"] == old and (slot.get("outcome") in DOWN or "region" in slot):
            slot["number"] = None
            slot["hedge"] = "not_stated"
    said = (REMOVALS["headline removed"](said, dice) if dice.random() < 0.5 else None) or said
    return replace(said, must_doubt=True)


_RANGE_ADDED = added(RANGES)
_SHARE_ADDED = added(SHARE)


def part_of_whole(case: Case, dice: Random) -> Case | None:
    """A part of what was stopped told beside it, or «85 із 101» where 101 were launched."""
    make = dice.choice([_of_so_many, over_regions, _SHARE_ADDED])
    return make(case, dice) or _SHARE_ADDED(case, dice)


def _of_so_many(case: Case, dice: Random) -> Case | None:
    counts = [one for one in _counts(case) if agreement(one.line["number"]) == "many" and one.line["kind"] == "drone"]
    if not counts:
        return None
    count, language = dice.choice(counts), LANGUAGES[case.channel]
    launched = [x["number"] for x in (case.label or {})["lines"] if _launched_drones(x)]
    if language == "uk" and len(launched) != 1:
        return None
    number = count.line["number"]
    whole = launched[0] if launched else number + dice.choice([2, 3, 5])
    if whole < number or (language == "ru" and agreement(whole) == "one"):
        return None
    one = count.numeral
    words = f"{number} {dice.choice({'uk': ['із', 'з'], 'ru': ['из']}[language])} {whole}"
    said = replace(case, text=case.text[: one.start] + words + case.text[one.end :])
    if launched:
        return said
    line = {**count.line, "outcome": "launched", "number": whole}
    return replace(said, alts=(_with_line(case.label or {}, line),))


def _launched_drones(line: Slot) -> bool:
    return line["outcome"] == "launched" and line["kind"] == "drone" and is_plain(line)


def _with_line(label: Label, line: Slot) -> Label:
    return {**label, "lines": [*label["lines"], line]}


TOLD: dict[str, Change] = {
    "numeral words": numeral_words,
    "a range": range_told,
    "a part of the whole": part_of_whole,
}

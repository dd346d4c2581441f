"""Variants that say more: a clause or a sentence of the tables put where a press officer could put it.

A row of a table is the words alone where they add no line, else the words and the lines an honest reader makes of them:
``outcome kind number [hedge]``, several joined by ``+``, other labels that are as good after ``|``, ``-`` for none,
``?`` for a count of which nobody can say what it counts: a doubt is due.
A kind is ``W`` or ``D`` (of the words), ``any`` (the words do not say), or a kind with its weapons ``kind:slug,slug``;
the outcome ``stopped`` is the post's own; ``*`` after an outcome marks a share, ``#`` a total; ``@code number`` is a
row of the ministry's regions. Words that begin with a capital are a sentence, those that begin with a comma end one;
all others may be either.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import product
from random import Random

from tests.benchmarks.variants_cases import Case, reading_of
from tests.benchmarks.variants_figures import DOWN
from tests.benchmarks.variants_label import Label, Line
from tests.benchmarks.variants_nouns import Facts, Filled, facts, filled
from tests.benchmarks.variants_numerals import agreement
from tests.benchmarks.variants_removed import sentences

Row = str | tuple[str, str]
Table = dict[str, tuple[Row, ...]]

MARK = re.compile(r"[-•–▫▪◾◽]\ufe0f? ?")
_SIGNED_ANEW = 0.5
_HAS_PARTS = 5
_STOP = re.compile(r"[.!?…]\W*\Z")
_BREAKS = ("\n", "\n\n")
_JOINS = (", ", "; ", " – ", ", а ", ", при цьому ", ", при этом ")
_FOREIGN = {"uk": ", при этом ", "ru": ", при цьому "}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post tells what was stopped: the end of that sentence, and of its line; ``mark`` where it is a bullet."""

    sentence: int
    line: int
    mark: str


def place(case: Case) -> Place | None:
    """Where the last count of what was stopped ends, by an exact reading; None where the post has none."""
    return _place(case.channel, case.text, case.posted)


@lru_cache(maxsize=4096)
def _place(channel: str, text: str, posted: datetime) -> Place | None:
    got = reading_of(Case("", channel, posted, text, None))
    told = [one["words"][1] for one in got["lines"] if one["outcome"] in DOWN and not one["share"]]
    if not told:
        return None
    told += [one["words"][1] for one in got.get("regions") or []]
    at = max(told)
    end = next((end for start, end in sentences(text) if start < at <= end), len(text))
    end = len(text[:end].rstrip())
    line = text.find("\n", at)
    start = text.rfind("\n", 0, at) + 1
    mark = MARK.match(text[start:])
    return Place(end, line if line >= 0 else len(text), mark[0] if mark else "")


def closing(table: Table) -> Callable[[Case, Random], Case | None]:
    """A change that signs a post with one or two lines of the table, below its last line or in the place of it."""

    def change(case: Case, dice: Random) -> Case | None:
        if not case.whole:
            return None
        body = case.text.rstrip()
        above, _, last = body.rpartition("\n")
        if last.startswith("🔹") and dice.random() < _SIGNED_ANEW:
            body = above.rstrip()
        lines = [str(row) for row in dice.sample(table[case.channel], dice.randrange(1, 3))]
        return replace(case, text=body + dice.choice(_BREAKS) + "\n".join(lines))

    return change


def added(table: Table) -> Callable[[Case, Random], Case | None]:
    """A change that puts one wording of the table into a post; the table has a column for each channel."""

    def change(case: Case, dice: Random) -> Case | None:
        told = facts(case)
        at = place(case) if told and case.whole else None
        if told is None or at is None:
            return None
        row = dice.choice(table[case.channel])
        words, adds = (row, "-") if isinstance(row, str) else row
        if _asks_more(words, told):
            return None
        said = filled(words, told, dice)
        labels = [*labels_of(case.label or {}, adds, said, told)]
        text = dice.choice([*_ways(said.text, told.language)])(case.text, at, dice)
        return replace(case, text=text, label=labels[0], alts=tuple(labels[1:]), must_doubt=adds == "?")

    return change


def _asks_more(words: str, told: Facts) -> bool:
    """Whether the words need a greater count than the post's, or one in the plural."""
    return ("{s" in words and told.stopped < _HAS_PARTS) or ("{d" in words and agreement(told.stopped) == "one")


def labels_of(label: Label, adds: str, said: Filled, told: Facts) -> Iterator[Label]:
    """The label with what the words add to it: one for every honest way of reading them."""
    for way in adds.split(" | "):
        options = [[*_rows(item, said, told)] for item in way.split(" + ") if item not in {"-", "?"}]
        for chosen in product(*options):
            changed = copy.deepcopy(label)
            for name, row in chosen:
                changed[name] = [*(changed.get(name) or []), row]
            yield changed


def _rows(item: str, said: Filled, told: Facts) -> Iterator[tuple[str, Line]]:
    if item.startswith("@"):
        code, *number = item[1:].split()
        yield "regions", {"region": code, "number": _number(number[0], said) if number else None}
        return
    outcome, kind, number_of, *hedge = item.split()
    kind, _, weapons = {"W": said.kind, "D": "drone"}.get(kind, kind).partition(":")
    for one in ("drone", "missile", "target") if kind == "any" else (kind,):
        yield (
            "lines",
            {
                "outcome": told.outcome if outcome.rstrip("*#") == "stopped" else outcome.rstrip("*#"),
                "kind": one,
                "weapons": weapons.split(",") if weapons else [],
                "number": _number(number_of, said),
                "hedge": hedge[0] if hedge else "exact",
                "share": outcome.endswith("*"),
                "total": outcome.endswith("#"),
            },
        )


def _number(name: str, said: Filled) -> int:
    return int(name) if name.isdigit() else said.numbers[name]


Way = Callable[[str, Place, Random], str]


def _ways(words: str, language: str) -> Iterator[Way]:
    if words.startswith(","):
        yield lambda text, at, dice: _at_the_end(text, at.sentence, words)
        return
    sentence = words[0].upper() + words[1:] + ("" if _STOP.search(words) else ".")
    yield lambda text, at, dice: _after(text, at, sentence, dice)
    yield lambda text, at, dice: _own_line(text, at.line, sentence, dice)
    yield lambda text, at, dice: _own_line(text, len(text.rstrip()), sentence, dice)
    if words[0].isupper():
        yield lambda text, at, dice: _before_closing(text, at, sentence, dice)
        return
    joins = [join for join in _JOINS if join != _FOREIGN[language]]
    yield lambda text, at, dice: _at_the_end(text, at.sentence, dice.choice(joins) + words)
    yield lambda text, at, dice: _at_the_end(text, at.sentence, f" ({words})")
    yield lambda text, at, dice: _bullet(text, at, words, sentence, dice)


def _at_the_end(text: str, end: int, words: str) -> str:
    """The words before the stop that ends a sentence."""
    head = text[:end]
    bare = head.rstrip(".;!… ")
    return bare + words + (head[len(bare) :].strip() or ".") + text[end:]


def _after(text: str, at: Place, sentence: str, dice: Random) -> str:
    """The words as the next sentence of the same paragraph; after a list, of a line of its own."""
    if at.mark:
        return _own_line(text, at.line, sentence, dice)
    head = text[: at.sentence]
    return f"{head}{'' if _STOP.search(head) else '.'} {sentence}{text[at.sentence :]}"


def _own_line(text: str, end: int, sentence: str, dice: Random) -> str:
    return text[:end].rstrip() + dice.choice(_BREAKS) + sentence + text[end:]


def _before_closing(text: str, at: Place, sentence: str, dice: Random) -> str:
    """The words before the last line of the post, where that is no part of the count."""
    end = text.rstrip().rfind("\n")
    return _own_line(text, max(end, at.line), sentence, dice)


def _bullet(text: str, at: Place, words: str, sentence: str, dice: Random) -> str:
    """The words as one bullet more, where what was stopped stands in a list."""
    if not at.mark:
        return _own_line(text, at.line, sentence, dice)
    return f"{text[: at.line].rstrip()}\n{at.mark}{words}{dice.choice(';.')}{text[at.line :]}"

"""Variants of labelled posts whose right answer is known by how they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_figures import FIGURES
from tests.benchmarks.variants_moved import MOVED
from tests.benchmarks.variants_names import NAMES
from tests.benchmarks.variants_order import REORDERINGS
from tests.benchmarks.variants_removed import REMOVALS
from tests.benchmarks.variants_spelling import RESPELLINGS, Respelling, misprint

Change = Callable[[Case, Random], Case | None]

SEED = 20260922
# Beside the kinds that a reader should see through: a letter wrong anywhere may take away the very word that counts.
MISPRINT = "a letter wrong anywhere"


def respelling(respell: Respelling) -> Change:
    """A change of the text alone: what the post states stays as it is."""

    def change(case: Case, dice: Random) -> Case | None:
        text = respell(case.text, case.channel, dice)
        return replace(case, text=text) if text != case.text else None

    return change


def _several(case: Case, dice: Random) -> Case | None:
    """A number changed where one can be, then two or three other spellings at once."""
    changed = FIGURES["number changed, sums kept"](case, dice) or case
    for name in dice.sample(sorted(RESPELLINGS), 3):
        if name != "all line breaks lost":
            changed = replace(changed, text=RESPELLINGS[name](changed.text, changed.channel, dice))
    return changed if changed.text != case.text else None


SPELLINGS: dict[str, Change] = {name: respelling(respell) for name, respell in RESPELLINGS.items()}
KINDS: dict[str, Change] = (
    FIGURES
    | MOVED
    | NAMES
    | {name: respelling(reorder) for name, reorder in REORDERINGS.items()}
    | REMOVALS
    | SPELLINGS
    | {"several at once": _several, MISPRINT: respelling(misprint)}
)


def variants(cases: list[Case], kind: str, each: int, seed: int = SEED) -> Iterator[Case]:
    """Up to ``each`` different variants of each case by one kind of change; the same ones for the same seed."""
    return several(cases, kind, KINDS[kind], each, seed)


def several(cases: list[Case], kind: str, change: Change, each: int, seed: int = SEED) -> Iterator[Case]:
    """Up to ``each`` different variants of each case by the change; the same ones for the same seed."""
    for case in cases:
        dice = Random(f"{seed}/{kind}/{case.key}")
        seen = {case.text}
        for _ in range(2 * each):
            if len(seen) > each:
                break
            variant = change(case, dice)
            if variant and variant.text not in seen:
                seen.add(variant.text)
                yield variant

"""What became of the weapons of each count: the cues of a sentence given to its groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.counting.group import Group, Verbs
from parsers.phrases import Phrases
from parsers.records import Outcome
from parsers.tables.outcomes import CUES, DEBRIS, Takes
from parsers.text import Token

Row = tuple[Outcome | None, Takes]

_CUES: Phrases[Row] = Phrases(
    [
        *((stem, (outcome, takes)) for outcome, takes, stems in CUES for stem in stems.split(";")),
        *((stem, (None, Takes.NEXT)) for stem in DEBRIS.split(";")),
    ]
)
# Between a count and the verb behind it: «керована авіаційна ракета Х-59 цілі не досягла», «58 — локаційно втрачені».
_BETWEEN = frozenset(
    {
        "-",
        '"',
        ")",
        "ворог",
        "противника",
        "цілі",
        "цілей",
        "своїх",
        "своєї",
        "свої",
        "було",
        "були",
        "протиповітряній",
        "обороні",
        "вдалось",
        "вдалося",
        "вже",
        "також",
        "усі",
        "всі",
        "так",
        "із",
        "них",
    }
)


# Verbs with a noun of their own: «не досягли цілей», «не досягли цілей (локаційно втрачені)».
_NAMELESS = frozenset({Outcome.MISSED, Outcome.LOST})


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: its outcome (None for debris), where its weapons stand, and its tokens ``[first, after)``."""

    outcome: Outcome | None
    takes: Takes
    first: int
    after: int


def cues(found: Sequence[Token], first: int, after: int) -> list[Cue]:
    """The cues of tokens ``[first, after)``, from left to right."""
    return [Cue(*hit.row, at, hit.after) for at, hit in _CUES.search(found, first, after)]


def verbs(told: Sequence[Cue]) -> Verbs:
    """Where the cues stand, as the walk over counts asks for it."""
    return Verbs(
        frozenset(cue.first for cue in told),
        frozenset(cue.after for cue in told),
        frozenset(i for cue in told if cue.outcome in _NAMELESS for i in range(cue.first, cue.after)),
    )


def outside(told: Sequence[Cue], groups: Sequence[Group]) -> list[Cue]:
    """The cues that are no part of a count: «ракетами, які заходять на ціль» tells of no drone in the air."""
    return [cue for cue in told if not any(group.first <= cue.first < group.after for group in groups)]


def assign(found: Sequence[Token], groups: Sequence[Group], told: Sequence[Cue], inherited: Outcome | None) -> None:
    """Give each group the outcome of its cue, in place; ``inherited`` is that of the heading or sentence before.

    A cue takes the count that ends right before it, with those that «та» joins to it; every other count goes to
    the nearest cue before it.
    """
    claimed: set[int] = set()
    spent: set[int] = set()
    for number, cue in enumerate(told):
        if cue.takes is Takes.NEXT:
            continue
        taken = _right_before(found, groups, cue)
        taken = [index for index in taken if index not in claimed]
        for index in taken:
            groups[index].outcome = groups[index].outcome or cue.outcome
            claimed.add(index)
        if taken or cue.takes is Takes.LAST:
            spent.add(number)
    standing = [cue for number, cue in enumerate(told) if number not in spent]
    for index, group in enumerate(groups):
        if index in claimed or group.outcome:
            continue
        before = [cue for cue in standing if cue.first < group.first]
        group.outcome = before[-1].outcome if before else inherited


def _right_before(found: Sequence[Token], groups: Sequence[Group], cue: Cue) -> list[int]:
    """The indexes of the group that ends right before a cue and of those joined to it by «та»."""
    last = max((i for i, group in enumerate(groups) if group.after <= cue.first), default=None)
    if last is None or not all(found[i].text in _BETWEEN for i in range(groups[last].after, cue.first)):
        return []
    taken = [last]
    while taken[-1] and _joined(found, groups[taken[-1] - 1], groups[taken[-1]]):
        taken.append(taken[-1] - 1)
    return taken


def _joined(found: Sequence[Token], group: Group, later: Group) -> bool:
    between = [found[i].text for i in range(group.after, later.first)]
    return later.share or (bool(between) and all(text in {"та", "і", "й", "и"} for text in between))

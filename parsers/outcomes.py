"""What became of the weapons of each count: assigns the cues of a sentence to its groups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from parsers.counting.group import CountGroup, Verbs
from parsers.negation import Fated, is_only_feared, none_of, past_asides, said
from parsers.records import Outcome
from parsers.text.phrases import Phrases, any_of
from parsers.text.tokens import Token
from parsers.vocabulary.outcomes import BETWEEN, CUES, DEBRIS, ENDS_WITHOUT, NOT_KNOWN, UNSEEN, WITHOUT, Fate, Takes

Row = tuple[Fated, Takes]

_CUES: Phrases[Row] = Phrases(
    [
        *((stem, (outcome, takes)) for outcome, takes, stems in CUES for stem in stems.split(";")),
        *((stem, (None, Takes.NEXT)) for stem in DEBRIS.split(";")),
    ]
)
_NONE_SEEN = any_of(UNSEEN)
_WITHOUT = any_of(WITHOUT)
_ENDS_WITHOUT = frozenset(ENDS_WITHOUT)
_NOT_KNOWN = any_of(NOT_KNOWN)
_LONGEST_WITHOUT = 3
_TOGETHER = frozenset({"та", "і", "й"})
_BETWEEN = frozenset(BETWEEN.split())
# Verbs with a noun of their own: «не досягли цілей», «не досягли цілей (локаційно втрачені)».
_NAMELESS: frozenset[Fated] = frozenset({Outcome.MISSED, Outcome.LOST, Fate.REACHED})


_ONE_FIGURE: frozenset[Fated] = frozenset(
    {Outcome.DOWNED, Outcome.SUPPRESSED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.LOST}
)
_JOINS_VERBS = frozenset({"/", "|", "\\", "-", ",", "(", ")", "або", "чи", "та", "і", "й", "+"})
_LONGEST_JOIN = 3
# «Інформація уточнюється», «в повітрі ворожі БпЛА» need no count.
_NEEDS_NOTHING: frozenset[Fated] = frozenset({Fate.UNKNOWN, Outcome.AIRBORNE, Outcome.LEFT})


class Cue(NamedTuple):
    """A cue: its outcome or fate (None for debris), where its weapons are, its tokens ``[first, after)``."""

    outcome: Fated
    takes: Takes
    first: int
    after: int


def cues(tokens: Sequence[Token], first: int, after: int) -> list[Cue]:
    """Return the cues of tokens ``[first, after)``, from left to right, with denials applied.

    «4 ракети збити не вдалося» is a cue of what was spared; «може застосувати» is none.
    """
    found_cues: list[Cue] = []
    for at, hit in _CUES.search(tokens, first, after):
        outcome, takes = hit.row
        heard = (
            None
            if outcome is Outcome.LAUNCHED and is_only_feared(tokens, hit.after, after)
            else (said(tokens, outcome, at, hit.after, after))
        )
        if heard and (not found_cues or heard[1] >= found_cues[-1].after):
            found_cues.append(Cue(heard[0], takes, heard[1], heard[2]))
    return _joined_verbs(tokens, found_cues)


def _joined_verbs(tokens: Sequence[Token], found_cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues with two verbs of one figure merged: «подавлено або збито 40».

    With «втрачено» as one of them, no line can state it.
    """
    made: list[Cue] = []
    for cue in found_cues:
        last = made[-1] if made else None
        together = last and {last.outcome, cue.outcome}
        if last and together and len(together) == 2 and together <= _ONE_FIGURE and _is_joined(tokens, last, cue):
            outcome: Fated = Outcome.DOWNED_OR_SUPPRESSED if Outcome.LOST not in together else Fate.OTHERWISE
            made[-1] = Cue(outcome, last.takes, last.first, cue.after)
        else:
            made.append(cue)
    return made


def _is_joined(tokens: Sequence[Token], cue: Cue, later: Cue) -> bool:
    between = range(cue.after, later.first)
    return 0 < len(between) <= _LONGEST_JOIN and all(tokens[at].text in _JOINS_VERBS for at in between)


def verbs(found_cues: Sequence[Cue]) -> Verbs:
    """Return where the cues are, in the form that the walk over counts needs."""
    return Verbs(
        frozenset(cue.first for cue in found_cues),
        frozenset(cue.after for cue in found_cues),
        frozenset(i for cue in found_cues if cue.outcome in _NAMELESS for i in range(cue.first, cue.after)),
    )


def none_seen(tokens: Sequence[Token], found_cues: Sequence[Cue], which: int) -> bool:
    """Return whether a cue of hits or debris says that there were none: «Влучань не зафіксовано», «без влучань».

    Also the second of «без влучань та падінь уламків».
    """
    cue = found_cues[which]
    if _any_at(_NOT_KNOWN, tokens, cue.first - 2, cue.after + 1):
        return False
    behind = past_asides(tokens, cue.after, len(tokens))
    if _any_at(_NONE_SEEN, tokens, cue.after, cue.after + 2) or _any_at(_NONE_SEEN, tokens, behind, behind + 1):
        return True
    if cue.after < len(tokens) and tokens[cue.after].kind != "line" and tokens[cue.after].text not in _ENDS_WITHOUT:
        return False
    before = found_cues[which - 1] if which else cue
    joined = before.after == cue.first - 1 and tokens[before.after].text in _TOGETHER
    return _stands_without(tokens, before.first if joined else cue.first)


def _any_at(phrases: Phrases[None], tokens: Sequence[Token], first: int, after: int) -> bool:
    return any(phrases.match(tokens, at) for at in range(max(0, first), min(after, len(tokens))))


def _stands_without(tokens: Sequence[Token], at: int) -> bool:
    """Return whether «без», «жодного», «не зафіксовано» end right before token ``at``."""
    hits = (_WITHOUT.match(tokens, first) for first in range(max(0, at - _LONGEST_WITHOUT), at))
    return any(hit is not None and hit.after == at for hit in hits)


def outside(found_cues: Sequence[Cue], groups: Sequence[CountGroup]) -> list[Cue]:
    """Return the cues that are not inside a count: «ракетами, які заходять на ціль» is no drone in the air.

    «12 влучань ударних БпЛА» becomes a count of hits, in place, and stays a cue for the number of places after it.
    """
    holders = {at: group for group in groups for at in range(group.first, group.after)}
    found_cues = [cue for cue in found_cues if cue.outcome is not Fate.PLAIN]
    for cue in found_cues:
        if cue.outcome is Outcome.HIT and cue.first in holders:
            holders[cue.first].outcome = Outcome.HIT
    return [cue for cue in found_cues if cue.outcome is Outcome.HIT or cue.first not in holders]


def assign(tokens: Sequence[Token], groups: Sequence[CountGroup], found_cues: Sequence[Cue], inherited: Fated) -> None:
    """Give each group the outcome of its cue, in place; ``inherited`` is that of the heading or the sentence before.

    A cue takes the count that ends right before it, with those that «та» joins to it; every other count goes to the
    nearest cue before it.
    """
    claimed: set[int] = set()
    spent: set[int] = set()
    for group in groups:
        if none_of(tokens, group.first):
            group.outcome = Fate.NONE
    ends = [group.after for group in groups]
    for number, cue in enumerate(found_cues):
        if cue.takes is Takes.NEXT:
            continue
        taken = _right_before(tokens, groups, bisect_right(ends, cue.first) - 1, cue)
        taken = [index for index in taken if index not in claimed]
        for index in taken:
            groups[index].outcome = groups[index].outcome or cue.outcome
            groups[index].cue = cue.first
            claimed.add(index)
        heads = cue.after < len(tokens) and tokens[cue.after].text == ":"  # «усі 18 збито: 6 Х-47М2, …» continues
        if (taken and not heads) or cue.takes is Takes.LAST:
            spent.add(number)
    standing = [
        cue for number, cue in enumerate(found_cues) if number not in spent and not _is_aside(tokens, cue, groups)
    ]
    starts = [cue.first for cue in standing]
    for index, group in enumerate(groups):
        if index in claimed or group.outcome:
            continue
        before = bisect_left(starts, group.first)
        group.outcome = standing[before - 1].outcome if before else inherited
        group.cue = standing[before - 1].first if before else None


def _is_aside(tokens: Sequence[Token], cue: Cue, groups: Sequence[CountGroup]) -> bool:
    """Return whether an exception is in a bracket and counts nothing there.

    «97 засобів (без урахування КАБ): 2 …».
    """
    if cue.outcome is not Fate.EXCEPTED:
        return False
    close = next((at for at in range(cue.after, len(tokens)) if tokens[at].text in {")", "("}), None)
    if close is None or tokens[close].text == "(":
        return False
    return not any(cue.first < group.first < close for group in groups)


def idle(groups: Sequence[CountGroup], found_cues: Sequence[Cue]) -> list[Cue]:
    """Return the verbs left without weapons although a count comes before them, which an earlier verb took.

    «Збито 85 БпЛА, 4 ракети, на превеликий жаль, влетіли …»: the 4 may well belong to the verb after them.
    """
    took = {group.cue for group in groups}
    counts = [group.first for group in groups if group.amount and not group.share and group.cue is not None]
    return [
        cue
        for at, cue in enumerate(found_cues)
        if cue.takes is not Takes.NEXT
        and cue.outcome not in _NEEDS_NOTHING
        and cue.first not in took
        and not (at and found_cues[at - 1].outcome in {cue.outcome, None})
        and any(first < cue.first for first in counts)
    ]


def _right_before(tokens: Sequence[Token], groups: Sequence[CountGroup], last: int, cue: Cue) -> list[int]:
    """Return the index of the ``last`` group if it ends right before a cue, and of those «та» joins to it."""
    if last < 0 or not all(tokens[i].text in _BETWEEN for i in range(groups[last].after, cue.first)):
        return []
    taken = [last]
    if groups[last].whole:  # «98 зі 112 БпЛА – збито»; in «зі 112 БпЛА збито 98» the part comes after the verb
        if not last or groups[last].first - groups[last - 1].after > 1:
            return []
        taken.append(last - 1)
    while taken[-1] and _joined(tokens, groups[taken[-1] - 1], groups[taken[-1]]):
        taken.append(taken[-1] - 1)
    return taken


def _joined(tokens: Sequence[Token], group: CountGroup, later: CountGroup) -> bool:
    between = [tokens[i].text for i in range(group.after, later.first)]
    return later.share or (bool(between) and all(text in {"та", "і", "й", "и"} for text in between))

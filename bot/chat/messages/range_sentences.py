"""What a side says of many nights, as one sentence that can be quoted: the sums, and of how many nights they are.

``Ukraine's Air Force says Russia launched 932 drones and at least 34 missiles in the seven nights to 7 October 2026
(6 of 7 nights known); 753 drones were shot down or jammed.``
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.chat.language import N_, Language
from bot.chat.messages.days import is_month
from bot.chat.messages.nouns import counted_drones_of, counted_kind, plural_of
from bot.chat.messages.sentences import FATES, LAUNCHED_BY, LAUNCHER, STOPPED_BY
from parsers.channels import CHANNELS
from parsers.records import Attacker, Kind, Outcome
from storage.views.figures import DOWN, MISSILES, Figure
from storage.views.ranges import RangeSide
from storage.views.series import Measure

WEEK = 7
LAUNCHED = ((Kind.DRONE, Measure.DRONES_LAUNCHED), (Kind.MISSILE, Measure.MISSILES_LAUNCHED))
STOPPED = ((Kind.DRONE, Measure.DRONES_DOWN), (Kind.MISSILE, Measure.MISSILES_DOWN))
LOST = ((Kind.DRONE, Measure.DRONES_LOST),)
IN_A_WEEK = N_("{said} in the seven nights to {day}")
IN_A_MONTH = N_("{said} in {month}")
IN_A_NIGHT = N_("{said} on the night of {night}")

Counted = list[tuple[Kind, Figure]]


def range_sentence(words: Language, side: RangeSide, first: date, last: date) -> str:
    """Return what a side says of its drones and missiles from first to last; "" where it counts none of them.

    What was shot down stands there where all of it is counted alike.
    """
    row, launched, stopped = CHANNELS[side.channel], _figures(side, LAUNCHED), _figures(side, STOPPED)
    outcome = stopped_as(side)
    if launched:
        what = words.listed([counted_kind(words, kind, figure) for kind, figure in launched])
        head = words.say(LAUNCHED_BY[row.attacker][row.claimant], what=what)
        fates = [*_fates(words, stopped, outcome, _figures(side, LOST))] if outcome else []
    elif stopped and outcome:
        head = words.say(STOPPED_BY[row.claimant][outcome], what=_stopped(words, stopped, row.attacker))
        fates = []
    else:
        return ""
    withheld = any(figure.number is None for _, figure in launched or stopped)
    said = _known(words, side, _when(words, f"{head}," if withheld else head, first, last))
    text = "; ".join(filter(None, [said, words.listed(fates)]))
    return f"{text.removesuffix('.')}."  # a Ukrainian date ends in «р.»


def stopped_as(side: RangeSide) -> Outcome | None:
    """Return the one outcome by which all drones and missiles of a range are brought down; None where there are two."""
    kinds = [figures for kind, figures in side.kinds.items() if kind in {Kind.DRONE, *MISSILES}]
    found = {outcome for figures in kinds for outcome in figures if outcome in DOWN}
    changed = any(measure in regime.measures for regime in side.borders for _, measure in STOPPED)
    return found.pop() if len(found) == 1 and not changed else None


def _figures(side: RangeSide, what: tuple[tuple[Kind, Measure], ...]) -> Counted:
    return [(kind, side.sums[measure]) for kind, measure in what if measure in side.sums]


def _fates(words: Language, stopped: Counted, outcome: Outcome, lost: Counted) -> Iterator[str]:
    """Yield what was brought down, and apart from it what was lost to jamming."""
    for what, found in ((outcome, stopped), (Outcome.LOST, lost)):
        if found:
            texts = [counted_kind(words, kind, figure) for kind, figure in found]
            yield words.count(*FATES[what], plural_of([figure for _, figure in found]), what=words.listed(texts))


def _stopped(words: Language, stopped: Counted, attacker: Attacker) -> str:
    """Return what was stopped, and whose weapons those were."""
    texts = [*_of_attacker(words, stopped, attacker)]
    if stopped[0][0] is Kind.DRONE and stopped[0][1].number is not None:
        return words.listed(texts)
    return words.say(LAUNCHER[attacker], what=words.listed(texts))


def _of_attacker(words: Language, stopped: Counted, attacker: Attacker) -> Iterator[str]:
    for kind, figure in stopped:
        numbered = kind is Kind.DRONE and figure.number is not None
        yield counted_drones_of(words, figure, attacker) if numbered else counted_kind(words, kind, figure)


def _when(words: Language, said: str, first: date, last: date) -> str:
    nights = (last - first).days + 1
    if nights == 1:
        return words.say(IN_A_NIGHT, said=said, night=words.night(last))
    if is_month(first, last):
        return words.say(IN_A_MONTH, said=said, month=words.month(first))
    if nights == WEEK:
        return words.say(IN_A_WEEK, said=said, day=words.day(last))
    return words.count(
        "{said} in the {n} night to {day}", "{said} in the {n} nights to {day}", nights, said=said, day=words.day(last)
    )  # fmt: skip


def _known(words: Language, side: RangeSide, said: str) -> str:
    """Say of how many nights it is, where some are not known."""
    if not side.missing:
        return said
    known = words.number(len(side.nights))
    return words.count(
        "{said} ({known} of {n} night known)", "{said} ({known} of {n} nights known)", side.dates,
        said=said, known=known,
    )  # fmt: skip

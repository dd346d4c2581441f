"""The headline of an Air Force post: how many were stopped, in capitals."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.air_force.contents import SUMMED
from parsers.counting import SentenceCounts
from parsers.outcomes import Cue, assign
from parsers.records import Headline, Kind, Outcome
from parsers.text.tokens import Token

_WHAT = {Kind.DRONE: "drones", Kind.TARGET: "targets"}


def headline(tokens: Sequence[Token], counted: SentenceCounts, found_cues: Sequence[Cue]) -> Headline | None:
    """Return the headline's figure: «524 ЦІЛІ: 48 РАКЕТ ТА 476 БПЛА» is 524, «7 РАКЕТ ТА 108 БПЛА» is their sum."""
    if not any(cue.outcome in SUMMED for cue in found_cues):
        return None
    assign(tokens, counted.groups, found_cues, None)
    groups = [group for group in counted.groups if group.outcome in SUMMED - {Outcome.LAUNCHED} and not group.share]
    whole = [group for group in groups if group.kind is Kind.TARGET]
    numbers = [number for group in whole[:1] or groups if (number := group.number()[0]) is not None]
    if not numbers:
        return None
    numbers += [] if whole else _adjectives_alone(tokens, counted)
    kinds = {_WHAT.get(group.kind, "missiles") for group in whole[:1] or groups if group.kind}
    return Headline(sum(numbers), kinds.pop() if len(kinds) == 1 else "mixed", groups[0].words(tokens))


def _adjectives_alone(tokens: Sequence[Token], counted: SentenceCounts) -> list[int]:
    """Return the 61 of «61 УДАРНИЙ І 3 РОЗВІДУВАЛЬНІ БПЛА», whose noun comes later."""
    spare = [size for size in counted.spare if size.after < len(tokens) and tokens[size.after].text.startswith("ударн")]
    return [size.number for size in spare if size.number is not None]

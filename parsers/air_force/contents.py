"""Everything an Air Force post counts, collected sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.counting import CountGroup
from parsers.numbers.amounts import Amount
from parsers.records import Count, Headline, Outcome
from parsers.text.sentences import Sentence

DOWN = frozenset({Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED})
SUMMED = DOWN | {Outcome.LAUNCHED, Outcome.NEUTRALISED}


@dataclass(slots=True)
class AirForceContents:
    """Everything a post counts.

    ``body`` are its sentences and ``told`` the groups of each; ``spare`` are numbers that nothing used, ``unknown``
    types missing from the tables, ``left`` the tokens of counting sentences that have no role, ``fates`` the groups
    whose fate has no line, ``apart`` the tokens that belong to another account, ``unsure`` the first tokens of what may
    be another account or of a verb that found no weapons, ``again`` those of later sentences that add to what was
    stopped.
    """

    groups: list[CountGroup] = field(default_factory=list)
    hit_sites: list[Count] = field(default_factory=list)
    debris_sites: list[Count] = field(default_factory=list)
    headline: Headline | None = None
    spare: list[Amount] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    body: list[Sentence] = field(default_factory=list)
    told: list[list[CountGroup]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    fates: list[CountGroup] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    unsure: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)

    @property
    def leading(self) -> int | None:
        """The index of the first sentence that counts something; None if none does."""
        return next((at for at, groups in enumerate(self.told) if groups), None)

"""The results of a walk over a sentence: groups, places, left-over numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.numbers.amounts import Amount
from parsers.records import Hedge, Kind, Outcome, Words
from parsers.text.tokens import Token
from parsers.vocabulary.outcomes import Fate
from parsers.vocabulary.weapons import Weapon


@dataclass(slots=True)
class CountGroup:
    """One count: tokens ``[first, after)``, the amount, the post's own noun, the weapons named.

    ``half_said`` is an adjective that waits for its noun, ``whole`` the 38 of «26 із 38», ``cue`` the first token of
    the verb that gave the outcome.
    """

    first: int
    after: int
    amount: Amount | None = None
    noun: Kind | None = None
    weapons: list[Weapon] = field(default_factory=list)
    singular: bool = False
    share: bool = False
    half_said: bool = False
    whole: bool = False
    outcome: Outcome | Fate | None = None
    total: bool = False
    cue: int | None = None

    @property
    def kind(self) -> Kind | None:
        """The kind of the weapons if they share one; else that of the post's noun; else that of the first weapon."""
        if not self.weapons:
            return self.noun
        first = self.weapons[0].kind
        for weapon in self.weapons:
            if weapon.kind is not first:
                return self.noun or first
        return first

    def number(self) -> tuple[int | None, Hedge]:
        """Return the number and its hedge; a singular without a numeral is one."""
        if self.amount:
            return self.amount.number, self.amount.hedge
        return (1, Hedge.EXACT) if self.singular else (None, Hedge.NOT_STATED)

    def words(self, tokens: Sequence[Token]) -> Words:
        """Return where the number is, or the weapon if there is no number."""
        return self.amount.words if self.amount else (tokens[self.first].start, tokens[self.after - 1].end)


@dataclass(slots=True)
class SentenceCounts:
    """The counts of a range of tokens.

    ``sites`` are the numbers that count places, ``spare`` those that nothing used, ``unknown`` the tokens of names
    missing from the tables.
    """

    groups: list[CountGroup] = field(default_factory=list)
    sites: list[tuple[Amount, int]] = field(default_factory=list)
    spare: list[Amount] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verbs:
    """Where the verbs of a sentence begin and end, and which of their tokens cannot be nouns («цілі не досягла»)."""

    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    nounless: frozenset[int] = frozenset()

"""The results of the walk over a ministry's post: counts, places, verbs, and the marks that separate them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from parsers.numbers.amounts import Amount
from parsers.records import Hedge, Kind, Outcome, Words
from parsers.vocabulary.outcomes import Fate
from parsers.vocabulary.weapons import Weapon


class Mark(StrEnum):
    """What an event is."""

    COUNT = "count"
    PLACE = "place"
    NEAR = "near"
    UNKNOWN = "unknown"
    CUE = "cue"
    AGENT = "agent"
    SHARE = "share"
    TOTAL = "total"
    ALL = "all"
    WHERE = "where"
    RESPECTIVELY = "respectively"
    COMMA = "comma"
    COLON = "colon"
    STOP = "stop"
    SPARE = "spare"


@dataclass(slots=True)
class Said:
    """One count as stated, before it is known what it belongs to.

    ``each`` marks «по 2»; ``plural`` is None if the words do not show one weapon or several. ``part`` is «два из
    которых», ``under`` everything after «из которых» and «в том числе», ``all`` «все», ``over`` is "territory" if «над
    территорией» follows the number, "bare" if «над» does with no known region after it, "elsewhere" over a district, a
    plant, a lake. ``outcome`` is that of «34 сбитых БПЛА».
    """

    at: int
    words: Words
    amount: Amount | None = None
    kind: Kind | None = None
    weapons: list[Weapon] = field(default_factory=list)
    each: bool = False
    plural: bool | None = None
    bracketed: bool = False
    part: bool = False
    under: bool = False
    all: bool = False
    over: str | None = None
    rest: bool = False
    of: Amount | None = None
    whole: bool = False
    adds: bool = False
    outcome: Outcome | None = None

    @property
    def all_in_brackets(self) -> bool:
        """Whether it is «(все 2 уничтожены)»."""
        return self.bracketed and self.all and self.amount is not None

    def number(self) -> tuple[int | None, Hedge]:
        """Return the number and its hedge; without a numeral it is one, unless the words are plural."""
        if self.amount:
            return self.amount.number, self.amount.hedge
        return (None, Hedge.NOT_STATED) if self.plural else (1, Hedge.EXACT)


class WalkEvent(NamedTuple):
    """What begins at token ``at``; ``what`` is the count, the place's code, or the cue's outcome."""

    mark: Mark
    at: int
    what: Said | str | Outcome | Fate | None = None
    words: Words = (0, 0)

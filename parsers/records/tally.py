"""The results of reading a post: a tally, a refusal, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from parsers.records.post import Words
from parsers.records.terms import Attacker, Claimant, Hedge, Kind, Outcome, Precision, Scope


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, or the fact that it is not stated."""

    number: int | None
    hedge: Hedge
    words: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One count of a tally: how many of which weapons met which outcome.

    ``share`` marks a part of another line, ``total`` a sum of others; both are kept and neither is added up.
    """

    outcome: Outcome
    kind: Kind
    weapons: tuple[str, ...]
    number: int | None
    hedge: Hedge
    words: Words
    share: bool = False
    total: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The period a tally covers; either edge may be unstated."""

    start: datetime | date | None
    end: datetime | date | None
    precision: Precision
    words: Words


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure of the post's headline; several are summed, and ``what`` is then "mixed"."""

    number: int
    what: str
    words: Words


@dataclass(frozen=True, slots=True)
class RegionCount:
    """One region of the ministry's list (ISO 3166-2 or a slug); ``number`` is None if only its name is given."""

    region: str
    number: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a tally that does not agree, as a code and a sentence for the operator."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one report states. Always a claim of its claimant."""

    format: str
    scope: Scope
    claimant: Claimant
    attacker: Attacker
    window: Window | None
    lines: tuple[Line, ...]
    hit_sites: Count | None = None
    debris_sites: Count | None = None
    headline: Headline | None = None
    origins: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    downed_over: tuple[str, ...] = ()
    regions: tuple[RegionCount, ...] | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def drones(self) -> int | None:
        """The largest number of drones with one outcome, shares and totals excluded; None without one."""
        numbers: dict[Outcome, int] = {}
        for line in self.lines:
            if line.kind is Kind.DRONE and line.number is not None and not line.share and not line.total:
                numbers[line.outcome] = numbers.get(line.outcome, 0) + line.number
        return max(numbers.values(), default=None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A report that could not be read completely; ``partial`` is what was understood and counts nowhere."""

    reason: str
    partial: Tally | None = None


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A post that states no tally."""


Reading = Tally | Unreadable | NotAReport

"""Everything that reads posts, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records.post import Post
from parsers.records.rulings import Claim, Ruling, Verdict, as_they_stand
from parsers.records.tally import Reading, Tally


@dataclass(frozen=True, slots=True)
class Nights:
    """The dates of a tally in its claimant's calendar: the night it speaks for, and the day its window ends on."""

    night: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything that ``storage`` needs to have posts read, passed in so that it knows no words.

    ``judge`` takes a tally and the national tallies of the same channel whose windows end within the days around it.
    ``rule`` takes the claims of one channel, night by night and each night's in the order of their posts, with the
    drones of the nights known before the first of them; it returns a ruling for each. ``code_fingerprint`` identifies
    the code of all of these, computed when it is called.
    """

    version: int
    read: Callable[[Post], Reading]
    nights: Callable[[str, Tally], Nights]
    judge: Callable[[Tally, Sequence[Tally]], Verdict]
    rule: Callable[[Sequence[Claim], Mapping[date, int]], list[Ruling]] = as_they_stand
    code_fingerprint: Callable[[], str] | None = None

    @property
    def fingerprint(self) -> str:
        """Identifies this reader: what another one read is read again. Without code it is the version."""
        return self.code_fingerprint() if self.code_fingerprint else f"version {self.version}"

"""All that reads posts, as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records.post import Post
from parsers.records.rulings import Claim, Ruling, Verdict, as_they_stand
from parsers.records.tally import Reading, Tally


@dataclass(frozen=True, slots=True)
class Nights:
    """Where a tally stands in its claimant's calendar: the night it speaks for, the day its window ends on."""

    night: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """All that ``storage`` needs of the reading of posts, handed to it so that it knows no words.

    ``judge`` is given a tally and the national tallies of the same channel whose windows end within the days around.
    ``rule`` is given the claims of one channel, night by night and each night's in the order of their posts, with the
    drones of the nights known before the first of them; it gives a ruling for each. ``code_fingerprint`` tells the code
    of all of these in one word, worked out when it is asked for.
    """

    version: int
    read: Callable[[Post], Reading]
    nights: Callable[[str, Tally], Nights]
    judge: Callable[[Tally, Sequence[Tally]], Verdict]
    rule: Callable[[Sequence[Claim], Mapping[date, int]], list[Ruling]] = as_they_stand
    code_fingerprint: Callable[[], str] | None = None

    @property
    def fingerprint(self) -> str:
        """What tells this reader from any other: what another one read is read again. Without code: the version."""
        return self.code_fingerprint() if self.code_fingerprint else f"version {self.version}"

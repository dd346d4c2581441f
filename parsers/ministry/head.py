"""The head of a list: counts without places, which the placed counts after them break down."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.ministry.sentence import Bound
from parsers.records import Doubt, Hedge, Line


@dataclass(slots=True)
class ListHead:
    """The lines of the open head, and how much of it its items have filled.

    ``partial`` says that not all items are stated, ``loose`` that one has no exact number, ``under_total`` that the
    head is a total of counts with places stated already.
    """

    lines: list[Line] = field(default_factory=list)
    filled: int = 0
    partial: bool = False
    loose: bool = False
    under_total: bool = False

    def open(self, lines: list[Line], *, under_total: bool) -> None:
        """Open a head, or add to the previous one if nothing has filled it yet: «10 БПЛА и две ракеты: …»."""
        if self.filled:
            self.lines = []
        self.lines += lines
        self.filled = 0
        self.under_total = under_total

    def fill(self, bound: Bound) -> None:
        """Add an item to the head: counts with their places."""
        for count in bound.counts:
            number, hedge = count.number()
            if number is None or hedge is not Hedge.EXACT:
                self.loose = True
            else:
                self.filled += number * (len(bound.places) if count.each else 1)

    def has_item(self, bound: Bound) -> bool:
        """Return whether a head is open and these counts are of its kinds; another weapon is a count of its own."""
        kinds = {line.kind for line in self.lines}
        return bool(kinds) and all(count.kind is None or count.kind in kinds for count in bound.counts)

    def is_filled(self) -> bool:
        """Return whether the items make up the whole head."""
        return bool(self.lines) and self.filled == sum(line.number or 0 for line in self.lines)

    def close(self) -> list[Doubt]:
        """Close the head and return a doubt if its items do not add up to it."""
        doubts = []
        numbers = [line.number for line in self.lines]
        if self.lines and self.filled and not self.loose and None not in numbers:
            whole = sum(number or 0 for number in numbers)
            if self.filled > whole or (self.filled < whole and not self.partial):
                doubts.append(Doubt("total_differs", f"stated {whole}, regions {self.filled}"))
        self.lines, self.filled, self.partial, self.loose = [], 0, False, False
        return doubts

"""Which hours and dates belong together: those of the sentence that states the window, and those of later ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.text.sentences import sentences
from parsers.text.tokens import Token
from parsers.time.atoms import Atom
from parsers.time.edges import Edge, ToldWindow
from parsers.vocabulary.windows import FILLERS, NIGHTS, EdgeRole

_FILLERS = frozenset(FILLERS)
_NIGHTS = frozenset({"ніч", "ночь"})


@dataclass(frozen=True, slots=True)
class Lead:
    """What a text says about time, and where its sentences begin."""

    tokens: Sequence[Token]
    times: ToldWindow
    begins: tuple[int, ...]

    def sentence(self, told: Edge | Atom) -> int:
        """Return the number of the sentence with an edge or a period."""
        return bisect_right(self.begins, told.first)

    def together(self, one: Edge | Atom, other: Edge | Atom) -> bool:
        """Return whether two are in the same sentence."""
        return self.sentence(one) == self.sentence(other)

    def words(self, which: int) -> Sequence[Token]:
        """Return the tokens of a sentence by its number, from 1."""
        first = self.begins[which - 1] if which else 0
        return self.tokens[first : self.begins[which] if which < len(self.begins) else len(self.tokens)]

    def starts(self) -> list[Edge]:
        """Return the edges that state a start, with its hour."""
        return [edge for edge in self.times.edges if edge.role is EdgeRole.START and edge.timed]

    def nights(self) -> list[Atom]:
        """Return the nights given by words alone: «в течение прошедшей ночи», «вночі»."""
        return [period for period in self.times.periods if period.what in NIGHTS]

    def start_near(self, anchor: Edge | Atom) -> Edge | None:
        """Return the start of the night of ``anchor``: in its own sentence, or before it; None if there is none."""
        return next((edge for edge in self.starts() if self.sentence(edge) <= self.sentence(anchor)), None)

    def night_of_a_pair(self) -> Edge | None:
        """Return the first of two dates after «ніч»: «в ночь 27–28 ноября», «у ніч 27/28 листопада»."""
        for first, later in pairwise(self.times.edges):
            between = [token.text for token in self.tokens[first.after : later.first]]
            night = first.after > 1 and self.tokens[first.after - 2].text in _NIGHTS
            if night and between in (["-"], ["/"]) and first.day and later.day:
                return first
        return None

    def moment_near(self, anchor: Edge | Atom) -> Edge | None:
        """Return the moment in the sentence of ``anchor`` or before it («сегодня около 17.00»), or None."""
        moments = (edge for edge in self.times.edges if edge.role is EdgeRole.AT and edge.timed)
        return next((edge for edge in moments if self.sentence(edge) <= self.sentence(anchor)), None)

    def end_of(self, start: Edge) -> Edge | None:
        """Return the end that belongs to a start: after it in its sentence, with no other start between; or None."""
        for edge in self.times.edges:
            if edge.first <= start.first or not self.together(edge, start):
                continue
            if edge.role is EdgeRole.START and edge.timed:
                return None
            if edge.role is EdgeRole.END and (edge.timed or edge.dated):
                return edge
        return None

    def as_of(self) -> Edge | None:
        """Return the edge of «станом на 08:00», or None."""
        return next((edge for edge in self.times.edges if edge.role is EdgeRole.AS_OF and edge.hour), None)

    def base(self, anchor: Edge | Atom) -> Edge | None:
        """Return the date that no word makes an edge and that hours elsewhere belong to, or None.

        It is never in a later sentence.
        """
        last = self.sentence(anchor)
        plain = (
            edge for edge in self.times.edges if edge.role is None or (edge.role is EdgeRole.AT and not edge.timed)
        )
        dated = [edge for edge in plain if edge.dated and self.sentence(edge) <= last]
        own = (edge for edge in dated if edge.ago is None or self.together(edge, anchor))
        return next(own, None)


def lead_of(tokens: Sequence[Token], times: ToldWindow) -> Lead:
    """Return a text's hours and dates by their sentences."""
    return Lead(tokens, times, tuple(one.first for one in sentences(tokens) if _begins(tokens, one.first)))


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sentence begins at ``at``: the stop in «с 21.00 мск. 6.05» ends none."""
    stopped = at > 1 and tokens[at - 1].text == "." and tokens[at - 2].text in _FILLERS
    return not (stopped and tokens[at].kind in {"number", "dotted"})

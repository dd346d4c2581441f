"""What follows a numeral and changes it: an ending, a bracket, a second number, «або більше»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.numbers.numerals import NOUN_WORDS, NUMERAL_WORDS, Numeral, is_ordinal, numeral
from parsers.records import Hedge, Words
from parsers.text.phrases import Phrases
from parsers.text.tokens import SUFFIXES, Token
from parsers.vocabulary.numbers import (
    BETWEEN_TWO,
    EITHER_OF,
    FRACTIONS,
    FROM,
    LESS,
    MORE,
    OR_MORE_JOINS,
    ORDINAL_WORDS,
    UP_TO,
    VAGUE,
)
from parsers.vocabulary.windows import MONTHS

VAGUE_WORDS = frozenset(form for sides in VAGUE for side in sides for form in side.split())
_OF_SEVERAL = ("их", "ых", "ими", "ыми")
_MONTH: Phrases[int] = Phrases((stem, month) for month, *sides in MONTHS for side in sides for stem in side.split())
_FRACTIONS = frozenset(FRACTIONS.split())
_EITHER = frozenset(EITHER_OF.split())
_UP_TO, _FROM = frozenset(UP_TO.split()), frozenset(FROM.split())
_BETWEEN, _AND = frozenset(BETWEEN_TWO.split()), frozenset({"та", "і", "й", "и"})
_OR, _MORE, _LESS = (frozenset(words.split()) for words in (OR_MORE_JOINS, MORE, LESS))
_SUFFIXES = frozenset(SUFFIXES.split())
_TILL = frozenset({"-", "…", "~", "÷"})
# Only these words make it worth checking for a suffix; most numbers have none of them.
GOES_ON = NUMERAL_WORDS | _FRACTIONS | _EITHER | _UP_TO | _OR | _TILL | {"(", "+", "."} | {"з", "із", "зі", "с", "со"}


class Amount(NamedTuple):
    """A number as read: its value (None if there is only a vague word), hedge, words, and the token after it.

    ``first`` is the index of its first token, that of the hedge if there is one. ``bounds`` are the two ends if one of
    several numbers is meant («5–7»); ``unread`` says that the figures or numerals do not make a countable number («1,2
    БпЛА», «70 (80)»). Neither has a ``number``, and each is a doubt (``unclear``).
    """

    number: int | None
    hedge: Hedge
    words: Words
    first: int
    after: int
    bounds: tuple[int, int] | None = None
    unread: bool = False

    @property
    def unclear(self) -> bool:
        """Whether there is a number that cannot be determined."""
        return self.unread or self.bounds is not None


def vague(tokens: Sequence[Token], at: int, start: int, after: int) -> Amount:
    """Return an amount without a number; «кілька сотень» is one."""
    while after < len(tokens) and tokens[after].text in NOUN_WORDS:
        after += 1
    return Amount(None, Hedge.NOT_STATED, (tokens[start].start, tokens[after - 1].end), at, after)


class Spoken:
    """A numeral from token ``start`` on, with what follows it: an ending, a bracket, a second number."""

    def __init__(self, tokens: Sequence[Token], at: int, start: int, hedge: Hedge) -> None:
        self.tokens, self.at, self.start, self.hedge = tokens, at, start, hedge

    def amount(self, first: Numeral) -> Amount | None:
        """Return the amount; None if the numeral is part of an ordinal or of two dates."""
        if first.after < len(self.tokens):
            text = self.tokens[first.after].text
            if text in _FRACTIONS:
                return vague(self.tokens, self.at, self.start, first.after + 1)
            if text in ORDINAL_WORDS and self._is_tens(first) and not text.endswith(_OF_SEVERAL):
                return None
            if text in GOES_ON:
                return self._going_on(first)
        return self._told(first.value, first.after)

    def _going_on(self, first: Numeral) -> Amount | None:
        ending = self._ending(first.after)
        if ending:
            return None if is_ordinal(ending) else self._told(first.value, first.after + 2)
        again = self._again(first)
        if again:
            return self._told(first.value if again.value == first.value else None, again.after)
        second = self._second(first)
        if second:
            return None if self._is_dated(second.after) else self._range(first, second)
        return self._or_more(first) or self._told(first.value, first.after)

    def _told(self, number: int | None, after: int, hedge: Hedge | None = None) -> Amount:
        words = (self.tokens[self.start].start, self.tokens[after - 1].end)
        if number is None:
            return Amount(None, Hedge.NOT_STATED, words, self.at, after, unread=True)
        return Amount(number, hedge or self.hedge, words, self.at, after)

    def _is_tens(self, first: Numeral) -> bool:
        """Return whether ones may follow: «двадцять перша» is an ordinal, «десять перших» are ten."""
        word = self.tokens[first.after - 1]
        return word.kind == "word" and first.value is not None and first.value >= 20 and first.value % 10 == 0

    def _text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _is_dated(self, at: int) -> bool:
        """Return whether a month follows: «1–2 грудня» is no range."""
        return at < len(self.tokens) and _MONTH.match(self.tokens, at) is not None

    def _touch(self, at: int) -> bool:
        """Return whether token ``at`` comes right after the one before it, without a space."""
        return at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def _ending(self, at: int) -> Token | None:
        """Return the figures with a detached ending: «5 -ма», «5- ма»; None if there is none."""
        figures, ending = self.tokens[at - 1], self._text(at + 1)
        if self._text(at) != "-" or ending not in _SUFFIXES or not (self._touch(at) or self._touch(at + 1)):
            return None
        return figures._replace(text=f"{figures.text}-{ending}") if figures.value is not None else None

    def _again(self, first: Numeral) -> Numeral | None:
        """Return the repeated number, or None: «70 (семьдесят)», «сімдесят (70)».

        It may be a different one right after it.
        """
        bracket = self._text(first.after) == "("
        at = first.after + bracket
        if at >= len(self.tokens) or not (bracket or self._text(at) in NUMERAL_WORDS):
            return None
        second = numeral(self.tokens, at)
        if second is None or second.vague:
            return None
        if bracket:
            return second._replace(after=second.after + 1) if self._text(second.after) == ")" else None
        dated = self._is_dated(second.after) or self._text(second.after) in ORDINAL_WORDS
        return None if dated else second

    def _second(self, first: Numeral) -> Numeral | None:
        """Return the second of two numbers of which one is meant, or None."""
        at, text = first.after + 1, self._text(first.after)
        before = self.tokens[self.start - 1].text if self.start else ""
        if text == ".":
            while self._text(at) == "." and self._touch(at):
                at += 1
            joins = at > first.after + 1
        else:
            joins = text in _TILL or text in _EITHER
            joins = joins or (text in _UP_TO and before in _FROM) or (text in _AND and before in _BETWEEN)
        if not joins or at >= len(self.tokens):
            return None
        if text in _EITHER and self._text(at) in VAGUE_WORDS:
            return Numeral(None, at + 1, vague=True)  # «один або кілька»
        return numeral(self.tokens, at)

    def _range(self, first: Numeral, second: Numeral) -> Amount:
        """Return the amount of two alternative numbers, or of three figures with dashes, which cannot be counted."""
        bounds = _bounds(first, second, sorted_=self._text(first.after) in _EITHER)
        after = second.after
        while self._text(after) == "-" and after + 1 < len(self.tokens):
            more = numeral(self.tokens, after + 1)
            if more is None:
                break
            bounds, after = None, more.after
        words = (self.tokens[self.start].start, self.tokens[after - 1].end)
        unread = bounds is None and not second.vague
        return Amount(None, Hedge.NOT_STATED, words, self.at, after, bounds, unread)

    def _or_more(self, first: Numeral) -> Amount | None:
        """Return the amount of «100 або більше», «100+»; None otherwise."""
        text, after = self._text(first.after), first.after + 1
        if text == "+" and self._touch(first.after):
            return self._told(first.value, after, Hedge.AT_LEAST)
        if text not in _OR or self._text(after) not in _MORE | _LESS or self._counts(after + 1):
            return None
        return self._told(first.value, after + 1, Hedge.AT_LEAST if self._text(after) in _MORE else Hedge.AT_MOST)

    def _counts(self, at: int) -> bool:
        """Return whether a number comes next: «85 і більше 20 ракет» are two counts."""
        return at < len(self.tokens) and (self.tokens[at].kind == "number" or self._text(at) in NUMERAL_WORDS)


def _bounds(first: Numeral, second: Numeral, *, sorted_: bool) -> tuple[int, int] | None:
    """Return the ends of a range, or None if it is not one.

    The noun of the second applies to the first too: «дві-три сотні».
    """
    low, high = first.value, second.value
    if low is None or high is None:
        return None
    if second.times > 1 and first.times == 1 and low < high // second.times:
        low *= second.times
    if sorted_ and low > high:
        low, high = high, low
    return (low, high) if low < high else None

"""The words of a question as the grammar walks over them, and the numbers in them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from parsers.ask.lexicon import Sense
from parsers.ask.moments import DateRange
from parsers.ask.wording import Word

_FIRST_YEAR = 2014
_HUNDRED = 100
_ONE_NIGHT = frozenset(["night", "ніч", "вночі", "уночі", "ночі", "ночь", "ночью", "ночи"])
_OPENING = (Sense.BEFORE_A_TIME, Sense.FROM_THEN, Sense.OF_THEN)


class Time(NamedTuple):
    """A time that was read: its dates, whether it is one night, and the index of the first word after it."""

    dates: DateRange
    is_day: bool
    after: int
    # How much else its words may mean: 0 nothing, 1 a number or so, 2 another word («may», «сер»).
    doubt: int = 0
    # «30 ночей»: counted back from today, so no end of a range.
    is_counted: bool = False


class Phrasing(NamedTuple):
    """The words of a question, and the reader's date."""

    words: list[Word]
    today: date

    def at(self, at: int, sense: Sense) -> Any:
        """Return what the word at an index stands for in one sense, or None if it has no such meaning."""
        return self.words[at].senses.get(sense) if 0 <= at < len(self.words) else None

    def past(self, at: int, *senses: Sense) -> int:
        """Return the index after one word that has one of the senses, or the same index."""
        return at + 1 if any(self.at(at, sense) is not None for sense in senses) else at

    def text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def number(self, at: int) -> tuple[int, int] | None:
        """Return a cardinal number in figures or words («двадцять п’ять») and the index after it."""
        tens = self.at(at, Sense.TENS)
        if tens is not None:
            unit = self.at(self._behind_a_dash(at), Sense.NUMBER)
            small = unit is not None and 0 < unit < 10 and not self.text(self._behind_a_dash(at)).isdecimal()
            return (tens + unit, self._behind_a_dash(at) + 1) if small else (tens, at + 1)
        number = self.at(at, Sense.NUMBER)
        return None if number is None else (number, at + 1)

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """Return an ordinal («двадцять перше», "21st") and the index after it."""
        tens = self.at(at, Sense.TENS)
        if tens is not None:
            unit = self.at(self._behind_a_dash(at), Sense.ORDINAL)
            return (tens + unit, self._behind_a_dash(at) + 1) if unit is not None and 0 < unit < 10 else None
        ordinal = self.at(at, Sense.ORDINAL)
        return None if ordinal is None else (ordinal, at + 1)

    def day_number(self, at: int) -> tuple[int, int] | None:
        """Return the number of a day: figures below 100, or an ordinal."""
        found = self.ordinal(at) or (self.number(at) if self.text(at).isdecimal() else None)
        return found if found and 0 < found[0] < _HUNDRED else None

    def year(self, at: int) -> tuple[int, int] | None:
        """Return a year in figures that the channels have or soon will, and the index after it and «року»."""
        text = self.text(at)
        if len(text) != 4 or not text.isdecimal() or not _FIRST_YEAR <= int(text) <= self.today.year + 1:
            return None
        return int(text), self.past(at + 1, Sense.OF_YEAR)

    def year_meant(self, at: int) -> tuple[int, int] | None:
        """Return the year that «2025 року», «минулого року» or «торік» names after a month, and the index after it."""
        at = self.past(at, Sense.BEFORE_A_TIME) if self.text(at) in {"of", "in", "у", "в"} else at
        if found := self.year(at):
            return found
        whole = self.at(at, Sense.WHOLE)
        if whole is not None and whole[0] == "year":
            return self.today.year - whole[1], at + 1
        which = self.at(at, Sense.WHICH)
        if which is not None and (self.at(at + 1, Sense.UNIT) or ("", 0))[0] == "year":
            return self.today.year - which, at + 2
        return None

    def short_year(self, at: int) -> tuple[int, int] | None:
        """Return the year in two figures that ends a text after a day and its month («12 лис 25»)."""
        text, after = self.text(at), self.past(at + 1, Sense.OF_YEAR)
        last = len(text) == 2 and text.isdecimal() and (after > at + 1 or after == len(self.words))
        century = self.today.year // _HUNDRED * _HUNDRED
        is_year = last and _FIRST_YEAR <= century + int(text) <= self.today.year
        return (century + int(text), after) if is_year else None

    def is_after_a_preposition(self, at: int) -> bool:
        return self.at(at - 1, Sense.BEFORE_A_TIME) is not None or self.at(at - 1, Sense.FROM_THEN) is not None

    def is_of_a_night(self, at: int) -> bool:
        """Return whether the words before an index speak of one night: «у ніч на …», "night of the …"."""
        back = at - 1
        while back >= max(at - 4, 0):
            if self.at(back, Sense.NIGHT) is not None or self.text(back) == "overnight":
                return True
            if not any(sense in self.words[back].senses for sense in _OPENING):
                return False
            back -= 1
        return False

    def is_before_a_night(self, at: int) -> bool:
        """Return whether the word at an index says that the dates before it are of one night: «26–27 жовтня вночі»."""
        return self.text(at) in _ONE_NIGHT

    def compares(self) -> bool:
        """Return whether two times are set side by side, so that «з жовтнем» does not begin a range."""
        return any(Sense.VERSUS in word.senses or word.senses.get(Sense.COMMAND) == "compare" for word in self.words)

    def _behind_a_dash(self, at: int) -> int:
        """Return the index of the next word, over the dash of "twenty-first"."""
        return at + 2 if self.text(at + 1) == "-" and not self.text(at).isdecimal() else at + 1

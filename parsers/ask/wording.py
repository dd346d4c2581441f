"""A question as words with what each may mean; a phrase of the tables is one word."""

from __future__ import annotations

from typing import Any, NamedTuple

from parsers.ask.lexicon import Sense
from parsers.ask.shapes import Typed, typed
from parsers.ask.tables import lexicon


class Word(NamedTuple):
    """A word or a phrase: folded, its place in the text, what it may mean, and its figures as they were typed."""

    text: str
    start: int
    end: int
    senses: dict[Sense, Any]
    shape: str = "word"

    @property
    def is_known(self) -> bool:
        """Whether the word is in a table; a figure or a mark is not."""
        return bool(self.senses)


def wording(text: str) -> list[Word]:
    """Return the words of a plain text (see ``shapes.plain``)."""
    tokens = typed(text)
    texts = [token.text for token in tokens]
    words, at = list[Word](), 0
    while at < len(tokens):
        token = tokens[at]
        found = lexicon().at(texts, at) if token.shape in {"word", "mark", "number"} else None
        if found:
            last = tokens[found.after - 1]
            senses = found.senses if found.after > at + 1 else found.senses | _figured(token)
            words.append(Word(" ".join(texts[at : found.after]), token.start, last.end, senses, token.shape))
            at = found.after
        else:
            words.append(Word(token.text, token.start, token.end, _figured(token), token.shape))
            at += 1
    return words


def _figured(token: Typed) -> dict[Sense, Any]:
    """Return what figures may mean: a number, an ordinal, a date, a month of a year."""
    if token.shape in {"number", "ordinal"}:
        return {Sense.ORDINAL if token.shape == "ordinal" else Sense.NUMBER: int(token.text)}
    if token.shape == "slashed":
        first, _, second = token.text.partition("/")
        return {Sense.SLASHED: (int(first), int(second))}
    if token.figures is None:
        return {}
    if token.shape == "month":
        return {Sense.YEAR_AND_MONTH: token.figures}
    senses: dict[Sense, Any] = {Sense.DATE: token.figures}
    if token.shape == "part" and "/" in token.text:
        senses[Sense.SLASHED] = (token.figures[2], token.figures[1])
    return senses

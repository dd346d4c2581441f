"""What plain text cannot show, kept as marks in it: struck words and quotations.

Every transport writes a post with these marks, so that a text is the same however it came, an edit that strikes a word
through makes another version of it, and whoever is shown the text sees what the channel's readers see. They are marks
in the text and not spans beside it, because then nothing else has to know: places of words point into the text that is
shown.

* A struck letter is followed by U+0336, which draws a line through it in every client: «1̶0̶7̶ 108». Posts typed like
  this by hand look the same and mean the same.
* A line of a quotation begins with «▎», the bar that clients draw beside one; none of 4,500 posts has that sign
  (@kpszsu and @mod_russia, 2022-2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

STRUCK = "\u0336"
QUOTED = "▎"

# The strokes through letters: short and long ones, and slashes.
_STROKES = "\u0335-\u0338"
# A letter with its combining marks, at least one of them a stroke; and a run of these.
_STRUCK_RUN = re.compile(rf"(?:[^\u0300-\u036f][\u0300-\u0334\u0339-\u036f]*[{_STROKES}][\u0300-\u036f]*)+")
_ON_A_LETTER = re.compile("[\u0300-\u036f]")
_QUOTED_LINE = re.compile(f"^{QUOTED}.*$", re.MULTILINE)
_OTHER_LINE = re.compile(f"^(?!{QUOTED}).+$", re.MULTILINE)
_NOT_A_BREAK = re.compile(r"[^\n]")
_LETTER = re.compile(r"\S")


class Run(NamedTuple):
    """A part of a post in one style; ``quotation`` is the number of its quotation in the post, 0 for none."""

    text: str
    struck: bool = False
    quotation: int = 0


class MarkedSpan(NamedTuple):
    """An entity of the Bot API: its type, where it begins and how long it is, in UTF-16 units."""

    type: str
    offset: int
    length: int


def spelled(runs: Iterable[Run]) -> str:
    """Return the text of a post with its marks.

    A quotation is on lines of its own, as every client shows it.
    """
    parts = [_words(group, number) for number, group in groupby(runs, key=lambda run: run.quotation)]
    text = ""
    for part in filter(None, parts):
        glued = text and not text.endswith("\n") and not part.startswith("\n")
        text += "\n" + part if glued else part
    return text


def _words(runs: Iterable[Run], quotation: int) -> str:
    words = "".join(struck_out(run.text) if run.struck else run.text for run in runs)
    return quoted(words) if quotation else words


def struck_out(text: str) -> str:
    """Return the text with a stroke through each of its letters.

    Spaces get none, so that the text splits into the same words as before.
    """
    return _LETTER.sub(rf"\g<0>{STRUCK}", text)


def quoted(text: str) -> str:
    """Return the lines of a quotation, each with its bar."""
    text = text.strip("\n")
    return "\n".join(QUOTED + line for line in text.split("\n")) if text else ""


def with_spans(text: str, spans: Iterable[MarkedSpan]) -> str:
    """Return a text of the Bot API with the marks of its entities (core.telegram.org/bots/api#messageentity)."""
    told = [span for span in spans if span.type in _TOLD]
    return spelled(_runs(text, told)) if told else text


_STRIKES, _QUOTATIONS = frozenset({"strikethrough"}), frozenset({"blockquote", "expandable_blockquote"})
_TOLD = _STRIKES | _QUOTATIONS


def _runs(text: str, spans: list[MarkedSpan]) -> Iterator[Run]:
    """Yield the text split wherever a span begins or ends; entities may nest and overlap."""
    units = text.encode("utf-16-le")
    size = len(units) // 2
    edges = sorted({0, size, *(min(max(edge, 0), size) for one in spans for edge in (one.offset, _end(one)))})
    for start, end in pairwise(edges):
        over = [number for number, one in enumerate(spans, start=1) if one.offset <= start < _end(one)]
        yield Run(
            units[2 * start : 2 * end].decode("utf-16-le", "replace"),
            struck=any(spans[number - 1].type in _STRIKES for number in over),
            quotation=next((number for number in over if spans[number - 1].type in _QUOTATIONS), 0),
        )


def _end(span: MarkedSpan) -> int:
    return span.offset + span.length


def struck_places(text: str) -> dict[int, bool]:
    """Return the places of struck letters and their strokes in a text; True for the first of those that leave a gap.

    «10̶8» and «107̶8» are corrected inside a number and remain one, and so does a part of a word; anything else struck
    between two words keeps them apart.
    """
    places: dict[int, bool] = {}
    for run in _STRUCK_RUN.finditer(text):
        places |= dict.fromkeys(range(*run.span()), False)
        places[run.start()] = _keeps_words_apart(text, run)
    return places


def _keeps_words_apart(text: str, run: re.Match[str]) -> bool:
    before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
    whole = before + _ON_A_LETTER.sub("", run[0]) + after
    return before.isalnum() and after.isalnum() and not (whole.isdecimal() or whole.isalpha())


def has_quotation(text: str) -> bool:
    """Return whether a line of the text is quoted."""
    return QUOTED in text and bool(_QUOTED_LINE.search(text))


def without_quotations(text: str) -> str:
    """Return the text with spaces in place of its quotations, so that every other word stays in its place."""
    return _QUOTED_LINE.sub(lambda line: _NOT_A_BREAK.sub(" ", line[0]), text)


def quotations_alone(text: str) -> str:
    """Return the quotations without their bars, with spaces in place of the post's own words."""
    return without_bars(_OTHER_LINE.sub(lambda line: _NOT_A_BREAK.sub(" ", line[0]), text))


def without_bars(text: str) -> str:
    """Return the text as if nothing in it were quoted, every word in its place."""
    return _QUOTED_LINE.sub(lambda line: " " + line[0][1:], text)

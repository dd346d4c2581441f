"""The words of a post as HTML: numbers marked, struck letters struck through, quotations as quotations.

Every place is a ``Span`` in code points of the text as posted. Spans may overlap: a number that an edit put in is both
marked and inserted. Nothing of the text is left out but the strokes and bars, which HTML has elements for; what would
control the display is shown as a mark of its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup

from bot.safe_text import marked
from parsers.records import Words
from parsers.text.marks import QUOTED, struck_places

# The elements, the outer ones first.
INSERTED, DELETED, MARKED, STRUCK = NESTING = ("ins", "del", "mark", "s")
_STROKE = re.compile("[\u0335-\u0338]")
_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """A part of a text in an element; ``title`` is what a pointer over it shows."""

    start: int
    end: int
    element: str
    title: str = ""


def text_html(text: str, spans: Sequence[Span]) -> Markup:
    """Return the text as HTML, its lines kept; lines of a quotation are a ``blockquote``."""
    every = [*spans, *_struck(text)]
    parts: list[str] = []
    for is_quoted, lines in groupby(_lines(text), key=lambda line: text.startswith(QUOTED, line[0])):
        ranges = [(start + is_quoted, end) for start, end in lines]
        inner = "\n".join(_line(text, start, end, every) for start, end in ranges)
        parts.append(f"<blockquote>{inner}</blockquote>" if is_quoted else inner)
    return Markup("".join(parts))  # nosec B704: every piece of the text is escaped below


def changed_words(old: str, new: str) -> tuple[list[Words], list[Words]]:
    """Return the places in ``old`` that ``new`` no longer has, and those in ``new`` that ``old`` did not have.

    Whole words are compared, so that a changed number is told whole.
    """
    before, after = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    matcher = SequenceMatcher(None, [one[0] for one in before], [one[0] for one in after], autojunk=False)
    gone: list[Words] = []
    come: list[Words] = []
    for what, start, end, begin, finish in matcher.get_opcodes():
        if what != "equal":
            gone += _range(before[start:end])
            come += _range(after[begin:finish])
    return gone, come


def _range(words: Sequence[re.Match[str]]) -> Iterator[Words]:
    if words:
        yield words[0].start(), words[-1].end()


def _struck(text: str) -> Iterator[Span]:
    """Yield the runs of letters that are struck through, with their strokes."""
    places = sorted(struck_places(text))
    if not places:
        return
    breaks = [0, *(number for number, (one, other) in enumerate(pairwise(places), 1) if other - one > 1), len(places)]
    for first, after in pairwise(breaks):
        yield Span(places[first], places[after - 1] + 1, STRUCK)


def _lines(text: str) -> Iterator[Words]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _line(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    """Return a line with its spans; what begins or ends outside of it is cut."""
    inside = sorted(
        (one for one in spans if one.start < end and one.end > start), key=lambda one: NESTING.index(one.element)
    )
    if not inside:
        return _escaped(text[start:end])
    edges = {start, end, *(min(max(edge, start), end) for one in inside for edge in (one.start, one.end))}
    parts: list[str] = []
    opened: list[Span] = []
    for begin, finish in pairwise(sorted(edges)):
        wanted = [one for one in inside if one.start <= begin and one.end >= finish]
        struck = any(one.element == STRUCK for one in wanted)
        piece = _STROKE.sub("", text[begin:finish]) if struck else text[begin:finish]
        if not piece:
            continue
        same = _in_common(opened, wanted)
        parts += [f"</{one.element}>" for one in reversed(opened[same:])]
        parts += [_opening(one) for one in wanted[same:]]
        opened = wanted
        parts.append(_escaped(piece))
    parts += [f"</{one.element}>" for one in reversed(opened)]
    return "".join(parts)


def _in_common(opened: Sequence[Span], wanted: Sequence[Span]) -> int:
    """Return how many elements stay open."""
    pairs = zip(opened, wanted, strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one is not other), min(len(opened), len(wanted))
    )


def _opening(span: Span) -> str:
    return f'<{span.element} title="{_escaped(span.title)}">' if span.title else f"<{span.element}>"


def _escaped(text: str) -> str:
    return escape(marked(text))

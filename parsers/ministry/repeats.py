"""What a ministry's sentence repeats: «таким образом, уничтожены 70 БПЛА», «(итого – 36)», «то есть три»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.other_accounts import brackets, sums_up
from parsers.text.tokens import Token


@dataclass(slots=True)
class Again:
    """The tokens that repeat (``apart``), and those with numbers that differ from the first time (``unsure``)."""

    apart: set[int] = field(default_factory=set)
    unsure: list[int] = field(default_factory=list)


def told_again(
    group: Sequence[WalkEvent], tokens: Sequence[Token], span: tuple[int, int], known: Sequence[int], *, whole: bool
) -> Again:
    """Return what a sentence of tokens ``span`` repeats; ``known`` are the numbers that the post counted before it.

    ``whole`` says that something was reported stopped before, so the sentence as a whole may repeat it.
    """
    first, after = span
    again = Again()
    total = any(event.mark is Mark.TOTAL for event in group)
    counts = [event.at for event in group if event.mark is Mark.COUNT]
    said = sums_up(tokens, first, after)
    if whole and counts and said and min(said) < counts[0] and _agrees(numbers(group), known, total):
        again.apart.update(range(first, after))
        return again
    for start, end in _summed_up(group, tokens, span):
        before = [*known, *numbers(_within(group, first, start), unnumbered=True)]
        told = numbers(_within(group, start, end))
        if not told or not (known or any(event.mark is Mark.COUNT for event in _within(group, first, start))):
            continue
        agrees = _agrees(told, before, total)
        if agrees or not total or end < after:
            again.apart.update(range(start, end))
            again.unsure += [] if agrees else [start]
    return again


def numbers(group: Sequence[WalkEvent], *, unnumbered: bool = False) -> list[int]:
    """Return the numbers of a sentence's counts.

    ``unnumbered`` includes «аппарат уничтожен», which is one.
    """
    said = [event.what for event in group if event.mark is Mark.COUNT and isinstance(event.what, Said)]
    told = [one.number()[0] for one in said if one.amount or (unnumbered and one.plural is False)]
    return [number for number in told if number is not None]


def _summed_up(group: Sequence[WalkEvent], tokens: Sequence[Token], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the brackets that sum up, and what follows «то есть», «общее число» outside brackets."""
    first, after = span
    inside = [bracket for bracket in brackets(tokens, first, after) if sums_up(tokens, *bracket)]
    yield from inside
    said = sums_up(tokens, first, after) or set()
    open_words = [at for at in said if not any(start <= at < end for start, end in inside)]
    if open_words:
        yield min(open_words), after


def _agrees(told: Sequence[int], before: Sequence[int], total: bool) -> bool:
    """Return whether the numbers occurred before. «Всего» after several counts is a total of its own, and a line."""
    if total:
        return len(before) == 1 and list(told) == list(before)
    return bool(told) and set(told) <= set(before)


def _within(group: Sequence[WalkEvent], first: int, after: int) -> list[WalkEvent]:
    return [event for event in group if first <= event.at < after]

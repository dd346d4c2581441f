"""What brackets hold besides shares of a count, and sums broken down by who shot them down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from parsers.counting.nouns import LOOK_AHEAD
from parsers.counting.words import THING
from parsers.numbers.amounts import Amount, amount
from parsers.text.tokens import Token
from parsers.vocabulary.outcomes import Thing


def next_of(places: Sequence[int], at: int) -> int | None:
    """Return the first of the sorted ``places`` at or after ``at``, or None."""
    index = bisect_left(places, at)
    return places[index] if index < len(places) else None


def within(tokens: Sequence[Token], taken: set[int], first: int, close: int) -> Iterator[tuple[Amount, Thing | None]]:
    """Yield the numbers of a bracket with the thing each counts: a place in «(11 локацій)», None if no row names it.

    «131/136» is a name.
    """
    at = first
    while at < close:
        inside = None if at in taken or tokens[at - 1].text == "/" else amount(tokens, at)
        if inside is None:
            at += 1
            continue
        thing = THING.match(tokens, inside.after) if inside.after < close else None
        if inside.number is not None or thing:
            yield inside, thing.row if thing else None
        at = inside.after


def past_breakdown(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return the token after «ПвК «Центр» – 18, «Південь» – 12» (2022, 2023), which adds no counts.

    If no number comes, return ``at``.
    """
    if not gives_a_number(tokens, at, end):
        return at
    while at < end and tokens[at].text not in {".", ";", ")"} and tokens[at].kind != "line":
        at += 1
    return at


def gives_a_number(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a dash and a figure come right after the name of a command that ends at ``at``."""
    last = min(at + LOOK_AHEAD, end - 1)
    return any(tokens[i].text == "-" and tokens[i + 1].kind == "number" for i in range(at, last))

"""A ministry's post sentence by sentence, without what it tells of other days, and with the words that have no role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.account import repeated
from parsers.ministry.account import words_left
from parsers.ministry.events import Event, Mark, Said
from parsers.other_accounts import bracketed, sums_up, turn
from parsers.text import Token


@dataclass(slots=True)
class Account:
    """The events of each sentence that is of the post's own account.

    ``apart`` are the tokens of other accounts, ``unsure`` where it is not sure whose account begins, ``left`` the
    tokens of counting sentences that have no role, ``counting`` the token ranges of those sentences.
    """

    sentences: list[list[Event]] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    unsure: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    counting: list[tuple[int, int]] = field(default_factory=list)


def own_account(events: Sequence[Event], found: Sequence[Token], covered: set[int]) -> Account:
    """The post's own account; ``covered`` are the tokens that hours, dates and denials took up."""
    account, known = Account(), set[int]()
    for group, first, after in _sentences(events, len(found)):
        kept = _own(account, group, found, (first, after), known)
        numbers = _numbers(kept)
        if _numbers(kept, unnumbered=True):
            account.counting.append((first, after))
        if numbers or {Mark.CUE, Mark.PLACE} <= {event.mark for event in kept}:
            account.left += words_left(found, first, after, covered | account.apart)
        known.update(numbers or _numbers(kept, unnumbered=True))
        if kept:
            account.sentences.append(kept)
    account.unsure += repeated(found, account.counting)
    return account


def _sentences(events: Sequence[Event], end: int) -> Iterator[tuple[list[Event], int, int]]:
    """The events between two stops, and their tokens."""
    stops = [event.at for event in events if event.mark is Mark.STOP]
    edges = [-1, *stops, end]
    inside: list[list[Event]] = [[] for _ in edges[1:]]
    for event in events:
        if event.mark is not Mark.STOP:
            inside[bisect_right(stops, event.at)].append(event)
    for group, (first, after) in zip(inside, pairwise(edges), strict=True):
        if group:
            yield group, first + 1, after


def _own(
    account: Account, group: list[Event], found: Sequence[Token], span: tuple[int, int], known: set[int]
) -> list[Event]:
    """The events of a sentence that are of the post's own account."""
    first, after = span
    inside = bracketed(found, first, after)
    account.apart |= inside
    group = [event for event in group if event.at not in inside]
    numbers = [event.at for event in group if event.mark in {Mark.COUNT, Mark.SPARE}]
    turned = turn(found, span, numbers, later=bool(known), apart=inside)
    if turned:
        account.unsure += [] if turned.sure else [turned.at]
        edge = first if turned.whole else turned.at
    else:
        edge = _retold_from(account, group, found, span, known)
    account.apart.update(range(edge, after))
    return [event for event in group if event.at < edge]


def _retold_from(
    account: Account, group: Sequence[Event], found: Sequence[Token], span: tuple[int, int], known: set[int]
) -> int:
    """Where a sentence begins to tell once more: at its start, or where «общее число сбитых – 4» follows its counts."""
    first, after = span
    if known and _is_retold(group, found, first, after, known):
        return first
    said = sums_up(found, first, after)
    edge = min(said) if said else after
    before = [event for event in group if event.at < edge]
    if edge == after or not _numbers(before, unnumbered=True) or any(event.mark is Mark.TOTAL for event in group):
        return after
    again = _numbers([event for event in group if event.at > edge])
    account.unsure += [] if set(again) <= set(_numbers(before, unnumbered=True)) else [edge]
    return edge if again else after


def _is_retold(group: Sequence[Event], found: Sequence[Token], first: int, after: int, known: set[int]) -> bool:
    """«Таким образом, за ночь уничтожены 70 БПЛА»: told once more, with the same numbers."""
    if any(event.mark is Mark.TOTAL for event in group) or sums_up(found, first, after) is None:
        return False
    numbers = _numbers(group)
    return bool(numbers) and known.issuperset(numbers)


def _numbers(group: Sequence[Event], *, unnumbered: bool = False) -> list[int]:
    """The numbers of a sentence's counts; also of «аппарат уничтожен», which is one, where they are asked for."""
    said = [event.what for event in group if event.mark is Mark.COUNT and isinstance(event.what, Said)]
    told = [one.number()[0] for one in said if one.amount or (unnumbered and one.plural is False)]
    return [number for number in told if number is not None]

"""Splits a ministry's post into sentences, without those about other days, and finds words without a role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.account import repeated
from parsers.ministry.account import words_left
from parsers.ministry.events import Mark, WalkEvent
from parsers.ministry.repeats import numbers, told_again
from parsers.other_accounts import bracketed, brackets, turn
from parsers.records import Outcome
from parsers.text.tokens import Token


@dataclass(slots=True)
class Account:
    """The events of each sentence that belongs to the post's own account.

    ``apart`` are the tokens of other accounts, ``unsure`` those where it is not certain whose account begins, ``left``
    the tokens of counting sentences that have no role, ``counting`` the token ranges of those sentences. ``known`` are
    the numbers counted so far, and ``stopped`` says whether a verb reported something stopped.
    """

    sentences: list[list[WalkEvent]] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    unsure: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    counting: list[tuple[int, int]] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    stopped: bool = False


def own_account(events: Sequence[WalkEvent], tokens: Sequence[Token], covered: set[int]) -> Account:
    """Return the post's own account; ``covered`` are the tokens used by hours, dates and denials."""
    account = Account()
    told: list[tuple[int, int]] = []
    for group, first, after in _sentences(events, len(tokens)):
        kept = _own(account, group, tokens, (first, after), covered)
        counted = numbers(kept, unnumbered=True)
        if counted:
            account.counting.append((first, after))
        if numbers(kept) or {Mark.CUE, Mark.PLACE} <= {event.mark for event in kept}:
            account.left += words_left(tokens, first, after, covered | account.apart)
        if any(event.mark is Mark.COUNT for event in kept):
            told.append((first, after))
        if kept:
            account.sentences.append(kept)
        account.known += numbers(kept) or counted
        account.stopped = account.stopped or (bool(counted) and _stops(kept))
    account.unsure += repeated(tokens, told)
    return account


def _sentences(events: Sequence[WalkEvent], end: int) -> Iterator[tuple[list[WalkEvent], int, int]]:
    """Yield the events between two stops, and their token range."""
    stops = [event.at for event in events if event.mark is Mark.STOP]
    edges = [-1, *stops, end]
    inside: list[list[WalkEvent]] = [[] for _ in edges[1:]]
    for event in events:
        if event.mark is not Mark.STOP:
            inside[bisect_right(stops, event.at)].append(event)
    for group, (first, after) in zip(inside, pairwise(edges), strict=True):
        if group:
            yield group, first + 1, after


def _own(
    account: Account, group: list[WalkEvent], tokens: Sequence[Token], span: tuple[int, int], covered: set[int]
) -> list[WalkEvent]:
    """Return the events of a sentence that belong to the post's own account."""
    first, after = span
    for start, end in brackets(tokens, first, after):
        dated = any(at in covered and tokens[at].kind != "word" for at in range(start, end))
        inside = [event for event in group if start < event.at < end]
        if dated and numbers(inside) and _stops(inside):  # «(в ночь на 13 декабря уничтожено 105 аппаратов)»
            account.apart.update(range(start, end))
            account.unsure.append(start + 1)
    group = [event for event in group if event.at not in account.apart]
    others = bracketed(tokens, first, after)
    account.apart |= others
    group = [event for event in group if event.at not in others]
    told = [event.at for event in group if event.mark in {Mark.COUNT, Mark.SPARE}]
    turned = turn(tokens, span, told, later=bool(account.known), apart=others)
    if turned:
        account.unsure += [] if turned.sure else [turned.at]
        account.apart.update(range(first if turned.whole else turned.at, after))
    else:
        again = told_again(group, tokens, span, account.known, whole=account.stopped)
        account.unsure += again.unsure
        account.apart |= again.apart
    return [event for event in group if event.at not in account.apart]


def _stops(group: Sequence[WalkEvent]) -> bool:
    """Return whether a verb of the sentence says that something was stopped."""
    return any(event.mark is Mark.CUE and event.what not in {None, Outcome.LAUNCHED} for event in group)

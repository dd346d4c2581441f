"""Hours as people say them: «8 часов вечера», «о 8-й вечора», «пів на восьму», «25:00».

A time that no clock shows, or that is ambiguous, is ``UnreadHour``: its window gets a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.numbers.amounts import cardinal
from parsers.text.phrases import REMEMBERED, any_of
from parsers.text.tokens import Token
from parsers.vocabulary.windows import (
    BEFORE_A_QUARTER,
    BEFORE_A_VAGUE_TIME,
    BEFORE_AN_HOUR,
    BEHIND_A_DASHED_HOUR,
    BEHIND_A_QUARTER,
    BETWEEN_THEM,
    HALVES,
    HOUR_ORDINALS,
    HOURS,
    LASTING,
    MINUTES,
    PARTS_OF_DAY,
    QUARTERS,
    ROUGHLY,
    VAGUE_TIMES,
)


class Hour(NamedTuple):
    """A clock time; 24:00 is the end of its day."""

    hour: int
    minute: int


class UnreadHour(NamedTuple):
    """A time of day that cannot be made an hour: «25:00», «до обеда», «пів на восьму» without more."""


class Lasting(NamedTuple):
    """Hours that say how long something took: «протягом 12 годин»."""


_HALF = any_of(HALVES)
_POL = "пол"
_HOURS = frozenset(HOURS)
_MINUTES = frozenset(MINUTES)
_AS_OF = ("станом", "состояни")
_TO = frozenset({"до", "по"})
_FROM = frozenset({"з", "із", "зі", "с", "со"})
_ORDINAL = {form: hour for hour, *sides in HOUR_ORDINALS for side in sides for form in side.split()}
_PARTS = {word: spans for words, spans in PARTS_OF_DAY for word in words.split()}
_VAGUE = frozenset(VAGUE_TIMES)
_BEFORE_VAGUE = frozenset(BEFORE_A_VAGUE_TIME)
_BETWEEN = frozenset(BETWEEN_THEM)
_BEFORE = frozenset(BEFORE_AN_HOUR)
_LASTING = frozenset(LASTING)
_BEHIND_DASHED = frozenset(BEHIND_A_DASHED_HOUR)
_TWO_FIGURES = 2
_OF_TWELVE = range(1, 13)
_ROUGHLY = frozenset(ROUGHLY)
_QUARTERS = frozenset(QUARTERS)
_BEFORE_QUARTER = frozenset(BEFORE_A_QUARTER)
_BEHIND_QUARTER = frozenset(BEHIND_A_QUARTER)

Spoken = tuple[Hour | UnreadHour | Lasting, int]


@lru_cache(maxsize=REMEMBERED)
def may_begin(word: str) -> bool:
    """Return whether a word other than a number may begin an hour in words."""
    return word in _ORDINAL or word in _VAGUE or word in _QUARTERS or _HALF.may_begin(word) or word.startswith(_POL)


def spoken(tokens: Sequence[Token], at: int) -> Spoken | None:
    """Return the hour in words at token ``at``, and the token after it; None if there is none."""
    if tokens[at].text in _QUARTERS:
        return _quarter(tokens, at)
    if tokens[at].text in _VAGUE:
        return (UnreadHour(), at + 1) if _opens(tokens, at, _BEFORE_VAGUE) else None
    return _half(tokens, at) or whole(tokens, at)


def on_clock(hour: int, minute: int, tokens: Sequence[Token], after: int) -> Spoken:
    """Return an hour in figures with the part of the day after it, if any: «8.00 вечора» is 20:00."""
    spans = _part(tokens, after)
    if spans is not None:
        return _of_day(hour, minute, spans), after + 1
    right = (hour <= 23 and minute <= 59) or (hour, minute) == (24, 0)
    return (Hour(hour, minute) if right else UnreadHour()), after


def behind_an_opener(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the word before token ``at`` announces an hour, or is «станом на»."""
    return at > 0 and (tokens[at - 1].text in _BEFORE or _as_of(tokens, at))


def _as_of(tokens: Sequence[Token], at: int) -> bool:
    return at > 1 and tokens[at - 1].text == "на" and tokens[at - 2].text.startswith(_AS_OF)


def _opens(tokens: Sequence[Token], at: int, openers: frozenset[str]) -> bool:
    """Return whether an opener is before token ``at``, or before the adjective there: «до раннего утра»."""
    if at and tokens[at - 1].text in _BETWEEN:
        at -= 1
    return at > 0 and (tokens[at - 1].text in openers or _as_of(tokens, at))


def whole(tokens: Sequence[Token], at: int) -> Spoken | None:
    """Return the whole hour at token ``at``, and the token after it; None if there is none.

    «20-ї години», «14 часов 20 минут», «8 вечера», «о восьмій вечора», «с 20 мск», «с 8 до 10 утра».
    """
    read = _number(tokens, at)
    if read is None or read[0] > 24:
        return None
    hour, after = read
    opened = behind_an_opener(tokens, at)
    if _is_cut_short(tokens, at, after):
        return (UnreadHour(), after + 2) if opened else None
    if _is(_HOURS, tokens, after):
        minute, after = _minutes(tokens, after + 1)
        lasts = _lasts(tokens, at) or not (opened or _part(tokens, after))
        if not lasts and tokens[at].kind == "word" and hour in _OF_TWELVE and _part(tokens, after) is None:
            return UnreadHour(), after  # «в шесть часов» may be either half of the day
        return (Lasting(), after) if lasts else on_clock(hour, minute, tokens, after)
    if not opened:
        return None
    spans = _part(tokens, after)
    if spans is not None:
        return _of_day(hour, 0, spans), after + 1
    dashed = _dashed(tokens, after)
    if dashed is not None:
        return on_clock(hour, dashed, tokens, after + 2)
    bare = _on_a_named_clock(tokens, after) or _goes_on_to_an_hour(tokens, at, after)
    return (Hour(hour, 0), after) if bare else None


def _dashed(tokens: Sequence[Token], at: int) -> int | None:
    """Return the minutes of «20-00 мск»; None for a range, «10-15 БПЛА»."""
    if at + 1 >= len(tokens) or tokens[at].text != "-" or len(tokens[at + 1].text) != _TWO_FIGURES:
        return None
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    clock = behind is None or behind.text in _BEHIND_DASHED or behind.kind == "number" or _as_of(tokens, at - 1)
    return tokens[at + 1].value if clock and tokens[at - 1].end == tokens[at].start else None


def _goes_on_to_an_hour(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Return whether a number shares its noun with the second one: «З 18 до 8 години».

    «С 6 до 8 вечера» may be either half of the day.
    """
    if tokens[at - 1].text not in _FROM or after + 1 >= len(tokens) or tokens[after].text not in _TO:
        return False
    read = _number(tokens, after + 1)
    if read is None:
        return False
    return _on_a_named_clock(tokens, read[1]) or (_is(_HOURS, tokens, read[1]) and _part(tokens, read[1] + 1) is None)


def _on_a_named_clock(tokens: Sequence[Token], after: int) -> bool:
    """Return whether a named clock makes a bare number an hour: «С 20 мск»."""
    return after < len(tokens) and tokens[after].text == "мск"


def _is_cut_short(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Return whether a colon and one figure follow, which no clock shows: «О 23:5»."""
    if after + 1 >= len(tokens) or tokens[after].text != ":":
        return False
    figure = tokens[after + 1]
    return figure.kind == "number" and tokens[at].end == tokens[after].start and tokens[after].end == figure.start


def _number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    hour = _ORDINAL.get(tokens[at].text)
    return (hour, at + 1) if hour is not None else cardinal(tokens, at)


def _is(words: frozenset[str], tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in words


def _minutes(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the minutes after an hour, and the token after them; 0 if there are none."""
    first = at + 1 if at < len(tokens) and tokens[at].text == "." else at
    more = cardinal(tokens, first) if first < len(tokens) else None
    if more and more[0] < 60 and _is(_MINUTES, tokens, more[1]):
        return more[0], more[1] + 1
    return 0, at


def _lasts(tokens: Sequence[Token], at: int) -> bool:
    """Return whether hours say how long something took: «протягом 12 годин», «тривала близько 8 годин»."""
    near = [tokens[i].text for i in range(max(0, at - 2), at)]
    return bool(near) and (near[-1] in _LASTING or (near[0] in _LASTING and near[-1] in _ROUGHLY))


def _part(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int, int], ...] | None:
    return _PARTS.get(tokens[at].text) if at < len(tokens) else None


def _of_day(hour: int, minute: int, spans: tuple[tuple[int, int, int], ...]) -> Hour | UnreadHour:
    added = next((more for first, last, more in spans if first <= hour <= last), None)
    return UnreadHour() if added is None or minute > 59 else Hour(hour + added, minute)


def _half(tokens: Sequence[Token], at: int) -> Spoken | None:
    """Return the hour of «пів на восьму вечора», 19:30, or None.

    Without its part of the day it may be 7:30 as well.
    """
    word = tokens[at].text
    hit = _HALF.match(tokens, at)
    joined = _ORDINAL.get(word.removeprefix(_POL).lstrip("-")) if word.startswith(_POL) else None
    hour, after = (joined, at + 1) if joined else (None, at)
    if hit and hit.after < len(tokens):
        hour, after = _number(tokens, hit.after) or (None, at)
    if hour is None or not 1 <= hour <= 12 or not behind_an_opener(tokens, at):
        return None
    spans = _part(tokens, after)
    return (UnreadHour(), after) if spans is None else (_of_day(hour - 1, 30, spans), after + 1)


def _quarter(tokens: Sequence[Token], at: int) -> Spoken | None:
    """Return the unread hour of «за чверть восьма», «четверть девятого», or None.

    Quarters are not read; «чверть із них» is not a time.
    """
    after = at + 1
    if after < len(tokens) and tokens[after].text in _BEHIND_QUARTER:
        after += 1
    read = _number(tokens, after) if after < len(tokens) else None
    known = read is not None and read[0] <= 12
    before = at > 0 and tokens[at - 1].text in _BEFORE_QUARTER
    return (UnreadHour(), read[1]) if read and known and (before or behind_an_opener(tokens, at)) else None

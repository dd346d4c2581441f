"""Hours as people say them: «8 часов вечера», «о 8-й вечора», «пів на восьму», «25:00».

A time that no clock shows, or that may be two, is ``UnreadHour``: the window it belongs to is doubted.
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
    """A time of day that is told and cannot be made an hour: «25:00», «до обеда», «пів на восьму» without more."""


class Lasting(NamedTuple):
    """Hours that tell how long something took: «протягом 12 годин»."""


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
    """Whether a word, not a number, may begin an hour told in words."""
    return word in _ORDINAL or word in _VAGUE or word in _QUARTERS or _HALF.may_begin(word) or word.startswith(_POL)


def spoken(found: Sequence[Token], at: int) -> Spoken | None:
    """The hour told in words at token ``at``, and the token after it; None where none is told."""
    if found[at].text in _QUARTERS:
        return _quarter(found, at)
    if found[at].text in _VAGUE:
        return (UnreadHour(), at + 1) if _opens(found, at, _BEFORE_VAGUE) else None
    return _half(found, at) or whole(found, at)


def on_clock(hour: int, minute: int, found: Sequence[Token], after: int) -> Spoken:
    """An hour in figures and the part of the day behind it, if one is told: «8.00 вечора» is 20:00."""
    spans = _part(found, after)
    if spans is not None:
        return _of_day(hour, minute, spans), after + 1
    right = (hour <= 23 and minute <= 59) or (hour, minute) == (24, 0)
    return (Hour(hour, minute) if right else UnreadHour()), after


def behind_an_opener(found: Sequence[Token], at: int) -> bool:
    """Whether the word before token ``at`` is one behind which hours are told, or «станом на»."""
    return at > 0 and (found[at - 1].text in _BEFORE or _as_of(found, at))


def _as_of(found: Sequence[Token], at: int) -> bool:
    return at > 1 and found[at - 1].text == "на" and found[at - 2].text.startswith(_AS_OF)


def _opens(found: Sequence[Token], at: int, openers: frozenset[str]) -> bool:
    """Whether an opener stands before token ``at``, or before the adjective there: «до раннего утра»."""
    if at and found[at - 1].text in _BETWEEN:
        at -= 1
    return at > 0 and (found[at - 1].text in openers or _as_of(found, at))


def whole(found: Sequence[Token], at: int) -> Spoken | None:
    """«20-ї години», «14 часов 20 минут», «8 вечера», «о восьмій вечора», «с 20 мск», «с 8 до 10 утра»."""
    read = _number(found, at)
    if read is None or read[0] > 24:
        return None
    hour, after = read
    opened = behind_an_opener(found, at)
    if _is_cut_short(found, at, after):
        return (UnreadHour(), after + 2) if opened else None
    if _is(_HOURS, found, after):
        minute, after = _minutes(found, after + 1)
        lasts = _lasts(found, at) or not (opened or _part(found, after))
        if not lasts and found[at].kind == "word" and hour in _OF_TWELVE and _part(found, after) is None:
            return UnreadHour(), after  # «в шесть часов» may be either half of the day
        return (Lasting(), after) if lasts else on_clock(hour, minute, found, after)
    if not opened:
        return None
    spans = _part(found, after)
    if spans is not None:
        return _of_day(hour, 0, spans), after + 1
    dashed = _dashed(found, after)
    if dashed is not None:
        return on_clock(hour, dashed, found, after + 2)
    bare = _on_a_named_clock(found, after) or _goes_on_to_an_hour(found, at, after)
    return (Hour(hour, 0), after) if bare else None


def _dashed(found: Sequence[Token], at: int) -> int | None:
    """The minutes of «20-00 мск»; None for a range, «10-15 БПЛА»."""
    if at + 1 >= len(found) or found[at].text != "-" or len(found[at + 1].text) != _TWO_FIGURES:
        return None
    behind = found[at + 2] if at + 2 < len(found) else None
    clock = behind is None or behind.text in _BEHIND_DASHED or behind.kind == "number" or _as_of(found, at - 1)
    return found[at + 1].value if clock and found[at - 1].end == found[at].start else None


def _goes_on_to_an_hour(found: Sequence[Token], at: int, after: int) -> bool:
    """«З 18 до 8 години»: the noun stands once, behind the second; «с 6 до 8 вечера» may be either half of the day."""
    if found[at - 1].text not in _FROM or after + 1 >= len(found) or found[after].text not in _TO:
        return False
    read = _number(found, after + 1)
    if read is None:
        return False
    return _on_a_named_clock(found, read[1]) or (_is(_HOURS, found, read[1]) and _part(found, read[1] + 1) is None)


def _on_a_named_clock(found: Sequence[Token], after: int) -> bool:
    """«С 20 мск»: a bare number is an hour where the clock is named behind it."""
    return after < len(found) and found[after].text == "мск"


def _is_cut_short(found: Sequence[Token], at: int, after: int) -> bool:
    """«О 23:5»: a colon and one figure right behind, which no clock shows."""
    if after + 1 >= len(found) or found[after].text != ":":
        return False
    figure = found[after + 1]
    return figure.kind == "number" and found[at].end == found[after].start and found[after].end == figure.start


def _number(found: Sequence[Token], at: int) -> tuple[int, int] | None:
    hour = _ORDINAL.get(found[at].text)
    return (hour, at + 1) if hour is not None else cardinal(found, at)


def _is(words: frozenset[str], found: Sequence[Token], at: int) -> bool:
    return at < len(found) and found[at].text in words


def _minutes(found: Sequence[Token], at: int) -> tuple[int, int]:
    """The minutes told behind an hour, and the token after them; 0 where there are none."""
    first = at + 1 if at < len(found) and found[at].text == "." else at
    more = cardinal(found, first) if first < len(found) else None
    if more and more[0] < 60 and _is(_MINUTES, found, more[1]):
        return more[0], more[1] + 1
    return 0, at


def _lasts(found: Sequence[Token], at: int) -> bool:
    """Whether hours are how long something took: «протягом 12 годин», «тривала близько 8 годин»."""
    near = [found[i].text for i in range(max(0, at - 2), at)]
    return bool(near) and (near[-1] in _LASTING or (near[0] in _LASTING and near[-1] in _ROUGHLY))


def _part(found: Sequence[Token], at: int) -> tuple[tuple[int, int, int], ...] | None:
    return _PARTS.get(found[at].text) if at < len(found) else None


def _of_day(hour: int, minute: int, spans: tuple[tuple[int, int, int], ...]) -> Hour | UnreadHour:
    added = next((more for first, last, more in spans if first <= hour <= last), None)
    return UnreadHour() if added is None or minute > 59 else Hour(hour + added, minute)


def _half(found: Sequence[Token], at: int) -> Spoken | None:
    """«Пів на восьму вечора» is 19:30; without its part of the day it may be 7:30 as well."""
    word = found[at].text
    hit = _HALF.match(found, at)
    joined = _ORDINAL.get(word.removeprefix(_POL).lstrip("-")) if word.startswith(_POL) else None
    hour, after = (joined, at + 1) if joined else (None, at)
    if hit and hit.after < len(found):
        hour, after = _number(found, hit.after) or (None, at)
    if hour is None or not 1 <= hour <= 12 or not behind_an_opener(found, at):
        return None
    spans = _part(found, after)
    return (UnreadHour(), after) if spans is None else (_of_day(hour - 1, 30, spans), after + 1)


def _quarter(found: Sequence[Token], at: int) -> Spoken | None:
    """«За чверть восьма», «четверть девятого»: told to a quarter and not read; «чверть із них» is no time."""
    after = at + 1
    if after < len(found) and found[after].text in _BEHIND_QUARTER:
        after += 1
    read = _number(found, after) if after < len(found) else None
    known = read is not None and read[0] <= 12
    before = at > 0 and found[at - 1].text in _BEFORE_QUARTER
    return (UnreadHour(), read[1]) if read and known and (before or behind_an_opener(found, at)) else None

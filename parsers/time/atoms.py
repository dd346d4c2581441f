"""Hours, dates and the words that give them a role, one by one: the atoms that ``time.edges`` assembles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parsers.numbers.amounts import is_numeral
from parsers.text.phrases import REMEMBERED, Phrases, where
from parsers.text.tokens import Token
from parsers.time.clock import Hour, Lasting, Spoken, UnreadHour, behind_an_opener, may_begin, on_clock, spoken, whole
from parsers.time.printed_dates import MONTH, Day, is_date, read_date, whole_year
from parsers.vocabulary.windows import (
    BEHIND_AN_HOUR,
    DAYS_AGO,
    MIDNIGHT,
    NOON,
    PERIODS,
    ROLES,
    WEEKDAYS,
    EdgeRole,
    Period,
)

_SAID: Phrases[Period | EdgeRole] = Phrases(
    [
        *((phrase, period) for period, phrases in PERIODS for phrase in phrases.split(";")),
        *((phrase, role) for role, phrases in ROLES for phrase in phrases.split(";")),
    ]
)


_BEHIND_AN_HOUR = frozenset(BEHIND_AN_HOUR)
_NIGHTS = frozenset({"ніч", "ночь"})
_OUT_OF_A_DAY = frozenset({"з", "із", "с", "со"})
_INTO_A_NIGHT = _OUT_OF_A_DAY | {"на", "проти", "против"}
_WEEKDAYS = {form: day for day, sides in enumerate(WEEKDAYS) for side in sides for form in side.split()}
_AGO = {word: days for days, words in DAYS_AGO for word in words.split()}
_OF_HOURS = (*MIDNIGHT, *NOON, "годин", "хвилин", "час", "минут")
_NAMED_HOURS = ((Hour(0, 0), tuple(MIDNIGHT)), (Hour(12, 0), tuple(NOON)))


class Weekday(NamedTuple):
    """A day of the week, from Monday as 0."""

    weekday: int


class Ago(NamedTuple):
    """A day counted back from the day of posting: «вчора» is one ago."""

    days: int


class Atom(NamedTuple):
    """An hour, a date, a day of the week, a role or a period, and the tokens it was read from."""

    what: Hour | UnreadHour | Lasting | Day | Weekday | Ago | EdgeRole | Period
    first: int
    after: int


def atoms(tokens: Sequence[Token], start: int, end: int) -> Iterator[Atom]:
    """Yield hours, dates, roles and periods from left to right."""
    after, hour_end = start, None
    for at in where(may_tell_time, tokens, start, end):
        atom = _atom(tokens, at, hour_end) if at >= after else None
        if atom and atom.after <= end:
            yield atom
            after = atom.after
            hour_end = after if isinstance(atom.what, Hour | UnreadHour) or atom.what is EdgeRole.CLOCK else None


@lru_cache(maxsize=REMEMBERED)
def may_tell_time(word: str) -> bool:
    """Return whether a token may begin a period, a role, an hour or a date: most words do not, and are skipped."""
    if word[0].isdigit() or _SAID.may_begin(word) or is_numeral(word) or may_begin(word):
        return True
    return word in _WEEKDAYS or word in _AGO or any(word.startswith(stems) for _, stems in _NAMED_HOURS)


def knows_of_time(word: str) -> bool:
    """Return whether a word belongs to a period, a month, an hour or a numeral."""
    named = word[0].isdigit() or is_numeral(word) or word.startswith(_OF_HOURS)
    return named or _SAID.knows(word) or MONTH.knows(word)


def _atom(tokens: Sequence[Token], at: int, hour_end: int | None) -> Atom | None:
    """Return the atom that begins at token ``at``, or None.

    ``hour_end`` is the token after the hour that was read last, if nothing followed it.
    """
    token = tokens[at]
    if token.kind == "dotted":
        return _dotted(tokens, at, hour_end)
    if token.kind == "number" or is_numeral(token.text):
        told_hour = _dashed_hour(tokens, at) or _atom_of(whole(tokens, at), at) or _hour_in_words(tokens, at)
        return told_hour or _atom_of(read_date(tokens, at), at) or _day_behind_an_hour(tokens, at, hour_end)
    said = _SAID.match(tokens, at)
    if said:
        return Atom(said.row, at, said.after)
    if token.text in _AGO:
        return Atom(Ago(_AGO[token.text]), at, at + 1)
    if token.text in _WEEKDAYS:
        return Atom(Weekday(_WEEKDAYS[token.text]), at, at + 1)
    hour = next((hour for hour, stems in _NAMED_HOURS if token.text.startswith(stems)), None)
    return Atom(hour, at, at + 1) if hour else _hour_in_words(tokens, at)


def _dotted(tokens: Sequence[Token], at: int, hour_end: int | None) -> Atom | None:
    """Return the hour or date of figures with a dot, or None.

    «18.00» is an hour unless one is beside it («21.00 мск 6.05») or it cannot be one («28.09», «24.03.23»).
    """
    parts = _parts(tokens[at])
    if len(parts) == 3:
        return Atom(Day(whole_year(parts[2]), parts[1], parts[0]), at, at + 1) if is_date(*parts[:2]) else None
    first, second = parts
    clock = (first <= 23 and second <= 59) or (first, second) == (24, 0)
    dated = (
        not clock
        or _follows_an_hour(tokens, at, hour_end)
        or _leads_to_an_hour(tokens, at)
        or _is_of_a_night(tokens, at)
    )
    if is_date(first, second) and ":" not in tokens[at].text and dated:
        return Atom(Day(None, second, first), at, at + 1)
    if clock or ":" in tokens[at].text or behind_an_opener(tokens, at):
        hour, after = on_clock(first, second, tokens, at + 1)
        return Atom(hour, at, after)
    return None


def _parts(token: Token) -> list[int]:
    return [int(part) for part in token.text.replace(":", ".").split(".")]


def _follows_an_hour(tokens: Sequence[Token], at: int, hour_end: int | None) -> bool:
    return hour_end is not None and all(tokens[i].text in _BEHIND_AN_HOUR for i in range(hour_end, at))


def _leads_to_an_hour(tokens: Sequence[Token], at: int) -> bool:
    """Return whether an hour that cannot be a date follows: «С 6.05 21.00 до 7.05 7.00»."""
    later = tokens[at + 1] if at + 1 < len(tokens) else None
    return later is not None and later.kind == "dotted" and not is_date(*_parts(later)[:2])


def _is_of_a_night(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a date follows the words for a night: «У ніч на 12.11», «в ночь с 11.11 на 12.11»."""
    before = [tokens[i].text for i in range(max(0, at - 4), at)]
    pairs = list(pairwise(before))
    night = any(one in _NIGHTS and then in _INTO_A_NIGHT for one, then in pairs[-1:])
    second = before[-1:] == ["на"] and any(one in _NIGHTS and then in _OUT_OF_A_DAY for one, then in pairs)
    return night or second


def _hour_in_words(tokens: Sequence[Token], at: int) -> Atom | None:
    """Return the hour of «20-ї години», «14 часов 20 минут», «8 вечера», «о восьмій вечора», or None."""
    return _atom_of(spoken(tokens, at), at) if may_begin(tokens[at].text) else None


def _atom_of(read: Spoken | tuple[Day, int] | None, at: int) -> Atom | None:
    """Return the atom of an hour or a date that begins at token ``at``, or None."""
    return Atom(read[0], at, read[1]) if read else None


def _dashed_hour(tokens: Sequence[Token], at: int) -> Atom | None:
    """Return an hour and minutes with a dash between them, after a word that opens one, or None.

    «С 20-00 10.12.2026».
    """
    if at + 2 >= len(tokens) or tokens[at + 1].text != "-" or not behind_an_opener(tokens, at):
        return None
    hour, minute = tokens[at], tokens[at + 2]
    written = hour.end == tokens[at + 1].start and tokens[at + 1].end == minute.start and len(minute.text) == 2
    if not written or hour.value is None or minute.value is None or hour.value > 23 or minute.value > 59:
        return None
    return Atom(Hour(hour.value, minute.value), at, at + 3)


def _day_behind_an_hour(tokens: Sequence[Token], at: int, hour_end: int | None) -> Atom | None:
    """Return a day alone between its hour and the other edge, or None.

    «С 20.00 мск 1 по 8.00 мск 2 декабря».
    """
    day, later = tokens[at].value, tokens[at + 1].text if at + 1 < len(tokens) else ""
    if day is None or not 1 <= day <= 31 or later not in {"по", "до"} or not _follows_an_hour(tokens, at, hour_end):
        return None
    return Atom(Day(None, None, day), at, at + 1)

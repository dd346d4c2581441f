"""The grammar of ranges: «1–15 жовтня», "from 3 to 5 October", «з понеділка»; and of nights on two dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from parsers.ask.lexicon import Sense
from parsers.ask.moments import DateRange, calendar_unit, cut, last_such_date, last_with_number, months, whole_date
from parsers.ask.sentence import Phrasing, Time
from parsers.ask.single_times import single

_MOST_DAYS = 31


class _Join(NamedTuple):
    """What stands between two ends of a range, and the index after it."""

    sense: Sense
    after: int


def time_at(sentence: Phrasing, at: int) -> Time | None:
    """Return the longest time that begins at a word: a range, a night on two dates, a stretch to today, or one time.

    Raises ``NoSuchDayError``.
    """
    opened = sentence.at(at, Sense.FROM_THEN) is not None or sentence.at(at, Sense.SINCE) is not None
    between = sentence.at(at, Sense.BETWEEN) is not None
    begin = at + 1 if opened or between or sentence.at(at, Sense.OF_THEN) is not None else at
    begin = begin + 1 if begin > at and sentence.text(begin) == "the" else begin
    if sentence.text(at) == "overnight" and (night := _overnight(sentence, at + 1)):
        return night
    joined = _range(sentence, begin, between)
    if joined or between:
        return joined
    if opened and not (sentence.compares() and sentence.at(at, Sense.SINCE) is None):
        return _since(sentence, begin)
    return single(sentence, at) if begin == at else None


def _overnight(sentence: Phrasing, at: int) -> Time | None:
    """As "overnight on 5 October", "overnight 5 to 6 October": the date says which night; alone it is the last one."""
    found = time_at(sentence, sentence.past(at, Sense.BEFORE_A_TIME))
    return found if found and found.is_day and not found.doubt else None


def _range(sentence: Phrasing, at: int, between: bool) -> Time | None:
    found = [*_days_of_a_month(sentence, at, between), *_two_times(sentence, at, between)]
    return max(found, key=lambda time: time.after, default=None)


def _join(sentence: Phrasing, at: int, between: bool) -> _Join | None:
    """Return what joins two ends at an index: a dash, «до», «на»; «і» only after «між»."""
    if between and sentence.at(at, Sense.AND) is not None:
        return _Join(Sense.TO, at + 1)
    for sense in (Sense.ON_TO, Sense.TO):
        if sentence.at(at, sense) is not None:
            return _Join(
                sense, sentence.past(at + 1, Sense.BEFORE_A_TIME) if sentence.text(at + 1) == "the" else at + 1
            )
    return None


def _days_of_a_month(sentence: Phrasing, at: int, between: bool) -> Iterator[Time]:
    """«1–15 жовтня», "3 to 5 October 2025", "October 3-5", «з 21 на 22 вересня», «6/7 жовтня»."""
    night = sentence.is_of_a_night(at)
    if slashed := sentence.at(at, Sense.SLASHED):
        yield from _both_days(sentence, slashed[0], slashed[1], Sense.ON_TO, at + 1)
    month = sentence.at(at, Sense.MONTH)
    first = sentence.day_number(at if month is None else at + 1)
    join = _join(sentence, first[1], between) or _and(sentence, first[1]) if first else None
    second = sentence.day_number(join.after) if join else None
    if not first or not join or not second:
        return
    sense = Sense.ON_TO if night and second[0] - first[0] in {1, *range(-30, -26)} else join.sense
    if month is not None:
        year, after = sentence.year_meant(second[1]) or (None, second[1])
        yield from _days(sentence, (first[0], second[0]), (year, month), sense, after)
    else:
        yield from _both_days(sentence, first[0], second[0], sense, second[1])


def _and(sentence: Phrasing, at: int) -> _Join | None:
    """«5 і 6 жовтня» are two days in a row."""
    return _Join(Sense.AND, at + 1) if sentence.at(at, Sense.AND) is not None else None


def _both_days(sentence: Phrasing, first: int, second: int, sense: Sense, at: int) -> Iterator[Time]:
    """Yield the time of two days before the month that they share; a night on two dates may go without one."""
    month_at = sentence.past(at, Sense.BEFORE_A_TIME) if sentence.text(at) == "of" else at
    month = sentence.at(month_at, Sense.MONTH)
    if month is not None:
        year, after = sentence.year_meant(month_at + 1) or (None, month_at + 1)
        yield from _days(sentence, (first, second), (year, month), sense, after)
    elif sense is Sense.ON_TO and second == first + 1 and second <= _MOST_DAYS and sentence.text(at - 2) in {"на", "-"}:
        found = last_with_number(second, sentence.today)
        yield Time(DateRange(found, found), True, at)
    elif sense is Sense.TO and first < second <= _MOST_DAYS and sentence.at(at, Sense.OF_DAY) is not None:
        found = last_with_number(second, sentence.today)
        yield Time(DateRange(found.replace(day=first), found), False, at + 1)


def _days(
    sentence: Phrasing, days: tuple[int, int], of: tuple[int | None, int], sense: Sense, after: int
) -> Iterator[Time]:
    (first, second), (year, month) = days, of
    if sentence.is_before_a_night(after) and second == first + 1:
        sense = Sense.ON_TO
    last = last_such_date(second, month, sentence.today) if year is None else whole_date(year, month, second)
    if sense is Sense.ON_TO:
        begin = last - timedelta(days=1)
        if begin.day == first:
            yield Time(DateRange(last, last), True, after)
    elif first < second and (sense is not Sense.AND or second == first + 1):
        yield Time(cut(DateRange(whole_date(last.year, last.month, first), last), sentence.today), False, after)


def _two_times(sentence: Phrasing, at: int, between: bool) -> Iterator[Time]:
    """«З 20.10 до 05.11», «травень – червень 2025», «з 31 жовтня на 1 листопада», "from Monday to Friday"."""
    first = single(sentence, at)
    join = _join(sentence, first.after, between) if first else None
    second = single(sentence, join.after) or _until_now(sentence, join.after) if join else None
    if not first or not join or not second or first.is_counted or second.is_counted:
        return
    again = single(Phrasing(sentence.words, min(second.dates.last, sentence.today)), at) or first
    begin, end = again.dates, second.dates
    if begin.first > end.last:
        begin = first.dates
    # «Окт-ноя»: two doubtful words show what both are.
    doubt = min(first.doubt, second.doubt, 1)
    follows = end.first == begin.last + timedelta(days=1) and again.is_day and second.is_day
    if follows and (
        join.sense is Sense.ON_TO or sentence.is_of_a_night(at) or sentence.is_before_a_night(second.after)
    ):
        yield Time(end, True, second.after, doubt)
    elif begin.first < end.last and join.sense is not Sense.ON_TO:
        yield Time(cut(DateRange(begin.first, end.last), sentence.today), False, second.after, doubt)


def _until_now(sentence: Phrasing, at: int) -> Time | None:
    today = sentence.today
    return Time(DateRange(today, today), True, at + 1) if sentence.at(at, Sense.NOW) is not None else None


def _since(sentence: Phrasing, at: int) -> Time | None:
    """«З понеділка», "since 1 October", «з початку року»: from then to today."""
    begun = single(sentence, at)
    today = sentence.today
    part = sentence.past(at, Sense.BEFORE_A_TIME)
    if sentence.at(part, Sense.PART) == 0 and not begun:
        begun = _begun(sentence, part + 1)
    if not begun or begun.dates.first > today:
        return None
    return Time(DateRange(begun.dates.first, today), False, begun.after, begun.doubt)


def _begun(sentence: Phrasing, at: int) -> Time | None:
    """«Початку року», «початку цього місяця», "the beginning of 2025"."""
    at = sentence.past(at, Sense.BEFORE_A_TIME)
    at = sentence.past(at, Sense.BEFORE_A_TIME)
    if found := sentence.year(at):
        return Time(months(found[0], 1, 12), False, found[1])
    which = sentence.at(at, Sense.WHICH)
    unit = sentence.at(at if which is None else at + 1, Sense.UNIT)
    if not unit or unit[0] not in {"week", "month", "quarter", "half", "year"}:
        return None
    dates = calendar_unit(unit[0], which or 0, sentence.today)
    return Time(dates, False, at + (1 if which is None else 2)) if dates else None

"""The grammar of one time: «вчора», "3 weeks ago", «22 вересня 2025 року», «третій квартал», "last Monday"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from parsers.ask.calendar_times import CALENDAR
from parsers.ask.lexicon import Sense
from parsers.ask.moments import (
    DateRange,
    cut,
    days_before,
    last_such_date,
    last_with_number,
    months_before,
    nights_to,
    whole_date,
    whole_month,
)
from parsers.ask.sentence import Phrasing, Time
from parsers.vocabulary.questions_times import ONE_OF_UNITS

_MOST_DAYS = 31
# What may follow a number that is a day.
_ENDING = frozenset({Sense.SMALL, Sense.AND, Sense.VERSUS, Sense.PLACE})
_ONE = frozenset(ONE_OF_UNITS.split())
_SAME = frozenset(
    ["this", "same", "цей", "цього", "ця", "цієї", "цю", "той", "тієї", "это", "этот", "этой", "эту", "тот"]
)
_VERY = frozenset(["very", "same", "же", "ж", "самий", "самої", "саму", "самое", "самый", "самую"])
_MOMENTS = frozenset(["time", "day", "date", "night", "день", "дня", "час", "ніч", "ночі", "время", "ночь", "ночью"])
_COUNTED = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def single(sentence: Phrasing, at: int) -> Time | None:
    """Return the time that begins at a word, by the rule that takes in the most words. Raises ``NoSuchDayError``."""
    found = [time for rule in _RULES for time in [rule(sentence, at)] if time]
    return max(found, key=lambda time: time.after, default=None)


def _offset(sentence: Phrasing, at: int) -> Time | None:
    """«Сьогодні», «позавчора вночі», "last night"."""
    back = sentence.at(at, Sense.OFFSET)
    return None if back is None else _night(sentence, back, sentence.past(at + 1, Sense.NIGHT))


def _ago(sentence: Phrasing, at: int) -> Time | None:
    """«Три дні тому», "a week ago", «полгода назад»."""
    number, unit_at = sentence.number(at) or (1, at)
    unit = sentence.at(unit_at, Sense.UNIT)
    if not unit or (unit_at == at and not _is_one(sentence, at)) or sentence.at(unit_at + 1, Sense.AGO) is None:
        return None
    name, after = unit[0], unit_at + 2
    if name in _COUNTED:
        return _night(sentence, number * _COUNTED[name], after)
    then = months_before(sentence.today, number * _MONTHS[name]) if name in _MONTHS else None
    return Time(DateRange(then, then), True, after) if then else None


def _same_time(sentence: Phrasing, at: int) -> Time | None:
    """As "this time last year", «у цей день минулого року», «в это же время в прошлом году»."""
    if sentence.text(at) not in _SAME:
        return None
    moment = at + 1 if sentence.text(at + 1) in _VERY else at
    if sentence.text(moment + 1) not in _MOMENTS:
        return None
    back_at = sentence.past(moment + 2, Sense.BEFORE_A_TIME)
    whole, which = sentence.at(back_at, Sense.WHOLE), sentence.at(back_at, Sense.WHICH)
    if whole is None and which is not None:
        unit = sentence.at(back_at + 1, Sense.UNIT)
        whole = (unit[0], which) if unit else None
    if whole is None or whole[1] < 1 or whole[0] not in {"week", "month", "year"}:
        return None
    after = back_at + (1 if which is None else 2)
    if whole[0] == "week":
        return _night(sentence, 7 * whole[1], after)
    then = months_before(sentence.today, whole[1] * _MONTHS[whole[0]])
    return Time(DateRange(then, then), True, after) if then else None


def _rolling(sentence: Phrasing, at: int) -> Time | None:
    """«За останні десять днів», "last 30 nights", «два тижні»; a unit alone, «за тиждень», is one of them."""
    begin = sentence.past(at, Sense.ENDING_TODAY, Sense.WHICH)
    counted = sentence.number(begin)
    number, unit_at = counted or (1, begin)
    unit = sentence.at(sentence.past(unit_at, Sense.ENDING_TODAY), Sense.UNIT)
    unit_at = sentence.past(unit_at, Sense.ENDING_TODAY)
    calendar = begin > at and not counted and sentence.at(at, Sense.ENDING_TODAY) is None
    if not unit or calendar or sentence.at(unit_at + 1, Sense.AGO) is not None or (counted and sentence.year(begin)):
        return None
    name, nights = unit
    told = begin > at or sentence.at(unit_at - 1, Sense.ENDING_TODAY) is not None
    # "In 2 weeks" is to come; one night is no range; «25 років» is an age.
    if counted and not told and (sentence.text(at - 1) == "in" or number * nights == 1 or name == "year"):
        return None
    if name == "weekend" or (not counted and not _is_one(sentence, unit_at)):
        return None
    if not counted and name in {"day", "night"} and begin == at:
        return None
    dates = nights_to(sentence.today, number * nights)
    alone = len(sentence.words) == 1 or sentence.at(at - 1, Sense.ASKS) is not None
    said = counted or begin > at or alone or sentence.is_after_a_preposition(at)
    return Time(dates, dates.first == dates.last, unit_at + 1, 0 if said else 2, True) if dates else None


def _is_one(sentence: Phrasing, at: int) -> bool:
    """Return whether a unit without a number is one of it: «тиждень» is, «тижнів» is not."""
    return all(word in _ONE for word in sentence.text(at).split())


def _written(sentence: Phrasing, at: int) -> Time | None:
    """«22.09.2025 р.», "2026-05": dates and months in figures."""
    if month := sentence.at(at, Sense.YEAR_AND_MONTH):
        return Time(
            cut(whole_month(month[0], month[1]), sentence.today), False, sentence.past(at + 1, Sense.OF_YEAR), 0
        )
    written = sentence.at(at, Sense.DATE)
    if not written:
        return _dashed(sentence, at)
    year, month, number = written
    named = sentence.year_meant(at + 1) if year is None else None
    year, after = named or (year, sentence.past(at + 1, Sense.OF_YEAR))
    found = last_such_date(number, month, sentence.today) if year is None else whole_date(year, month, number)
    return Time(DateRange(found, found), True, after, int(year is None))


def _dashed(sentence: Phrasing, at: int) -> Time | None:
    """«12-10» and «12 10 2026» are dates where the text is nothing else."""
    if len(sentence.words) == 3 and not at and (year := sentence.year(2)):
        spaced = [sentence.text(0), sentence.text(1)]
        if all(len(text) == 2 and text.isdecimal() for text in spaced):
            found = whole_date(year[0], int(spaced[1]), int(spaced[0]))
            return Time(DateRange(found, found), True, 3)
    texts = [sentence.text(at), sentence.text(at + 2)]
    if sentence.text(at + 1) != "-" or any(len(text) != 2 or not text.isdecimal() for text in texts):
        return None
    number, month = map(int, texts)
    if len(sentence.words) > 3 or not 1 <= month <= 12 or not 1 <= number <= _MOST_DAYS:
        return None
    found = last_such_date(number, month, sentence.today)
    return Time(DateRange(found, found), True, at + 3, 1)


def _day_of_month(sentence: Phrasing, at: int) -> Time | None:
    """«22 вересня 2025 року», "Monday, Sep 22nd", «перше листопада», «15 числа»."""
    begin = at
    if sentence.at(at, Sense.WEEKDAY) is not None:
        begin = sentence.past(at + 1, Sense.BEFORE_A_TIME)
    for number, month, behind in _days_and_months(sentence, begin):
        short = sentence.short_year(behind) if month is not None else None
        year, after = sentence.year_meant(behind) or short or (None, behind)
        if number > _MOST_DAYS and year is None and month is None:
            continue
        found = _dated(sentence, number, month, year)
        return Time(DateRange(found, found), True, sentence.past(after, Sense.WEEKDAY) if begin == at else after)
    return None


def _day_alone(sentence: Phrasing, at: int) -> Time | None:
    """«12-го», "on the 12th", «ніч на 27»: the last such day, where nothing else is counted."""
    text, following = sentence.text(at), sentence.words[at + 1].senses if at + 1 < len(sentence.words) else {}
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS or (not _ENDING.intersection(following) and following):
        return None
    ordinal = sentence.words[at].shape == "ordinal"
    is_meant = (
        sentence.is_after_a_preposition(at) or len(sentence.words) == 1 if ordinal else _is_of_night(sentence, at)
    )
    found = last_with_number(int(text), sentence.today)
    return Time(DateRange(found, found), True, at + 1, 1) if is_meant else None


def _is_of_night(sentence: Phrasing, at: int) -> bool:
    return sentence.text(at - 1) in {"на", "to", "of", "the"} and sentence.is_of_a_night(at)


def _days_and_months(sentence: Phrasing, at: int) -> Iterator[tuple[int, int | None, int]]:
    """Yield the day, its month (None for «15 числа») and the index after them."""
    if day := sentence.day_number(at):
        number, behind = day
        month_at = sentence.past(behind, Sense.BEFORE_A_TIME) if sentence.text(behind) in {"of", "в", "у"} else behind
        month = sentence.at(month_at, Sense.MONTH)
        if month is not None:
            yield number, month, month_at + 1
        if sentence.at(behind, Sense.OF_DAY) is not None and number <= _MOST_DAYS:
            yield number, None, behind + 1
    month = sentence.at(at, Sense.MONTH)
    day = sentence.day_number(sentence.past(at + 1, Sense.BEFORE_A_TIME) if sentence.text(at + 1) == "the" else at + 1)
    if month is not None and day and day[0] <= _MOST_DAYS and sentence.at(day[1], Sense.MONTH) is None:
        yield day[0], month, day[1]


def _dated(sentence: Phrasing, number: int, month: int | None, year: int | None) -> date:
    today = sentence.today
    if month is None:
        if number <= today.day:
            return today.replace(day=number)
        before = today.replace(day=1) - timedelta(days=1)
        return whole_date(before.year, before.month, number)
    return last_such_date(number, month, today) if year is None else whole_date(year, month, number)


def _night(sentence: Phrasing, back: int, after: int) -> Time | None:
    found = days_before(sentence.today, back)
    return Time(DateRange(found, found), True, after) if found else None


_RULES: tuple[Callable[[Phrasing, int], Time | None], ...] = (
    _offset,
    _ago,
    _same_time,
    _rolling,
    _written,
    _day_of_month,
    _day_alone,
    *CALENDAR,
)

"""The grammar of whole stretches of the calendar, and of weekdays: «минулий місяць», "Q3 2025", «влітку», "weekend"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from parsers.ask.lexicon import Sense
from parsers.ask.moments import DateRange, calendar_unit, cut, easter, last_months, last_such_date, months, whole_date
from parsers.ask.sentence import Phrasing, Time

_TEN_DAYS = 10


def _unit(sentence: Phrasing, at: int) -> Time | None:
    """«Минулий місяць», "this year", «вихідні», «торік»."""
    if whole := sentence.at(at, Sense.WHOLE):
        return _stretch(sentence, calendar_unit(whole[0], whole[1], sentence.today), at + 1)
    which = sentence.at(at, Sense.WHICH)
    unit_at = at if which is None else at + 1
    if which is None and sentence.at(at, Sense.ENDING_TODAY) is not None:
        which, unit_at = 1, at + 1
    unit = sentence.at(unit_at, Sense.UNIT)
    if not unit or ((which is None or sentence.at(at, Sense.ENDING_TODAY) is not None) and unit[0] != "weekend"):
        return None
    if unit[0] == "day":
        return _one(sentence.today, unit_at + 1) if which == 0 else None
    return _stretch(sentence, calendar_unit(unit[0], which or 0, sentence.today), unit_at + 1)


def _month(sentence: Phrasing, at: int) -> Time | None:
    """«Жовтень», "May 2025", «травень минулого року», "last October", «2025 жовтень»."""
    which = sentence.at(at, Sense.WHICH)
    year, month_at = sentence.year(at) or (None, at if which is None else at + 1)
    whole = sentence.at(at, Sense.WHOLE)
    if whole and whole[0] == "year":
        year, month_at = sentence.today.year - whole[1], at + 1
    month = sentence.at(month_at, Sense.MONTH)
    if month is None:
        return None
    after = month_at + 1
    if year is None:
        year, after = sentence.year_meant(after) or (None, after)
    if year is None and which is not None:
        year = sentence.today.year - which + (which > 0 and month < sentence.today.month)
    doubt = 0 if year is not None else _doubt(sentence, month_at)
    return _stretch(sentence, last_months(month, 1, sentence.today, year), after, doubt)


def _year(sentence: Phrasing, at: int) -> Time | None:
    """«2025 рік», "in 2025", «у 2025-му»."""
    found = sentence.year(at)
    if not found:
        return None
    doubt = 0 if found[1] > at + 1 or sentence.is_after_a_preposition(at) else 1
    return _stretch(sentence, months(found[0], 1, 12), found[1], doubt)


def _weekday(sentence: Phrasing, at: int) -> Time | None:
    """«Понеділок», "last Friday", «у середу минулого тижня»."""
    which = sentence.at(at, Sense.WHICH)
    if which is None and sentence.at(at, Sense.ENDING_TODAY) is not None:
        which = 1
    day_at = at if which is None else at + 1
    weekday = sentence.at(day_at, Sense.WEEKDAY)
    if weekday is None:
        return None
    week_at = sentence.past(day_at + 1, Sense.BEFORE_A_TIME)
    week = sentence.at(week_at, Sense.WHICH)
    if week is not None and (sentence.at(week_at + 1, Sense.UNIT) or ("", 0))[0] == "week":
        days = calendar_unit("week", week, sentence.today)
        return _one(days.first + timedelta(days=weekday), week_at + 2) if days else None
    back = (sentence.today.weekday() - weekday) % 7
    if which == 1:
        back = back or 7
    elif which is not None:
        back += 7 * which if which > 0 else (-7 if which < 0 else 0)
    doubt = 0 if which is not None else _doubt(sentence, day_at)
    return _one(sentence.today - timedelta(days=back), day_at + 1, doubt)


def _quarter(sentence: Phrasing, at: int) -> Time | None:
    """«Третій квартал», "Q3 2025", «перше півріччя»."""
    numbered = sentence.ordinal(at) or (sentence.number(at) if sentence.text(at).isdecimal() else None)
    letters = {Sense.QUARTER: 3, Sense.HALF_LETTER: 6}
    length, number, after = 0, 0, at
    if numbered:
        number, after = numbered
        unit = (sentence.at(after, Sense.UNIT) or ("", 0))[0]
        is_half = sentence.at(after, Sense.HALF) is not None or unit == "half"
        length = 3 if unit == "quarter" or sentence.text(after) == "кв" else 6 if is_half else 0
        after += 1
    for sense, nights in letters.items():
        if sentence.at(at, sense) is not None and sentence.text(at + 1).isdecimal():
            length, number, after = nights, int(sentence.text(at + 1)), at + 2
    if not length or not 1 <= number <= 12 // length:
        return None
    if length == 6 and (half := _half_of_month(sentence, number, after)):
        return half
    named = sentence.year_meant(after)
    after = named[1] if named else after
    if not named and sentence.at(after, Sense.OF_YEAR) is not None:
        after += 1
    begin = (number - 1) * length + 1
    return _stretch(sentence, last_months(begin, length, sentence.today, named[0] if named else None), after)


def _half_of_month(sentence: Phrasing, number: int, at: int) -> Time | None:
    """«Перша половина жовтня»."""
    at = sentence.past(at, Sense.BEFORE_A_TIME)
    found = _month(sentence, at)
    if not found or sentence.at(at, Sense.MONTH) is None:
        return None
    whole = last_months(found.dates.first.month, 1, sentence.today, found.dates.first.year)
    middle = whole.first + timedelta(days=14)
    half = DateRange(whole.first, middle) if number == 1 else DateRange(middle + timedelta(days=1), whole.last)
    return _stretch(sentence, half, found.after)


def _part_of_month(sentence: Phrasing, at: int) -> Time | None:
    """«На початку жовтня», "mid October": its first ten days, its second, the rest."""
    part = sentence.at(at, Sense.PART)
    if part is None:
        return None
    month_at = sentence.past(at + 1, Sense.BEFORE_A_TIME) if sentence.text(at + 1) in {"of", "-", "in"} else at + 1
    found = _month(sentence, month_at) if sentence.at(month_at, Sense.MONTH) is not None else None
    if not found:
        return None
    whole = last_months(found.dates.first.month, 1, sentence.today, found.dates.first.year)
    first = whole.first + timedelta(days=_TEN_DAYS * part)
    last = whole.last if part == 2 else first + timedelta(days=_TEN_DAYS - 1)
    return _stretch(sentence, DateRange(first, last), found.after)


def _season(sentence: Phrasing, at: int) -> Time | None:
    """«Влітку», "summer 2025", «минула зима»; the winter of a year could be either of two."""
    which = sentence.at(at, Sense.WHICH)
    season_at = at if which is None else at + 1
    begin = sentence.at(season_at, Sense.SEASON)
    if begin is None:
        return None
    named = sentence.year_meant(season_at + 1)
    if named and begin == 12:
        return _winter(sentence, named)
    found = last_months(begin, 3, sentence.today, named[0] if named else None)
    if not named and which == 1 and found.last >= sentence.today:
        found = months(found.first.year - 1, begin, 3)
    if not named and which not in {None, 0, 1}:
        return None
    doubt = 0 if named or which is not None else _doubt(sentence, season_at)
    return _stretch(sentence, found, named[1] if named else season_at + 1, doubt)


def _winter(sentence: Phrasing, named: tuple[int, int]) -> Time | None:
    """«Зима 2025–2026»; «зима 2025» could be either of two."""
    second = sentence.year(named[1] + 1) if sentence.at(named[1], Sense.TO) is not None else None
    if not second or second[0] != named[0] + 1:
        return None
    return _stretch(sentence, months(named[0], 12, 3), second[1])


def _week_of_month(sentence: Phrasing, at: int) -> Time | None:
    """«Перший тиждень жовтня», "last week of October": days 1 to 7, or its last seven."""
    is_last = sentence.at(at, Sense.WHICH) == 1 or sentence.at(at, Sense.ENDING_TODAY) is not None
    number, unit_at = sentence.ordinal(at) or (0, at + 1)
    if not (is_last or 1 <= number <= 4) or (sentence.at(unit_at, Sense.UNIT) or ("", 0))[0] != "week":
        return None
    month_at = sentence.past(unit_at + 1, Sense.BEFORE_A_TIME)
    found = _month(sentence, month_at) if sentence.at(month_at, Sense.MONTH) is not None else None
    if not found:
        return None
    whole = last_months(found.dates.first.month, 1, sentence.today, found.dates.first.year)
    first = whole.last - timedelta(days=6) if is_last else whole.first + timedelta(days=7 * (number - 1))
    return _stretch(sentence, DateRange(first, first + timedelta(days=6)), found.after)


def _holiday(sentence: Phrasing, at: int) -> Time | None:
    """«На Новий рік», "Christmas 2025", «минулого року на День Незалежності»."""
    day = sentence.at(at, Sense.HOLIDAY)
    if day is None:
        return None
    named = sentence.year_meant(at + 1)
    month, number = day
    found = whole_date(named[0], month, number) if named else last_such_date(number, month, sentence.today)
    return _one(found, named[1] if named else at + 1)


def _easter(sentence: Phrasing, at: int) -> Time | None:
    """«На Великдень», "Easter 2025"."""
    if sentence.at(at, Sense.EASTER) is None:
        return None
    named, today = sentence.year_meant(at + 1), sentence.today
    year = named[0] if named else today.year - (easter(today.year) > today)
    return _one(easter(year), named[1] if named else at + 1)


def _doubt(sentence: Phrasing, at: int) -> int:
    """Return how much else a word may mean at its place: «сер» alone much, «за сер» and «вересень» nothing."""
    doubtful = sentence.at(at, Sense.DOUBTFUL) is not None
    alone = len(sentence.words) == 1 and sentence.at(at, Sense.ALONE) is not None
    return 2 if doubtful and not alone and not sentence.is_after_a_preposition(at) else 0


def _stretch(sentence: Phrasing, dates: DateRange | None, after: int, doubt: int = 0) -> Time | None:
    return Time(cut(dates, sentence.today), False, after, doubt) if dates else None


def _one(found: date, after: int, doubt: int = 0) -> Time:
    return Time(DateRange(found, found), True, after, doubt)


CALENDAR: tuple[Callable[[Phrasing, int], Time | None], ...] = (
    _unit,
    _month,
    _year,
    _weekday,
    _quarter,
    _week_of_month,
    _part_of_month,
    _season,
    _holiday,
    _easter,
)

"""Ranges of nights in words: their titles, how many are known, and which are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bot.chat.language import HOUSE_LANGUAGES, Language
from bot.chat.rich_text import Block, block
from storage.views.days import shifted

# A longer list of days is folded.
RUNS_SHOWN = 3


def is_month(first: date, last: date) -> bool:
    """Whether the range is a calendar month, whole."""
    after = shifted(last, 1)
    return first.day == after.day == 1 and (first.year, first.month) == (last.year, last.month)


def range_name(words: Language, first: date, last: date) -> str:
    """``September 2026``, ``16–22 September 2026``, ``22 September 2026``."""
    if is_month(first, last):
        return words.month(first)
    return words.day(first) if first == last else _run(words, (first, last), words.day, words.long_day)


def range_label(words: Language, first: date, last: date) -> str:
    """The same for a button: ``16–22 Sep 2026``."""
    if is_month(first, last):
        return words.month(first)
    return words.short_date(first) if first == last else _run(words, (first, last), words.short_date, words.short_day)


def _run(words: Language, run: tuple[date, date], whole: Callable[[date], str], part: Callable[[date], str]) -> str:
    """Write the days from one to another: ``16–22 September``; ``part`` writes a day without its year."""
    first, last = run
    if first.year != last.year:
        return f"{whole(first)} – {whole(last)}"
    if first.month == last.month and words.code in HOUSE_LANGUAGES:
        return f"{first.day}–{whole(last)}"
    return f"{part(first)} – {whole(last)}"


def unconfirmed_lines(words: Language, days: Sequence[date]) -> Iterator[str]:
    """Of which of the missing nights a report is held back: by date where they are few."""
    if days and is_short(days):
        yield words.say("a figure we could not confirm: {days}", days=runs_text(words, days))
    elif days:
        yield words.count(
            "{n} night with a figure we could not confirm", "{n} nights with a figure we could not confirm", len(days)
        )


def known_lines(
    words: Language, known: int, missing: Sequence[date], unconfirmed: Sequence[date] = ()
) -> Iterator[str]:
    """How many of the nights are known, and which are not: every sum is of the known ones."""
    dates = known + len(missing)
    if not missing:
        yield words.count("{n} night, known", "all {n} nights known", dates)
        return
    number = words.number(known)
    yield words.count("{known} of {n} night known", "{known} of {n} nights known", dates, known=number)
    if is_short(missing):
        yield words.say("missing: {days}", days=runs_text(words, missing))
    yield from unconfirmed_lines(words, unconfirmed)


def folded(words: Language, missing: Sequence[date], title: str = "") -> list[Block]:
    """The days that are too many for a line, in a block that is folded; nothing where they are few."""
    if is_short(missing):
        return []
    listed = words.say("missing: {days}", days=runs_text(words, missing))
    return [block(f"{title} – {listed}" if title else listed, quoted=True)]


def is_short(days: Sequence[date]) -> bool:
    return len(runs(days)) <= RUNS_SHOWN


def runs_text(words: Language, days: Sequence[date]) -> str:
    """``3 Oct, 5–9 Oct``; with the year where the days are of several."""
    say = words.short_day if len({day.year for day in days}) == 1 else words.short_date
    return ", ".join(
        say(run[0]) if len(run) == 1 else _run(words, (run[0], run[-1]), say, words.short_day) for run in runs(days)
    )


def runs(days: Sequence[date]) -> list[list[date]]:
    """The days, oldest first, with those together that follow each other."""
    found: list[list[date]] = []
    for day in days:
        if found and day - found[-1][-1] == timedelta(days=1):
            found[-1].append(day)
        else:
            found.append([day])
    return found

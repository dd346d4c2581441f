"""The tables behind the charts: every number that is drawn, and in words why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.language import Language
from bot.chat.messages.amounts import bounded
from bot.publish.pages.months import MonthSum, known_text
from bot.publish.pages.night_values import NightValue
from bot.publish.pages.night_words import NOT_STATED, cell
from bot.publish.site import night_page
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views.figures import Figure


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its name, the page it leads to ("" for none; from the pages of the language), its cells."""

    name: str
    link: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table: the words that unfold it, its caption, heads and rows."""

    summary: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


ByChannel = Mapping[str, Mapping[date, NightValue]]


def nights_table(words: Language, values: ByChannel, dates: Sequence[date]) -> TablePart:
    """Return the table of some nights, the newest first, a column each for what a side counts."""
    heads = [words.say("Night of")]
    for channel in values:
        heads += _heads(words, channel)
    rows = [
        TableRow(
            _named(words, words.night(day), is_settled=all(by[day].settled for by in values.values() if day in by)),
            night_page(day) if any(day in by_day for by_day in values.values()) else "",
            tuple(text for channel, by_day in values.items() for text in _cells(words, channel, by_day.get(day))),
        )
        for day in sorted(dates, reverse=True)
    ]
    caption = words.count("{n} night, each side's own claim", "{n} nights, each side's own claims", len(rows))
    return TablePart(words.say("The numbers of these nights as a table"), caption, tuple(heads), tuple(rows))


def _named(words: Language, name: str, *, is_settled: bool) -> str:
    return name if is_settled else f"{name} ({words.say('provisional')})"


def _heads(words: Language, channel: str) -> list[str]:
    if CHANNELS[channel].attacker is Attacker.RUSSIA:
        return [
            words.say("Air Force: drones launched"),
            words.say("shot down or jammed"),
            words.say("lost to jamming"),
            words.say("missiles launched"),
        ]
    return [words.say("Russia's ministry: drones shot down")]


def _cells(words: Language, channel: str, value: NightValue | None) -> list[str]:
    of_russia = CHANNELS[channel].attacker is Attacker.RUSSIA
    if value is None or not value.is_known:
        why = cell(words, value, None)
        return [why, *[NOT_STATED] * 3] if of_russia else [why]
    figures = [value.launched, value.down, value.lost, value.missiles] if of_russia else [value.down]
    return [cell(words, value, one) for one in figures]


def months_table(words: Language, months: Mapping[str, Sequence[MonthSum]]) -> TablePart:
    """Return the table of the months, the newest first: what each side's nights sum up to, at the least."""
    heads = [words.say("Month")]
    for channel in months:
        heads += _month_heads(words, channel)
    by_first = {channel: {one.first: one for one in some} for channel, some in months.items()}
    firsts = sorted({first for some in by_first.values() for first in some}, reverse=True)
    rows = [_month_row(words, first, by_first) for first in firsts]
    caption = words.say("Sums of nights by month; reports of the day are not part of them")
    return TablePart(words.say("The months as a table"), caption, tuple(heads), tuple(rows))


def _month_row(words: Language, first: date, by_first: Mapping[str, Mapping[date, MonthSum]]) -> TableRow:
    is_settled = all(some[first].settled for some in by_first.values() if first in some)
    cells = [text for channel, some in by_first.items() for text in _month_cells(words, channel, some.get(first))]
    return TableRow(_named(words, words.month(first), is_settled=is_settled), "", tuple(cells))


def _month_heads(words: Language, channel: str) -> list[str]:
    known = words.say("nights known")
    if CHANNELS[channel].attacker is Attacker.RUSSIA:
        return [words.say("Air Force: drones launched"), words.say("missiles launched"), known]
    return [words.say("Russia's ministry: drones shot down"), known]


def _month_cells(words: Language, channel: str, month: MonthSum | None) -> list[str]:
    of_russia = CHANNELS[channel].attacker is Attacker.RUSSIA
    if month is None:
        return [words.say("not known"), *[NOT_STATED] * (2 if of_russia else 1)]
    sums = [month.main, month.missiles] if of_russia else [month.main]
    return [*(_sum(words, one) for one in sums), known_text(words, month)]


def _sum(words: Language, told: Figure | None) -> str:
    if told is None:
        return NOT_STATED
    return words.say("not given") if told.number is None else bounded(words, told)

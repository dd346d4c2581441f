"""A week, a month, any range of nights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.chat.html import Block, Line, block, bold, line
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, OUTCOMES, amount, bounded
from bot.chat.messages.days import folded, is_month, known_lines, range_name
from bot.chat.messages.tally import heading
from bot.chat.reader import Reader
from bot.chat.words import N_, Words
from parsers.channels import CHANNELS
from parsers.records import Kind, Outcome
from storage.kept import Key
from storage.views.figures import Figure
from storage.views.groups import NoRate
from storage.views.series import Measure, NightFigures
from storage.views.source import Source
from storage.views.span import SpanSide, SpanView

# What is summed over nights; how many were in the air at the hours of the posts adds up to nothing.
SUMMED = (
    Outcome.LAUNCHED,
    Outcome.DOWNED,
    Outcome.DOWNED_OR_SUPPRESSED,
    Outcome.SUPPRESSED,
    Outcome.LOST,
    Outcome.NEUTRALISED,
)
NO_RATES = {
    NoRate.COUNTED_DIFFERENTLY: N_("No rate: downed is counted in two ways, before and after July 2025."),
    NoRate.LOST_APART: N_("No rate: drones lost to jamming are counted apart."),
    NoRate.TYPES_DIFFER: N_("No rate: launched and downed are not of the same types."),
    NoRate.HEDGED: N_("No rate: not every number is exact."),
    NoRate.NO_NUMBERS: N_("No rate: not every night gives both numbers."),
}
# The mean is of what a side says first: drones launched, or downed where it tells no more.
MEANS = {
    Measure.DRONES_LAUNCHED: N_("{number} launched a night"),
    Measure.DRONES_DOWN: N_("{number} downed a night"),
}


def span_message(reader: Reader, view: SpanView, sources: Mapping[Key, Source], last: date) -> Message:
    """The sums of a range of nights as each side tells them, with the nights that are missing.

    Where ``sources`` has the posts of the nights, each night is listed with its own, folded. ``last`` is the newest
    night that can be asked for.
    """
    words = reader.words
    title = words.say("Nights: {range}", range=range_name(words, view.first, view.last))
    blocks = [block(bold(title))]
    for side in view.sides:
        blocks += [_side(words, side), *folded(words, side.missing if side.nights else ())]
        blocks += [_nights(reader, side, sources)] if side.nights and sources else []
    blocks.append(block(words.say("Each side's own claim, not verified.")))
    return Message(tuple(blocks), _around(words, view.first, view.last, last))


def _side(words: Words, side: SpanSide) -> Block:
    row = CHANNELS[side.channel]
    head = heading(words, row.claimant, row.attacker)
    if not side.nights:
        return block(*head, words.say("No night of these is known."))
    return block(*head, *known_lines(words, len(side.nights), side.missing), *_sums(words, side))


def _sums(words: Words, side: SpanSide) -> Iterator[Line | str]:
    """The sums of the known nights: drones, then the other weapons by kind."""
    for kind in (kind for kind in KINDS if kind in side.kinds):
        figures = {outcome: side.kinds[kind][outcome] for outcome in SUMMED if outcome in side.kinds[kind]}
        if figures:
            yield line(bold(words.say(KINDS[kind])))
            yield "  " + " · ".join(_amounts(words, side, kind, figures))
            yield from (f"  {text}" for text in _under(words, side, kind, figures))


def _amounts(words: Words, side: SpanSide, kind: Kind, figures: Mapping[Outcome, Figure]) -> Iterator[str]:
    said = {outcome: figure for outcome, figure in figures.items() if figure.number is not None}
    yield from (amount(words, figure, outcome) for outcome, figure in said.items())
    if not said:
        yield from (_withheld(words, figure, outcome) for outcome, figure in figures.items())
    if kind is Kind.DRONE and side.rate is not None:
        yield words.percent(side.rate)


def _under(words: Words, side: SpanSide, kind: Kind, figures: Mapping[Outcome, Figure]) -> Iterator[str]:
    """On how many nights a number is not given, what a night has on average, why there is no rate."""
    if any(figure.number is not None for figure in figures.values()):
        yield from (_withheld(words, figure, outcome) for outcome, figure in figures.items() if figure.withheld)
    if kind is not Kind.DRONE:
        return
    measure = Measure.DRONES_LAUNCHED if Outcome.LAUNCHED in figures else Measure.DRONES_DOWN
    mean = side.mean(measure)
    if mean is not None and len(side.nights) > 1 and len(side.down_as) < 2:
        yield words.say(MEANS[measure], number=mean_text(words, side.sums[measure], mean))
    if side.no_rate:
        yield words.say(NO_RATES[side.no_rate])


def _withheld(words: Words, figure: Figure, outcome: Outcome) -> str:
    """``used, number not given on 3 nights``."""
    if outcome is Outcome.LAUNCHED:
        return words.count("used, number not given on {n} night", "used, number not given on {n} nights", figure.withheld)
    what = words.say(OUTCOMES[outcome], number="").strip(" :")
    return words.count(
        "{what}: number not given on {n} night", "{what}: number not given on {n} nights", figure.withheld, what=what
    )


def mean_text(words: Words, summed: Figure, mean: float) -> str:
    """A mean with the hedge of its sum."""
    return words.say(HEDGED_MEANS.get(summed.hedge, "{number}"), number=words.number(round(mean)))


def _nights(reader: Reader, side: SpanSide, sources: Mapping[Key, Source]) -> Block:
    """Each night with its post, folded: what the sums are made of."""
    return block(*(_night(reader, night, sources[night.key]) for night in side.nights), quoted=True)


def _night(reader: Reader, night: NightFigures, source: Source) -> Line:
    words = reader.words
    found = ((outcome, night.figures.get((outcome, Kind.DRONE))) for outcome in SUMMED)
    said = ", ".join(amount(words, figure, outcome) for outcome, figure in found if figure)
    return line(f"{words.short_day(night.day)}: {said or words.say('no drones spoken of')} · ", reader.post(source))


def _around(words: Words, first: date, last: date, newest: date) -> Rows:
    """The month before and after, or as many nights; the same in the other language."""
    by_month = first.day == 1 and (is_month(first, last) or (last == newest and last.day > WEEK))
    verb, steps = ("month", _months(first)) if by_month else ("span", _steps(first, last, newest))
    before, after = steps
    row = [Button(f"‹ {_label(words, *before)}", data(verb, *_named(verb, before)))]
    if after[0] <= newest:
        row.append(Button(f"{_label(words, *after)} ›", data(verb, *_named(verb, after))))
    return tuple(row), (other_language(words, verb, *_named(verb, (first, last))),)

"""A week, a month, any range of nights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, OUTCOMES, amount, told_text
from bot.chat.messages.days import folded, known_lines, range_label, range_name, unconfirmed_lines
from bot.chat.messages.latest import left_out
from bot.chat.messages.range_sentences import range_sentence
from bot.chat.messages.regimes import regime_lines
from bot.chat.messages.tally import heading
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Kind, Outcome
from storage.views.figures import Figure
from storage.views.ranges import RangeSide, RangeView
from storage.views.readings import Source, Sources
from storage.views.series import Measure, NightFigures
from storage.views.weapon_groups import NoRate

Range = tuple[date, date]

# The night on which the full-scale attack began.
FIRST_NIGHT = date(2022, 2, 24)
# Outcomes summed over nights; numbers still in the air when the posts came out do not add up to anything.
SUMMED = (
    Outcome.LAUNCHED,
    Outcome.DOWNED,
    Outcome.DOWNED_OR_SUPPRESSED,
    Outcome.SUPPRESSED,
    Outcome.LOST,
    Outcome.NEUTRALISED,
)
NO_RATES = {
    NoRate.COUNTED_DIFFERENTLY: N_("No rate: drones shot down are counted in two ways here."),
    NoRate.LOST_APART: N_("No rate: drones lost to jamming are counted separately."),
    NoRate.TYPES_DIFFER: N_("No rate: the drones launched and shot down are of different types."),
    NoRate.HEDGED: N_("No rate: not every number is exact."),
    NoRate.NO_NUMBERS: N_("No rate: not every night has both numbers."),
}
# The mean is of what a side says first: drones launched, or downed if it says no more.
MEANS = {
    Measure.DRONES_LAUNCHED: N_("{number} launched a night"),
    Measure.DRONES_DOWN: N_("{number} shot down a night"),
}


def span_message(
    audience: Audience, view: RangeView, sources: Sources, newest: date, *, by_month: bool = False
) -> Message:
    """Say what each side says of a range of nights in a sentence, then its sums, and name the missing nights.

    If ``sources`` has the posts of the nights, each night is listed with its own, folded. The buttons lead to other
    months or ranges of the same length, up to ``newest``.
    """
    words = audience.words
    title = words.say("Nights: {range}", range=range_name(words, view.first, view.last))
    blocks = [block(bold(title))]
    if said := [text for side in view.sides if (text := range_sentence(words, side, view.first, view.last))]:
        blocks.append(block(*said))
    for side in view.sides:
        blocks += [_side(words, side), *folded(words, side.missing if side.nights else ())]
        blocks += [_nights(audience, side, sources)] if side.nights and sources else []
    blocks.append(block(words.say("Each side's own claim, not verified."), *left_out(audience)))
    shows = tuple(sources.values())
    return Message(tuple(blocks), _around(words, view, newest, by_month=by_month), shows)


def _side(words: Language, side: RangeSide) -> Block:
    row = CHANNELS[side.channel]
    head = heading(words, row.claimant, row.attacker)
    if not side.nights:
        nothing = words.say("We have no reports for these nights.")
        return block(*head, nothing, *unconfirmed_lines(words, side.unconfirmed))
    return block(
        *head,
        *known_lines(words, len(side.nights), side.missing, side.unconfirmed),
        *_sums(words, side),
        *regime_lines(words, side.borders, side.sums),
        *others_text(words, len(side.others)),
    )


def others_text(words: Language, others: int) -> Iterator[str]:
    """Say that reports for other periods are in no sum."""
    if others:
        yield words.count(
            "{n} report for another period, not added", "{n} reports for other periods, not added", others
        )


def _sums(words: Language, side: RangeSide) -> Iterator[Line | str]:
    """Yield the sums of the known nights: drones, then the other weapons by kind."""
    for kind in (kind for kind in KINDS if kind in side.kinds):
        figures = {outcome: side.kinds[kind][outcome] for outcome in SUMMED if outcome in side.kinds[kind]}
        if figures:
            yield line(bold(words.say(KINDS[kind])))
            yield "  " + " · ".join(_amounts(words, side, kind, figures))
            yield from (f"  {text}" for text in _under(words, side, kind, figures))


def _amounts(words: Language, side: RangeSide, kind: Kind, figures: Mapping[Outcome, Figure]) -> Iterator[str]:
    said = {outcome: figure for outcome, figure in figures.items() if figure.number is not None}
    yield from (amount(words, figure, outcome) for outcome, figure in said.items())
    if not said:
        yield from (_withheld(words, figure, outcome) for outcome, figure in figures.items())
    if kind is Kind.DRONE and side.rate is not None:
        yield words.percent(side.rate)


def _under(words: Language, side: RangeSide, kind: Kind, figures: Mapping[Outcome, Figure]) -> Iterator[str]:
    """On how many nights a number is not given, what a night has on average, why there is no rate."""
    if any(figure.number is not None for figure in figures.values()):
        yield from (_withheld(words, figure, outcome) for outcome, figure in figures.items() if figure.withheld)
    if kind is not Kind.DRONE:
        return
    measure = Measure.DRONES_LAUNCHED if Outcome.LAUNCHED in figures else Measure.DRONES_DOWN
    yield from _mean(words, side, measure)
    if side.no_rate:
        yield words.say(NO_RATES[side.no_rate])


def _mean(words: Language, side: RangeSide, measure: Measure) -> Iterator[str]:
    """What a night has on average, and of how many nights where not all that are known count it; none of two ways of
    counting, nor of a single night."""
    mean = side.mean(measure)
    changed = any(measure in regime.measures for regime in side.borders)
    joined = changed or (measure is Measure.DRONES_DOWN and len(side.down_as) > 1)
    number = told_text(words, mean.told) if mean and len(side.nights) > 1 and not joined else ""
    if not number or mean is None:
        return
    said = words.say(MEANS[measure], number=number)
    if mean.nights == len(side.nights):
        yield said
    else:
        yield words.count(
            "{said}, in {n} night that counts them", "{said}, in {n} nights that count them", mean.nights, said=said
        )  # fmt: skip


def _withheld(words: Language, figure: Figure, outcome: Outcome) -> str:
    """``used, number not given on 3 nights``."""
    if outcome is Outcome.LAUNCHED:
        return words.count(
            "used, number not given on {n} night", "used, number not given on {n} nights", figure.withheld
        )
    what = words.say(OUTCOMES[outcome], number="").strip(" :")
    return words.count(
        "{what}: number not given on {n} night", "{what}: number not given on {n} nights", figure.withheld, what=what
    )


def _nights(audience: Audience, side: RangeSide, sources: Sources) -> Block:
    """Each night with its post, folded: what the sums are made of."""
    return block(*(_night(audience, night, sources[night.key]) for night in side.nights), quoted=True)


def _night(audience: Audience, night: NightFigures, source: Source) -> Line:
    words = audience.words
    found = ((outcome, night.figures.get((outcome, Kind.DRONE))) for outcome in SUMMED)
    said = ", ".join(amount(words, figure, outcome) for outcome, figure in found if figure)
    return line(f"{words.short_day(night.day)}: {said or words.say('no drones mentioned')} · ", audience.post(source))


def _around(words: Language, view: RangeView, newest: date, *, by_month: bool) -> Rows:
    """The months before and after, or as many nights; the same in the other language."""
    before, after = ranges_around(view.first, view.last, newest, by_month=by_month)
    row = []
    if before:
        row.append(Button(f"‹ {around_name(words, before, by_month=by_month)}", data(*_asked(before, by_month))))
    if after:
        row.append(Button(f"{around_name(words, after, by_month=by_month)} ›", data(*_asked(after, by_month))))
    return tuple(row), (*other_language(words, *_asked((view.first, view.last), by_month)),)


def ranges_around(first: date, last: date, newest: date, *, by_month: bool) -> tuple[Range | None, Range | None]:
    """The range before and the one after, as long or the months; None where no night up to ``newest`` can be known."""
    before, after = (_months if by_month else _as_many)(first, last)
    return (
        before if before[1] >= FIRST_NIGHT else None,
        (after[0], min(after[1], newest)) if after[0] <= newest else None,
    )


def around_name(words: Language, nights: Range, *, by_month: bool) -> str:
    """Name a range on a button: a month by its name, even if it is not over yet."""
    return words.month(nights[0]) if by_month else range_label(words, *nights)


def _asked(nights: Range, by_month: bool) -> tuple[str, ...]:
    """The verb and the arguments by which a button asks for a range."""
    return ("month", f"{nights[0]:%Y-%m}") if by_month else ("span", *(day.isoformat() for day in nights))


def _months(first: date, last: date) -> tuple[Range, Range]:
    end = first - timedelta(days=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return (end.replace(day=1), end), (after, (after + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _as_many(first: date, last: date) -> tuple[Range, Range]:
    length, day = last - first, timedelta(days=1)
    return (first - day - length, first - day), (last + day, last + day + length)

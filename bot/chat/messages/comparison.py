"""Two nights, or two ranges of nights, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import bounded, told_text
from bot.chat.messages.days import folded, is_month, known_lines, range_label, range_name, unconfirmed_lines
from bot.chat.messages.latest import left_out
from bot.chat.messages.ranges import NO_RATES, others_text
from bot.chat.messages.regimes import regime_lines
from bot.chat.messages.tally import heading
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Outcome
from storage.views.comparison import Compared, ComparisonSide, ComparisonView
from storage.views.figures import Figure
from storage.views.ranges import RangeSide
from storage.views.readings import Sources
from storage.views.series import MEASURES as COUNTED
from storage.views.series import Measure
from storage.views.weapon_groups import NoRate

MEASURES = {
    Measure.DRONES_LAUNCHED: N_("Drones launched"),
    Measure.DRONES_DOWN: N_("Drones shot down"),
    Measure.DRONES_LOST: N_("Drones lost to jamming"),
    Measure.MISSILES_LAUNCHED: N_("Missiles launched"),
    Measure.MISSILES_DOWN: N_("Missiles shot down"),
}
# The same if every night counts the jammed ones in the same figure.
OR_JAMMED = {
    Measure.DRONES_DOWN: N_("Drones shot down or jammed"),
    Measure.MISSILES_DOWN: N_("Missiles shot down or jammed"),
}
LAUNCHED = (Measure.DRONES_LAUNCHED, Measure.MISSILES_LAUNCHED)
# Means only of what every night counts; for missiles it would cover only the nights that had some.
MEANT = (Measure.DRONES_LAUNCHED, Measure.DRONES_DOWN)


def comparison_message(audience: Audience, view: ComparisonView, sources: Sources) -> Message:
    """Compare each measure of both ranges; the change is given only if both are complete and counted alike.

    ``sources`` are the posts of ranges that are a single night.
    """
    words = audience.words
    first, second = range_name(words, *view.first), range_name(words, *view.second)
    blocks = [block(bold(words.say("{first} → {second}", first=first, second=second)))]
    for side in view.sides:
        blocks.append(_side(audience, side, view, sources))
        for name, half in ((first, side.first), (second, side.second)):
            blocks += folded(words, half.missing if half.nights else (), name)
    blocks.append(block(words.say("Each side's own claim, not verified."), *left_out(audience)))
    return Message(tuple(blocks), _buttons(words, view), tuple(sources.values()))


def _side(audience: Audience, side: ComparisonSide, view: ComparisonView, sources: Sources) -> Block:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    for name, half in ((range_name(words, *view.first), side.first), (range_name(words, *view.second), side.second)):
        lines += _known(audience, name, half, sources)
    if not side.compared:
        return block(*lines, words.say("There is nothing to compare."))
    for one in side.compared:
        lines.append(line(bold(words.say(_measure(side, one.measure)))))
        lines += [f"  {text}" for text in _compared(words, one, side)]
    changes = regime_lines(words, side.borders, {one.measure for one in side.compared})
    return block(*lines, *_rates(words, side), *changes, *_unchanged(words, side))


def _measure(side: ComparisonSide, measure: Measure) -> str:
    """What a measure is called: "downed" and "downed or jammed" are two ways of counting."""
    _, kinds = COUNTED[measure]
    stated = {outcome for half in (side.first, side.second) for kind in kinds for outcome in half.kinds.get(kind, ())}
    return OR_JAMMED.get(measure, MEASURES[measure]) if Outcome.DOWNED not in stated else MEASURES[measure]


def _known(audience: Audience, name: str, half: RangeSide, sources: Sources) -> Iterator[Line | str]:
    """How many nights of a range are known, or the post of a single one."""
    words = audience.words
    if not half.nights:
        yield f"{name}: {words.say('no reports')}"
        yield from unconfirmed_lines(words, half.unconfirmed)
        return
    if _is_night(half):
        yield line(f"{name}: ", audience.post(sources[half.nights[0].key]))
        return
    first, *rest = known_lines(words, len(half.nights), half.missing, half.unconfirmed)
    yield f"{name}: {first}"
    yield from rest
    yield from others_text(words, len(half.others))


def _is_night(half: RangeSide) -> bool:
    return len(half.nights) + len(half.missing) == 1


def _compared(words: Language, one: Compared, side: ComparisonSide) -> Iterator[str]:
    halves = ((side.first, one.first), (side.second, one.second))
    if _is_night(side.first) and _is_night(side.second):
        yield _joined(words, [_figure(words, half, one.measure, figure) for half, figure in halves], one.change)
        return
    yield from (_of_nights(words, half, one.measure, figure) for half, figure in halves)
    means = [half.mean(one.measure) for half, _ in halves]
    told = [text for mean in means if mean and (text := told_text(words, mean.told))]
    joined = one.measure is Measure.DRONES_DOWN and not side.same_counting
    if one.measure in MEANT and len(told) == 2 and not joined:
        yield words.say("a night: {means}", means=_joined(words, told, one.change))


def _joined(words: Language, pair: list[str], change: float | None) -> str:
    """``228 → 305 (+34 %)``."""
    text = words.say("{first} → {second}", first=pair[0], second=pair[1])
    return text if change is None else f"{text} ({words.change(change)})"


def _of_nights(words: Language, half: RangeSide, measure: Measure, figure: Figure | None) -> str:
    """Format ``6,607 in 29 nights``: a sum always names its base."""
    if figure is None or figure.number is None:
        return _figure(words, half, measure, figure)
    number, nights = bounded(words, figure), half.counting(measure)
    return words.count("{amount} in {n} night", "{amount} in {n} nights", nights, amount=number)


def _figure(words: Language, half: RangeSide, measure: Measure, figure: Figure | None) -> str:
    if figure is None:
        return words.say("not mentioned") if half.nights else words.say("not known")
    if figure.number is not None:
        return bounded(words, figure)
    return words.say("used, number not given") if measure in LAUNCHED else words.say("number not given")


def _rates(words: Language, side: ComparisonSide) -> Iterator[Line | str]:
    """The share of drones shot down, where both ranges have one and count alike; else why it is not compared."""
    first, second = side.first, side.second
    if first.rate is not None and second.rate is not None and side.same_counting:
        jammed = _measure(side, Measure.DRONES_DOWN) in OR_JAMMED.values()
        share = N_("Share of drones shot down or jammed") if jammed else N_("Share of drones shot down")
        yield line(bold(words.say(share)))
        yield "  " + _joined(words, [words.percent(first.rate), words.percent(second.rate)], None)
    elif not side.same_counting:
        yield words.say(NO_RATES[NoRate.COUNTED_DIFFERENTLY])
    elif reason := first.no_rate or second.no_rate:
        yield words.say(NO_RATES[reason])


def _unchanged(words: Language, side: ComparisonSide) -> Iterator[str]:
    """Why there is no change in percent, where nights are missing."""
    if side.first.nights and side.second.nights and (side.first.missing or side.second.missing):
        yield words.say("Some nights have no figures, so no change in percent is given.")


def _buttons(words: Language, view: ComparisonView) -> Rows:
    each = tuple(_to_range(words, *nights) for nights in (view.first, view.second))
    days = (f"{day:%Y%m%d}" for day in (*view.first, *view.second))
    return each, (*other_language(words, "compare", *days),)


def _to_range(words: Language, first: date, last: date) -> Button:
    name = range_label(words, first, last)
    if first == last:
        return Button(name, data("night", first))
    return Button(name, data("month", f"{first:%Y-%m}") if is_month(first, last) else data("span", first, last))

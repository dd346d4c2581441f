"""A week, a month, any range of nights; two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.chat.html import Block, Line, block, bold, line
from bot.chat.keyboards import data, other_language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, amount, stated
from bot.chat.messages.tally import heading
from bot.chat.reader import Reader
from bot.chat.words import N_, Words
from parsers.channels import CHANNELS
from parsers.records import Kind, Outcome
from storage.views.comparison import Compared, ComparisonSide, ComparisonView
from storage.views.figures import Figure
from storage.views.series import Measure
from storage.views.span import SpanSide, SpanView

MEASURES = {
    Measure.DRONES_LAUNCHED: N_("Drones launched"),
    Measure.DRONES_DOWN: N_("Drones downed"),
    Measure.DRONES_LOST: N_("Drones lost to jamming"),
    Measure.MISSILES_LAUNCHED: N_("Missiles launched"),
    Measure.MISSILES_DOWN: N_("Missiles downed"),
}
# A list of missing nights is cut here.
RUNS_SHOWN = 6


def span_message(reader: Reader, view: SpanView, *, by_month: bool = False) -> Message:
    """The sums of a range of nights as each side tells them, with the nights that are missing.

    The button before leads to the month before where it goes ``by_month``, else to as many nights.
    """
    words = reader.words
    blocks = [block(bold(span_title(words, view.first, view.last)))]
    blocks += [_side(words, side, (view.last - view.first).days + 1) for side in view.sides]
    blocks.append(block(words.say("Each side's own claim, not verified.")))
    return Message(tuple(blocks), _around(words, view.first, view.last, by_month or _is_month(view.first, view.last)))


def _is_month(first: date, last: date) -> bool:
    return (
        first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month)
    )


def span_title(words: Words, first: date, last: date) -> str:
    """``Nights from 1 October 2026 to 7 October 2026``, or the name of a whole month."""
    if _is_month(first, last):
        return words.say("Nights of {month}", month=words.month(first))
    if first == last:
        return words.say("Night to {day}", day=words.day(first))
    return words.say("Nights from {first} to {last}", first=words.day(first), last=words.day(last))


def _side(words: Words, side: SpanSide, dates: int) -> Block:
    row = CHANNELS[side.channel]
    head = heading(words, row.claimant, row.attacker)
    if not side.nights:
        return block(*head, words.say("No night of these is known."))
    return block(*head, *known_lines(words, side, dates), *sum_lines(words, side))


def known_lines(words: Words, side: SpanSide, dates: int) -> Iterator[str]:
    """How many of the nights are known, and which are not: sums are of the known ones."""
    if dates == 1 and side.nights:
        yield words.say("known")
    elif not side.missing:
        yield words.count("all of {n} night known", "all {n} nights known", dates)
    else:
        known = words.number(len(side.nights))
        yield words.count("{known} of {n} night known", "{known} of {n} nights known", dates, known=known)
        yield words.say("missing: {days}", days=runs_text(words, side.missing))


def runs_text(words: Words, days: Sequence[date]) -> str:
    """``3 Oct, 5 Oct – 9 Oct``."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    texts = [_run(words, run) for run in runs[:RUNS_SHOWN]]
    return ", ".join(texts) + (" …" if len(runs) > RUNS_SHOWN else "")


def _run(words: Words, run: Sequence[date]) -> str:
    first, last = words.short_day(run[0]), words.short_day(run[-1])
    return first if len(run) == 1 else f"{first} – {last}"


def sum_lines(words: Words, side: SpanSide) -> Iterator[Line | str]:
    """The sums: drones, then missiles by kind."""
    launched, lost = side.sums.get(Measure.DRONES_LAUNCHED), side.sums.get(Measure.DRONES_LOST)
    down = side.sums.get(Measure.DRONES_DOWN)
    if launched or down:
        yield line(bold(words.say(KINDS[Kind.DRONE])))
        yield "  " + " · ".join([*_drones(words, side, launched, down, lost)])
    for kind, figure in side.missiles.items():
        yield line(bold(words.say(KINDS[kind])))
        yield "  " + amount(words, figure, Outcome.LAUNCHED)
    if len(side.down_as) > 1:
        yield words.say("Downed is counted in two ways in this range (before and after July 2025).")


def _drones(
    words: Words, side: SpanSide, launched: Figure | None, down: Figure | None, lost: Figure | None
) -> Iterator[str]:
    if launched:
        yield amount(words, launched, Outcome.LAUNCHED)
    if down:
        yield amount(words, down, side.down_as[-1] if side.down_as else Outcome.DOWNED)
    if lost:
        yield amount(words, lost, Outcome.LOST)
    if launched and launched.exact and down and down.exact is not None and not lost and len(side.down_as) == 1:
        yield words.percent(down.exact / launched.exact)


def comparison_message(reader: Reader, view: ComparisonView) -> Message:
    """Two ranges side by side: first → second, with the change only where both are whole and counted alike."""
    words = reader.words
    title = words.say(
        "{first} → {second}", first=_short_title(words, *view.first), second=_short_title(words, *view.second)
    )
    blocks = [block(bold(title)), *(_compared_side(words, side, view) for side in view.sides)]
    blocks.append(block(words.say("Each side's own claim, not verified.")))
    days = (f"{day:%Y%m%d}" for day in (*view.first, *view.second))
    return Message(tuple(blocks), ((other_language(words, "compare", *days),),))


def _short_title(words: Words, first: date, last: date) -> str:
    if _is_month(first, last):
        return words.month(first)
    return words.short_day(first) if first == last else f"{words.short_day(first)} – {words.day(last)}"


def _compared_side(words: Words, side: ComparisonSide, view: ComparisonView) -> Block:
    row = CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    for name, half, (first, last) in (
        (_short_title(words, *view.first), side.first, view.first),
        (_short_title(words, *view.second), side.second, view.second),
    ):
        known = "; ".join(known_lines(words, half, (last - first).days + 1))
        lines.append(f"{name}: {known if half.nights else words.say('no night known')}")
    for one in side.compared:
        lines.append(line(bold(words.say(MEASURES[one.measure]))))
        lines.append(f"  {_compared(words, one)}")
    if not side.compared:
        lines.append(words.say("Nothing to compare is known."))
    if not side.same_counting:
        lines.append(words.say("Downed is counted in two ways (before and after July 2025): these do not compare."))
    return block(*lines)


def _compared(words: Words, one: Compared) -> str:
    text = f"{_figure(words, one.first)} → {_figure(words, one.second)}"
    return text if one.change is None else f"{text} ({words.change(one.change)})"


def _figure(words: Words, figure: Figure | None) -> str:
    if figure is None:
        return words.say("not spoken of")
    return words.say("not given") if figure.number is None else stated(words, figure.number, figure.hedge)


def _around(words: Words, first: date, last: date, by_month: bool) -> tuple[tuple[Button, ...], ...]:
    """The range before, of the same length or the month before."""
    if by_month:
        before = ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1))
        label = words.month(before[0])
    else:
        length = (last - first).days + 1
        before = (first - timedelta(days=length), first - timedelta(days=1))
        label = f"{words.short_day(before[0])} – {words.short_day(before[1])}"
    span = tuple(day.isoformat() for day in before)
    here = (first.isoformat(), last.isoformat())
    return ((Button(f"‹ {label}", data("span", *span)), other_language(words, "span", *here)),)

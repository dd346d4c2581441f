"""The figures of a tally for a page: the lines of the answers' details, each weapon with a small bar.

Bars are SVG in percent of the width, drawn by the template: a page needs no program that draws, and publishing a new
post no second for importing one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import in_order
from bot.chat.messages.details import closing_texts, group_texts
from parsers.records import Kind, Outcome, Tally
from storage.readings.load import Key
from storage.views.figures import Figure, together
from storage.views.readings import TallyView
from storage.views.weapon_groups import WeaponGroup, groups

# What is drawn inside a bar, in this order: the colour's name, the outcomes, the words of the legend.
PARTS: tuple[tuple[str, tuple[Outcome, ...], str], ...] = (
    ("shot", (Outcome.DOWNED,), N_("shot down")),
    ("down", (Outcome.DOWNED_OR_SUPPRESSED,), N_("shot down or jammed")),
    ("lost", (Outcome.SUPPRESSED, Outcome.LOST), N_("lost to jamming")),
)
REST, WHOLE = ("rest", N_("not reported as stopped")), ("whole", N_("launched, parts not told"))
# A few missiles would vanish beside hundreds of drones: these have a scale of their own.
DRONES = frozenset({Kind.DRONE, Kind.RECON_DRONE})
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: the name of its colour, where it begins and how wide it is, in percent of the room."""

    colour: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """A weapon's line, the lines of its parts, and its bar; without one where no number launched is given."""

    text: str
    parts: tuple[str, ...]
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """The figures of a tally: a row a weapon, then the sums and places of the post; ``legend`` is of the bars."""

    rows: tuple[WeaponRow, ...]
    closing: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]


def figures_part(words: Language, view: TallyView) -> FiguresPart:
    """Return the figures of a tally as a page shows them."""
    gathered = in_order(groups(view.source.key, view.tally.lines))
    rows = [_row(words, view, group, _longest(gathered, group)) for group in gathered]
    drawn = {segment.colour for row in rows for segment in row.bar}
    names = [*((name, text) for name, _, text in PARTS), REST, WHOLE]
    legend = tuple((name, words.say(text)) for name, text in names if name in drawn)
    return FiguresPart(tuple(rows), tuple(closing_texts(words, view, gathered)), legend)


def headline(words: Language, key: Key, tally: Tally) -> str:
    """``Drones 108 · 35 shot down · 58 lost to jamming``: the first line of every weapon, in one."""
    return "; ".join(next(group_texts(words, tally, group)) for group in in_order(groups(key, tally.lines)))


def _row(words: Language, view: TallyView, group: WeaponGroup, longest: int) -> WeaponRow:
    first, *parts = group_texts(words, view.tally, group)
    bar = tuple(_bar(group, longest)) if longest and group.launched and group.launched.number else ()
    return WeaponRow(first, tuple(part.removeprefix(INDENT) for part in parts), bar)


def _bar(group: WeaponGroup, longest: int) -> Iterator[Segment]:
    """Yield the parts of a weapon's bar, which is as long as what was launched; ``longest`` fills the room."""
    done = 0
    for colour, outcomes, _ in PARTS:
        number = _number(together(group.figures.get(one) for one in outcomes))
        if number:
            yield _segment(colour, done, number, longest)
            done += number
    rest = _number(group.launched) - done
    if rest > 0:
        yield _segment(REST[0] if done else WHOLE[0], done, rest, longest)


def _segment(colour: str, start: int, number: int, longest: int) -> Segment:
    return Segment(colour, round(100 * start / longest, 2), round(100 * number / longest, 2))


def _longest(gathered: Sequence[WeaponGroup], group: WeaponGroup) -> int:
    """Return the longest bar on the scale of a group."""
    alike = [one for one in gathered if (one.kind in DRONES) == (group.kind in DRONES)]
    return max((max(_number(one.launched), _stopped(one)) for one in alike), default=0)


def _stopped(group: WeaponGroup) -> int:
    return sum(_number(together(group.figures.get(one) for one in outcomes)) for _, outcomes, _ in PARTS)


def _number(figure: Figure | None) -> int:
    return figure.number or 0 if figure else 0

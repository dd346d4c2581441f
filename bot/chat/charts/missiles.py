"""The missiles of a trend: a panel of their own, or a sentence where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.charts.bars import Stacks, height_of, highest, is_unsaid
from bot.chat.charts.scale import axis
from bot.chat.charts.sheets import Label, Panel, Tick
from bot.chat.charts.weekly import Week, missiles, some
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import signed
from parsers.records import Kind
from storage.views.figures import MISSILES, Figure, Mean, together
from storage.views.trend import Point

# Colours of the missiles, the kinds in each, their words.
MISSILE_STACKS: tuple[tuple[str, tuple[Kind, ...], str], ...] = (
    ("cruise", (Kind.CRUISE_MISSILE,), N_("cruise")),
    ("ballistic", (Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE), N_("ballistic, aeroballistic")),
    (
        "other",
        tuple(
            kind
            for kind in MISSILES
            if kind not in {Kind.CRUISE_MISSILE, Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE}
        ),
        N_("other missiles"),
    ),
)
# The panel is low: so many lines across it.
LOW = 3


def missiles_panel(words: Language, columns: Sequence[Point | Week], borders: list[Tick]) -> Panel | None:
    """Missiles launched by family, and the columns that used some without a number; None without any number."""
    stacks = missile_stacks(columns)
    if not stacks:
        return None
    weekly = isinstance(columns[0], Week)
    top, ticks = axis(words, highest(stacks), LOW)
    unsaid = [column for column, one in enumerate(columns) if _leaves_out(one)]
    legend = [(name, words.say(text)) for name, _, text in MISSILE_STACKS if name in stacks]
    if unsaid:
        legend.append(("unsaid", words.say("used, number not given")))
    title = words.say("Missiles a night, on their own scale") if weekly else words.say("Missiles, on their own scale")
    return Panel(
        title=title,
        top=top,
        ticks=ticks,
        stacks=stacks,
        unsaid=unsaid,
        hedged=[],
        average=[],
        labels=_label(words, columns, stacks),
        borders=borders,
        legend=legend,
    )


def missile_stacks(columns: Sequence[Point | Week]) -> Stacks:
    """The numbers that are given, one family on top of the other."""
    stacks: Stacks = {name: [] for name, _, _ in MISSILE_STACKS}
    for column, one in enumerate(columns):
        base = 0.0
        for name, kinds, _ in MISSILE_STACKS:
            number = height_of(_told(one, kinds)) or 0
            if number:
                stacks[name].append((column, base, base + number))
            base += number
    return {name: segments for name, segments in stacks.items() if segments}


def missiles_in_words(words: Language, points: Sequence[Point]) -> Iterator[str]:
    """What a chart without a panel of missiles says of them."""
    nights = sum(1 for point in points if point.night)
    unsaid = sum(1 for point in points if _leaves_out(point))
    if unsaid:
        yield words.count(
            "Missiles were used on {n} night; no number is given.",
            "Missiles were used on {n} nights; no number is given.",
            unsaid,
        )
    elif nights:
        yield words.say("No report of these nights names a missile.")


def _leaves_out(one: Point | Week) -> bool:
    if isinstance(one, Week):
        return some(one, _leaves_out)
    return any(is_unsaid(figure) for figure in one.missiles.values())


def _told(one: Point | Week, kinds: Sequence[Kind]) -> Figure | Mean | None:
    """The missiles of some kinds on a night, or of a week on average."""
    return missiles(one, kinds) if isinstance(one, Week) else together(one.missiles.get(kind) for kind in kinds)


def _label(words: Language, columns: Sequence[Point | Week], stacks: Stacks) -> list[Label]:
    """The number of the highest column, with its hedge."""
    column, _, number = max(
        (segment for segments in stacks.values() for segment in segments), key=lambda segment: segment[2]
    )
    told = _told(columns[column], MISSILES)
    return [(column, number, signed(words, told.told))] if told else []

"""A night by each side → rows of bars, and a claim beside its own last nights; the sides are never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.charts.bars import height_of
from bot.chat.charts.figures import figure_lines
from bot.chat.charts.frame import claimant_name, head_of, source_line
from bot.chat.charts.requests import LANDSCAPE, ChartLook
from bot.chat.charts.sheets import Entry, NightSheet, Row, Scale, Side
from bot.chat.charts.strip import strip_of
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import bounded, group_name, in_order, plural_of_told
from bot.chat.messages.sites import regions, sites, targets
from bot.chat.messages.tally import ABOUT, SAYS, is_silent, window_text
from parsers.records import Claimant, Kind, Outcome
from storage.views.figures import Figure, together
from storage.views.night import NightSide, NightView
from storage.views.trend import TrendView
from storage.views.weapon_groups import WeaponGroup, groups

# What is drawn inside a bar, in this order: colour, outcomes, words. Hits are told, never drawn as a part.
PARTS: tuple[tuple[str, tuple[Outcome, ...], str], ...] = (
    ("shot", (Outcome.DOWNED,), N_("shot down")),
    ("down", (Outcome.DOWNED_OR_SUPPRESSED,), N_("shot down or jammed")),
    ("lost", (Outcome.SUPPRESSED, Outcome.LOST), N_("lost to jamming")),
)
DRONES = frozenset({Kind.DRONE, Kind.RECON_DRONE})
# A wide paper has room for so many groups of weapons.
MOST_ROWS = 6
SHORT_NAMES = {
    Claimant.UA_AIR_FORCE: N_("Air Force"),
    Claimant.RU_MOD: N_("Russia's ministry"),
}


@dataclass(frozen=True, slots=True)
class NightChart:
    """A night, and by channel the nights up to it that a claim is shown beside."""

    view: NightView
    before: Mapping[str, TrendView] = field(default_factory=dict)


def night_sheet(words: Language, look: ChartLook, chart: NightChart) -> NightSheet:
    """The drawing of a night."""
    view = chart.view
    sides = [_side(words, side, chart.before.get(side.channel), look) for side in view.sides]
    night = words.night(view.day)
    subtitle = words.say("Night of {night}. Each side counts for itself; the two are never added.", night=night)
    source = source_line(words, [side.channel for side in view.sides], view.day, look.made_by)
    return NightSheet(
        kind="night",
        head=head_of(look, night_title_of(words, view), subtitle, [source]),
        sides=sides,
        legend=_legend(words, sides),
    )


def night_title_of(words: Language, view: NightView) -> str:
    """The finding: ``Air Force: 130 drones launched. Russia's ministry: 311 shot down``."""
    told: list[str] = []
    for side in view.sides:
        told += _told(words, side, is_first=not told)
    return "; ".join(told) if told else words.say("No number of drones is known for this night")


def _told(words: Language, side: NightSide, *, is_first: bool) -> Iterator[str]:
    """What a side says of its drones; only the first part of a title has the word for them."""
    if side.night is None:
        return
    tally = side.night.tally
    drones = [group for group in groups(side.night.source.key, tally.lines) if group.kind is Kind.DRONE]
    launched = together(group.launched for group in drones)
    down = together(group.down for group in drones)
    name = words.say(SHORT_NAMES[tally.claimant])
    if launched and launched.number is not None:
        amount, plural = bounded(words, launched), plural_of_told(launched.told)
        said = words.count("{amount} drone launched", "{amount} drones launched", plural, amount=amount)
        yield f"{name}: {said}"
    elif down and down.number is not None:
        amount, plural = bounded(words, down), plural_of_told(down.told)
        said = words.count("{amount} drone shot down", "{amount} drones shot down", plural, amount=amount)
        yield f"{name}: {said if is_first else words.say('{amount} shot down', amount=amount)}"


def _side(words: Language, side: NightSide, before: TrendView | None, look: ChartLook) -> Side:
    if side.night is None:
        title = claimant_name(words, side.channel)
        held = any(one.night for one in side.not_confirmed)
        posted = N_("A report was posted, with a figure we could not confirm.")
        nothing = words.say(posted if held else N_("We have no report for this night."))
        return Side(title=title, about="", scales=[], strip=None, notes=[nothing])
    tally = side.night.tally
    gathered = groups(side.night.source.key, tally.lines)
    alone = not any(group.launched for group in gathered if group.kind in DRONES)
    strip = strip_of(words, before) if before and alone else None
    notes = [*sites(words, tally), *targets(words, tally), *regions(words, tally)]
    hours = window_text(words, tally)
    about = words.say(ABOUT[tally.attacker])
    shown, left_out = _that_fit(gathered, look)
    if left_out:
        more = words.count("and {n} more group of weapons", "and {n} more groups of weapons", left_out)
        notes = [more, *notes]
    return Side(
        title=words.say(SAYS[tally.claimant]),
        about=f"{about} · {hours}" if hours else about,
        scales=scales(words, look, shown, alone=alone),
        strip=strip,
        notes=notes,
    )


def _that_fit(gathered: tuple[WeaponGroup, ...], look: ChartLook) -> tuple[list[WeaponGroup], int]:
    """The groups a paper has room for, and how many are left out."""
    ordered = in_order(gathered)
    if look.shape != LANDSCAPE or len(ordered) <= MOST_ROWS:
        return ordered, 0
    return ordered[: MOST_ROWS - 1], len(ordered) - MOST_ROWS + 1


def scales(words: Language, look: ChartLook, gathered: Sequence[WeaponGroup], *, alone: bool = False) -> list[Scale]:
    """Put drones on one scale, everything else on another: a few missiles would vanish beside hundreds of drones.

    ``alone``: no number launched is told, so that a bar would compare with nothing; there is none.
    """
    rows = [(group.kind in DRONES, _row(words, look, group, alone=alone)) for group in gathered]
    split = [[row for is_drone, row in rows if is_drone is wanted] for wanted in (True, False)]
    return [Scale(top=max(map(_length, some)), rows=some) for some in split if some]


def _row(words: Language, look: ChartLook, group: WeaponGroup, *, alone: bool) -> Row:
    said = [words.say("used, number not given")] if is_silent(group) else [*figure_lines(words, group)]
    if look.shape == LANDSCAPE:
        said = [said[0], " · ".join(said[1:])][: len(said)]
    launched = group.launched
    return Row(
        name=group_name(words, group),
        text="\n".join(said),
        whole=_number(launched),
        parts=[] if alone else parts(group),
        unsaid=launched is not None and launched.unstated > 0,
    )


def parts(group: WeaponGroup) -> list[tuple[str, float]]:
    """Return the outcomes of a group that have numbers."""
    found = ((name, _number(together(group.figures.get(one) for one in outcomes))) for name, outcomes, _ in PARTS)
    return [(name, number) for name, number in found if number]


def _number(figure: Figure | None) -> float:
    return height_of(figure) or 0


def _length(row: Row) -> float:
    return max(row["whole"], sum(number for _, number in row["parts"]))


def _legend(words: Language, sides: list[Side]) -> list[Entry]:
    rows = [row for side in sides for scale in side["scales"] for row in scale["rows"]]
    drawn = {name for row in rows for name, _ in row["parts"]} | {"shot" for side in sides if side["strip"]}
    entries = [(name, words.say(text)) for name, _, text in PARTS if name in drawn]
    if any(row["parts"] and row["whole"] > sum(number for _, number in row["parts"]) for row in rows):
        entries.append(("rest", words.say("not reported as stopped")))
    if any(row["whole"] and not row["parts"] for row in rows):
        entries.append(("whole", words.say("launched, parts not told")))
    if any(row["unsaid"] for row in rows):
        entries.append(("frame", words.say("used, number not given")))
    if any(side["strip"] and side["strip"]["gaps"] for side in sides):
        entries.append(("gap", words.say("no report known")))
    return entries

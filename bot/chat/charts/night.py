"""A night by each side → rows of bars; the sides are separate and never added."""

from __future__ import annotations

from bot.chat.charts.frame import claimant_name, head_of
from bot.chat.charts.sheets import NightSheet, Row, Scale, Side
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import group_name
from bot.chat.messages.sites import regions, sites, targets
from bot.chat.messages.tally import ABOUT, SAYS, figure_lines, is_silent, under, window_text
from parsers.records import Kind, Outcome
from storage.views.figures import Figure, together
from storage.views.night import NightSide, NightView
from storage.views.weapon_groups import WeaponGroup, groups

# What is drawn inside a bar, in this order: colour, outcomes, words.
PARTS: tuple[tuple[str, tuple[Outcome, ...], str], ...] = (
    ("shot", (Outcome.DOWNED,), N_("downed")),
    ("down", (Outcome.DOWNED_OR_SUPPRESSED,), N_("downed or jammed")),
    ("lost", (Outcome.SUPPRESSED, Outcome.LOST), N_("lost to jamming")),
    ("hit", (Outcome.HIT,), N_("hit")),
)
DRONES = frozenset({Kind.DRONE, Kind.RECON_DRONE})


def night_sheet(words: Language, theme: str, view: NightView) -> NightSheet:
    """The drawing of a night."""
    sides = [_side(words, side) for side in view.sides]
    subtitle = words.say("night to {weekday}, {day}", weekday=words.weekday(view.day), day=words.day(view.day))
    notes = [words.say("Each side counts for itself; bars in different panels cannot be compared.")]
    told = [side.channel for side in view.sides]
    return NightSheet(
        kind="night",
        head=head_of(
            words, theme, words.say("What each side says about the night"), subtitle, channels=told, notes=notes
        ),
        sides=sides,
        legend=_legend(words, sides),
    )


def _side(words: Language, side: NightSide) -> Side:
    if side.night is None:
        title = claimant_name(words, side.channel)
        held = any(one.night for one in side.not_confirmed)
        posted = N_("A report was posted, with a figure we could not confirm.")
        nothing = words.say(posted if held else N_("We have no report for this night."))
        return Side(title=title, about="", scales=[], notes=[nothing])
    tally = side.night.tally
    gathered = groups(side.night.source.key, tally.lines)
    notes = [*sites(words, tally), *targets(words, tally), *regions(words, tally)]
    hours = window_text(words, tally)
    about = words.say(ABOUT[tally.attacker])
    return Side(
        title=words.say(SAYS[tally.claimant]),
        about=f"{about} · {hours}" if hours else about,
        scales=scales(words, gathered),
        notes=notes,
    )


def scales(words: Language, gathered: tuple[WeaponGroup, ...]) -> list[Scale]:
    """Put drones on one scale, everything else on another: a few missiles would vanish beside hundreds of drones."""
    drones = [_row(words, group) for group in gathered if group.kind in DRONES]
    others = [_row(words, group) for group in gathered if group.kind not in DRONES]
    return [Scale(top=max(map(_length, rows)), rows=rows) for rows in (drones, others) if rows]


def _row(words: Language, group: WeaponGroup) -> Row:
    said = [words.say("used, number not given")] if is_silent(group) else [*figure_lines(words, group)]
    launched = group.launched
    return Row(
        name=group_name(words, group),
        text="\n".join([*said, *under(words, group)]),
        whole=_number(launched),
        parts=parts(group),
        unsaid=launched is not None and launched.unstated > 0,
    )


def parts(group: WeaponGroup) -> list[tuple[str, float]]:
    """Return the outcomes of a group that have numbers."""
    found = ((name, _number(together(group.figures.get(one) for one in outcomes))) for name, outcomes, _ in PARTS)
    return [(name, number) for name, number in found if number]


def _number(figure: Figure | None) -> float:
    return figure.number or 0 if figure else 0


def _length(row: Row) -> float:
    return max(row["whole"], sum(number for _, number in row["parts"]))


def _legend(words: Language, sides: list[Side]) -> list[tuple[str, str]]:
    rows = [row for side in sides for scale in side["scales"] for row in scale["rows"]]
    drawn = {name for row in rows for name, _ in row["parts"]}
    entries = [(name, words.say(text)) for name, _, text in PARTS if name in drawn]
    if any(row["whole"] > sum(number for _, number in row["parts"]) for row in rows):
        entries.append(("whole", words.say("not reported as stopped")))
    if any(row["unsaid"] for row in rows):
        entries.append(("frame", words.say("used, number not given")))
    return entries

"""The details of a tally, a line each: every figure of a post, its places and its source.

They stand folded below the sentences; ``/settings`` has a length that shows them unfolded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import KINDS, OUTCOMES, UNNUMBERED, bounded, in_order
from bot.chat.messages.nouns import counted
from bot.chat.messages.places import counted_names, listed_names, regions_text
from bot.chat.messages.sites import sites
from bot.chat.messages.tally import NAMES, source_line, window_text
from bot.chat.names import weapon_name
from bot.chat.rich_text import Line, bold, line
from parsers.records import Attacker, Kind, Outcome, Tally
from parsers.records import Line as Stated
from storage.views.figures import DOWN, MISSILES, Figure, together
from storage.views.readings import TallyView
from storage.views.weapon_groups import Share, WeaponGroup, groups, totals

# Short, since the name of the weapon stands before them and the number launched has no word.
SHORT = {
    Outcome.DOWNED: N_("{number} shot down"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("{number} stopped"),
    Outcome.HIT: N_("{number} hit a target"),
}
TOTALS = {
    Outcome.LAUNCHED: N_("Launched in all {number}"),
    Outcome.DOWNED: N_("Shot down in all {number}"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("Stopped in all {number}"),
    Outcome.NEUTRALISED: N_("Neutralised in all {number}"),
}
# The outcomes a total is the sum of.
SUMMED = {
    Outcome.LAUNCHED: (Outcome.LAUNCHED,),
    Outcome.DOWNED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED),
    Outcome.DOWNED_OR_SUPPRESSED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED),
    Outcome.NEUTRALISED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED, Outcome.LOST),
}


def detail_lines(
    audience: Audience, view: TallyView, *, when: str = "", is_last_night: bool = False, news: Collection[str] = ()
) -> list[Line]:
    """Return the heading of a tally, its figures in a fixed order, its places and its source.

    ``when`` stands in the heading before the hours (``by day``); ``is_last_night`` is whether the night has just ended,
    which is said where the post gives no hours. ``news`` are the regions that stand first.
    """
    words, tally = audience.words, view.tally
    heading = heading_line(words, tally, when, is_last_night=is_last_night)
    return [heading, *map(line, figure_texts(words, view, news)), source_line(audience, view.source)]


def figure_texts(words: Language, view: TallyView, news: Collection[str] = ()) -> Iterator[str]:
    """Yield the figures of a tally in a fixed order, a line a weapon, its parts below it with two spaces before them;
    then its sums and its places.
    """
    tally = view.tally
    gathered = in_order(groups(view.source.key, tally.lines))
    for group in gathered:
        yield from group_texts(words, tally, group, news)
    yield from closing_texts(words, view, gathered, news)


def closing_texts(
    words: Language, view: TallyView, gathered: Sequence[WeaponGroup], news: Collection[str] = ()
) -> Iterator[str]:
    """Yield what stands below the figures of the weapons: the post's sums, then its places."""
    yield from _totals(words, view, gathered)
    yield from sites(words, view.tally)
    yield from _places(words, view.tally, news)


def heading_line(words: Language, tally: Tally, when: str, *, is_last_night: bool) -> Line:
    """``UKRAINE'S AIR FORCE · 18:00–09:00 Kyiv``, ``… · last night, hours not given``."""
    hours = window_text(words, tally)
    if not hours:
        hours, when = words.say("hours not given"), when or (words.say("last night") if is_last_night else "")
    after = ", ".join(filter(None, [when, hours]))
    return line(bold(words.say(NAMES[tally.claimant])), f" · {after}")


def group_texts(words: Language, tally: Tally, group: WeaponGroup, news: Collection[str] = ()) -> Iterator[str]:
    """Yield a weapon's figures, its shares below them, and how many are accounted for."""
    if tally.attacker is Attacker.UKRAINE and set(group.figures) == {Outcome.DOWNED}:
        yield _downed_over(words, tally, group, news)
    else:
        yield " · ".join(_figures(words, group))
    for names, shares in _shares(words, group):
        yield "  " + " · ".join(_share_figures(words, names, shares))
    known, launched = group.accounted, group.launched
    if known and launched and known.exact is not None and launched.exact is not None:
        values = {"known": words.number(known.exact), "launched": words.number(launched.exact)}
        yield "  " + words.say("{known} of {launched} accounted for", **values)


def _downed_over(words: Language, tally: Tally, group: WeaponGroup, news: Collection[str]) -> str:
    """``311 drones, over Crimea, Moscow region, the Black Sea``: what the ministry says it shot down, and where."""
    text = counted(words, group, group.figures[Outcome.DOWNED])
    rows = tally.regions or ()
    named = [row.region for row in rows if row.number is None]
    if group.kind is not Kind.DRONE or not named or len(named) < len(rows):
        return text
    return words.say("{weapons}, over {places}", weapons=text, places=listed_names(words, named, news))


def _figures(words: Language, group: WeaponGroup) -> Iterator[str]:
    """Yield ``Drones 130`` and what became of them, the rate after what it is of; of drones only, as missile numbers
    are withheld.
    """
    name = label(words, group)
    yield _launched(words, name, group.launched, colon=bool(group.kind is not Kind.DRONE and group.weapons))
    found = [one for one in OUTCOMES if one in group.figures and one is not Outcome.LAUNCHED]
    rated = next((one for one in found if one in DOWN), None)
    for outcome in found:
        text = _short(words, group.figures[outcome], outcome)
        rate = group.rate if outcome is rated and group.kind is Kind.DRONE else None
        yield text if rate is None else f"{text} ({words.percent(rate)})"


def _launched(words: Language, name: str, launched: Figure | None, *, colon: bool = False) -> str:
    if launched is None:
        return name
    if launched.number is None:
        return words.say("{weapons}, number not given", weapons=name)
    return f"{name}: {bounded(words, launched)}" if colon else f"{name} {bounded(words, launched)}"


def _short(words: Language, figure: Figure, outcome: Outcome) -> str:
    if figure.number is None:
        return words.say(UNNUMBERED[outcome])
    return words.say(SHORT.get(outcome, OUTCOMES[outcome]), number=bounded(words, figure))


def label(words: Language, group: WeaponGroup) -> str:
    """``Drones``, ``Iskander-M``, ``Kh-101/Kalibr``, or the kind where no type is named."""
    if group.kind is Kind.DRONE:
        return words.say(KINDS[Kind.DRONE])
    return "/".join(weapon_name(words, slug) for slug in group.weapons) or words.say(KINDS[group.kind])


def _shares(words: Language, group: WeaponGroup) -> Iterator[tuple[str, list[Share]]]:
    """Yield the parts that a post states of a figure, those of the same types together."""
    for weapons in dict.fromkeys(share.weapons for share in group.shares):
        names = ", ".join(weapon_name(words, slug) for slug in weapons) or words.say("others")
        yield names, [share for share in group.shares if share.weapons == weapons]


def _share_figures(words: Language, names: str, shares: Sequence[Share]) -> Iterator[str]:
    launched = next((share.figure for share in shares if share.outcome is Outcome.LAUNCHED), None)
    yield _launched(words, names, launched)
    yield from (_short(words, one.figure, one.outcome) for one in shares if one.outcome is not Outcome.LAUNCHED)


def _totals(words: Language, view: TallyView, gathered: Sequence[WeaponGroup]) -> Iterator[str]:
    """Each total of the post, with the sum that makes it: ``Stopped in all 186 ✓ 177 + 8 + 1``."""
    for stated_line, total in totals(view.source.key, view.tally.lines):
        parts = _parts(stated_line, gathered)
        if stated_line.outcome not in TOTALS or total.number is None or len(parts) < 2:
            continue
        number = bounded(words, total)
        yield words.say(TOTALS[stated_line.outcome], number=number) + _check(words, total, parts)


def _parts(total: Stated, gathered: Sequence[WeaponGroup]) -> list[Figure]:
    """Return the figures a total adds up: of its kind, or of every kind if it counts "targets" or "missiles"."""
    return [
        figure
        for group in gathered
        if total.kind in {group.kind, Kind.TARGET} or (total.kind is Kind.MISSILE and group.kind in MISSILES)
        for outcome in SUMMED.get(total.outcome, ())
        if (figure := group.figures.get(outcome))
    ]


def _check(words: Language, total: Figure, parts: list[Figure]) -> str:
    """Return the sum to show beside a total if all parts are exact; a sum that differs is shown as it is."""
    summed = together(parts)
    if total.exact is None or summed is None or summed.exact is None:
        return ""
    numbers = " + ".join(words.number(part.exact or 0) for part in parts)
    if summed.exact == total.exact:
        return f" ✓ {numbers}"
    return words.say(" (its parts give {sum} = {numbers})", sum=words.number(summed.exact), numbers=numbers)


def _places(words: Language, tally: Tally, news: Collection[str]) -> Iterator[str]:
    """Yield the regions attacked, and those of the ministry's list with their numbers, or named without one."""
    if tally.targets:
        where = regions_text(words, tally.targets)
        lost = any(one.outcome is Outcome.LOST for one in tally.lines)
        yield words.say(N_("Affected: {places}") if lost else N_("Main direction: {places}"), places=where)
    rows = tally.regions or ()
    if counted_rows := [row for row in rows if row.number is not None]:
        yield words.say("By region: {names}", names=counted_names(words, counted_rows, news))
    uncounted = [row.region for row in rows if row.number is None]
    drones_over = any(one.kind is Kind.DRONE and one.outcome is Outcome.DOWNED for one in tally.lines)
    if uncounted and (counted_rows or not drones_over):
        yield words.say("Named without numbers: {names}", names=listed_names(words, uncounted, news))

"""One tally as a block of lines: what its claimant says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import KINDS, OUTCOMES, amount, group_name, in_order, stated
from bot.chat.messages.sites import regions, sites, targets
from bot.chat.names import weapon_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import NIGHT_TOLD_TWICE, Attacker, Claimant, Hedge, Kind, Outcome, Precision, Tally
from parsers.records import Line as Stated
from storage.views.figures import DOWN, Figure, together
from storage.views.readings import Source, TallyView
from storage.views.weapon_groups import Share, WeaponGroup, groups, totals

SAYS = {
    Claimant.UA_AIR_FORCE: N_("UKRAINE'S AIR FORCE SAYS"),
    Claimant.RU_MOD: N_("RUSSIA'S DEFENCE MINISTRY SAYS"),
}
ABOUT = {
    Attacker.RUSSIA: N_("attack on Ukraine"),
    Attacker.UKRAINE: N_("drones over Russia and occupied areas"),
}
TOTALS = {
    Outcome.LAUNCHED: N_("Launched in total: {number}"),
    Outcome.DOWNED: N_("Downed in total: {number}"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("Downed or jammed in total: {number}"),
    Outcome.NEUTRALISED: N_("Neutralised in total: {number}"),
}
# Doubts that two reports of one night always raise.
TOLD_TWICE = frozenset({NIGHT_TOLD_TWICE, "window_covered", "window_overlaps"})
# Outcomes of those that were not stopped.
NOT_STOPPED = (Outcome.HIT, Outcome.MISSED, Outcome.LEFT, Outcome.AIRBORNE)
# The outcomes a total is the sum of.
SUMMED = {
    Outcome.LAUNCHED: (Outcome.LAUNCHED,),
    Outcome.DOWNED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED),
    Outcome.DOWNED_OR_SUPPRESSED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED),
    Outcome.NEUTRALISED: (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED, Outcome.LOST),
}


def heading(words: Language, claimant: Claimant, attacker: Attacker) -> list[Line]:
    return [line(bold(words.say(SAYS[claimant]))), line(words.say(ABOUT[attacker]))]


def tally_block(audience: Audience, view: TallyView, *notes: Line | str) -> Block:
    """Build a tally under the name of its claimant; ``notes`` come before its figures."""
    head = heading(audience.words, view.tally.claimant, view.tally.attacker)
    return block(*head, *notes, *tally_lines(audience, view))


def tally_lines(audience: Audience, view: TallyView, *, hours: bool = True) -> list[Line]:
    """Return the figures of a tally in a fixed order, its places and its source."""
    words, tally, key = audience.words, view.tally, view.source.key
    gathered = in_order(groups(key, tally.lines))
    if tally.attacker is Attacker.UKRAINE:
        lines = [*over_russia(words, tally, gathered, hours=hours)]
    else:
        lines = [*group_lines(words, gathered)]
    lines += [line(text) for text in total_lines(words, view, gathered)]
    lines += [line(text) for text in (*sites(words, tally), *targets(words, tally), *regions(words, tally))]
    if _disagrees(view):
        lines.append(line(words.say("Some of this post is doubtful: see its source text.")))
    return [*lines, source_line(audience, view.source)]


def _disagrees(view: TallyView) -> bool:
    """Return whether there is a doubt other than a night reported twice, which has its own sentence."""
    codes = {doubt.code for doubt in view.doubts}
    return bool(codes - TOLD_TWICE if NIGHT_TOLD_TWICE in codes else codes)


def group_lines(words: Language, gathered: Sequence[WeaponGroup]) -> Iterator[Line]:
    """Yield two lines per weapon. Weapons used without a number come together, last."""
    silent = [group for group in gathered if is_silent(group)]
    for group in gathered:
        if group not in silent:
            yield line(bold(group_name(words, group)))
            yield from (line("  " + text) for text in (*figure_lines(words, group), *under(words, group)))
    if silent:
        yield line(bold(", ".join(group_name(words, group) for group in silent)))
        yield line("  " + words.say("used, number not given"))


def is_silent(group: WeaponGroup) -> bool:
    """Return whether a group only says that it was launched."""
    return set(group.figures) == {Outcome.LAUNCHED} and group.figures[Outcome.LAUNCHED].number is None


def figures(words: Language, group: WeaponGroup) -> str:
    """``212 launched · 177 downed or jammed · 83 %``, and what became of the others, all in one line."""
    return " · ".join(figure_lines(words, group))


def figure_lines(words: Language, group: WeaponGroup) -> Iterator[str]:
    """Yield what was launched and stopped on one line, the other outcomes on the next."""
    stopped = [outcome for outcome in OUTCOMES if outcome not in NOT_STOPPED]
    for outcomes in (stopped, NOT_STOPPED):
        if text := " · ".join(_figures(words, group, outcomes)):
            yield text


def _figures(words: Language, group: WeaponGroup, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the figures, each rate after what it is of; only for drones, as missile numbers are withheld."""
    found = [outcome for outcome in outcomes if outcome in group.figures]
    rated = next((outcome for outcome in reversed(found) if outcome in DOWN), None)
    for outcome in found:
        yield amount(words, group.figures[outcome], outcome)
        if outcome is rated and group.kind is Kind.DRONE and group.rate is not None:
            yield words.percent(group.rate)


def under(words: Language, group: WeaponGroup) -> Iterator[str]:
    """Yield what comes below a group: its shares, and how many are accounted for if losses are counted separately."""
    yield from (share_text(words, share) for share in group.shares)
    known, launched = group.accounted, group.launched
    if known and launched and known.exact is not None and launched.exact is not None:
        values = {"known": words.number(known.exact), "launched": words.number(launched.exact)}
        yield words.say("{known} of {launched} accounted for", **values)


def share_text(words: Language, share: Share) -> str:
    """``46 of them jet-powered``; of what was stopped ``jet-powered: 38 downed or jammed``."""
    names = ", ".join(weapon_name(words, slug) for slug in share.weapons) or words.say(KINDS[Kind.DRONE]).lower()
    if share.outcome is not Outcome.LAUNCHED:
        return words.say("{what}: {figures}", what=names, figures=amount(words, share.figure, share.outcome))
    number = share.figure.number
    if number is None:
        return words.say("among them {names}, number not given", names=names)
    return words.say("{number} of them {names}", number=stated(words, number, share.figure.hedge), names=names)


def total_lines(words: Language, view: TallyView, gathered: Sequence[WeaponGroup]) -> Iterator[str]:
    """Each total of the post, with the sum that makes it: ``Down in all: 186 ✓ 177 + 8 + 1``."""
    for stated_line, total in totals(view.source.key, view.tally.lines):
        parts = _parts(stated_line, gathered)
        if stated_line.outcome not in TOTALS or total.number is None or len(parts) < 2:
            continue
        number = stated(words, total.number, total.hedge)
        yield words.say(TOTALS[stated_line.outcome], number=number) + _check(words, total, parts)


def _parts(total: Stated, gathered: Sequence[WeaponGroup]) -> list[Figure]:
    """Return the figures a total adds up: of its kind, or of every kind if it counts "targets" or "missiles"."""
    return [
        figure
        for group in gathered
        if total.kind in {group.kind, Kind.TARGET, Kind.MISSILE}
        for outcome in SUMMED.get(total.outcome, ())
        if (figure := group.figures.get(outcome))
    ]


def _check(words: Language, total: Figure, parts: list[Figure]) -> str:
    """Return the sum to show beside a total if all parts are exact; a sum that differs is shown as it is."""
    summed = together(parts)
    if total.exact is None or summed is None or summed.exact is None:
        return ""
    numbers = " + ".join(words.number(part.number or 0) for part in parts)
    if summed.exact == total.exact:
        return f" ✓ {numbers}"
    return words.say(" (its parts give {sum} = {numbers})", sum=words.number(summed.exact), numbers=numbers)


def over_russia(words: Language, tally: Tally, gathered: Sequence[WeaponGroup], *, hours: bool) -> Iterator[Line]:
    """Yield the ministry's drones with its hours; other weapons as for the other side."""
    window = window_text(words, tally) if hours else ""
    for group in gathered:
        if group.kind is Kind.DRONE and not group.weapons:
            text = figures(words, group)
            yield line(words.say("{figures}, {hours}", figures=text, hours=window) if window else text)
    yield from group_lines(words, [group for group in gathered if group.kind is not Kind.DRONE or group.weapons])


def window_text(words: Language, tally: Tally) -> str:
    """Format the hours of a tally in its claimant's time: ``20:00–08:00 Moscow``; empty if it states none."""
    window = tally.window
    zone = next(row.zone for row in CHANNELS.values() if row.claimant is tally.claimant)
    if not window or window.precision is not Precision.MINUTE or not isinstance(window.end, datetime):
        return ""
    city, end = words.place_of(zone), words.clock(window.end, zone)
    if not isinstance(window.start, datetime):
        return words.say("until {end} {city}", end=end, city=city)
    return words.say("{start}–{end} {city}", start=words.clock(window.start, zone), end=end, city=city)


def source_line(audience: Audience, source: Source) -> Line:
    """``post 79455 · first version · 08:31``."""
    return line(audience.post(source), f" · {version(audience.words, source)} · ", audience.moment(source.posted_at))


def version(words: Language, source: Source) -> str:
    if source.revision == 1:
        return words.say("first version")
    return words.say("version {number}, edited", number=source.revision)


def withholds(views: Sequence[TallyView]) -> bool:
    """Return whether a tally of the attack on Ukraine names weapons without their number."""
    return any(
        one.outcome is Outcome.LAUNCHED and one.hedge is Hedge.NOT_STATED and one.kind is not Kind.DRONE
        for view in views
        for one in view.tally.lines
    )


def age_text(words: Language, night: date, age: int) -> str:
    """``night to 21 September, 1 day ago``; with the year if it is not this year."""
    ago = words.count("{n} day ago", "{n} days ago", age)
    day = words.long_day if (night + timedelta(days=age)).year == night.year else words.day
    return words.say("night to {day}, {ago}", day=day(night), ago=ago)

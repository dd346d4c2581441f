"""One tally as a block of lines: what its claimant says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import KINDS, OUTCOMES, amount, bounded
from bot.chat.names import weapon_name
from bot.chat.rich_text import Line, bold, line
from parsers.channels import CHANNELS
from parsers.records import Attacker, Claimant, Kind, Outcome, Precision, Tally
from storage.views.figures import DOWN
from storage.views.latest import LatestSide
from storage.views.readings import Source
from storage.views.weapon_groups import Share, WeaponGroup

SAYS = {
    Claimant.UA_AIR_FORCE: N_("UKRAINE'S AIR FORCE SAYS"),
    Claimant.RU_MOD: N_("RUSSIA'S DEFENCE MINISTRY SAYS"),
}
NAMES = {
    Claimant.UA_AIR_FORCE: N_("UKRAINE'S AIR FORCE"),
    Claimant.RU_MOD: N_("RUSSIA'S DEFENCE MINISTRY"),
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
# Outcomes of those that were not stopped.
NOT_STOPPED = (Outcome.HIT, Outcome.MISSED, Outcome.LEFT, Outcome.AIRBORNE)


def heading(words: Language, claimant: Claimant, attacker: Attacker) -> list[Line]:
    """Head what we know of one side's reports: ``UKRAINE'S AIR FORCE · attack on Ukraine``."""
    return [line(bold(words.say(NAMES[claimant])), f" · {words.say(ABOUT[attacker])}")]


def is_silent(group: WeaponGroup) -> bool:
    """Return whether a group only says that it was launched."""
    return set(group.figures) == {Outcome.LAUNCHED} and group.figures[Outcome.LAUNCHED].number is None


def figures(words: Language, group: WeaponGroup) -> str:
    """``212 launched · 177 shot down or jammed · 83 %``, and what became of the others, all in one line."""
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


def share_text(words: Language, share: Share) -> str:
    """``46 of them jet-powered``; of what was stopped ``jet-powered: 38 shot down or jammed``."""
    names = ", ".join(weapon_name(words, slug) for slug in share.weapons) or words.say(KINDS[Kind.DRONE]).lower()
    if share.outcome is not Outcome.LAUNCHED:
        return words.say("{what}: {figures}", what=names, figures=amount(words, share.figure, share.outcome))
    if share.figure.number is None:
        return words.say("among them {names}, number not given", names=names)
    return words.say("{number} of them {names}", number=bounded(words, share.figure), names=names)


def window_text(words: Language, tally: Tally, told_in: ZoneInfo | None = None) -> str:
    """Format the hours of a tally in its claimant's time: ``20:00–08:00 Moscow``; empty if it states none.

    The city is left out where that is the zone the reader is ``told_in``.
    """
    window = tally.window
    zone = next(row.zone for row in CHANNELS.values() if row.claimant is tally.claimant)
    if not window or window.precision is not Precision.MINUTE or not isinstance(window.end, datetime):
        return ""
    end = words.clock(window.end, zone)
    if told_in is None or told_in.key != zone.key:
        end = words.say("{time} {city}", time=end, city=words.place_of(zone))
    if not isinstance(window.start, datetime):
        return words.say("until {end}", end=end)
    return f"{words.clock(window.start, zone)}–{end}"


def source_line(audience: Audience, source: Source) -> Line:
    """``post 79455 · first version · 08:31 Kyiv``."""
    when = audience.moment_and_city(source.posted_at)
    return line(audience.post(source), f" · {version(audience.words, source)} · ", when)


def version(words: Language, source: Source) -> str:
    if source.revision == 1:
        return words.say("first version")
    return words.say("version {number}, edited", number=source.revision)


LAST_KNOWN = {
    Claimant.UA_AIR_FORCE: N_("The last known night of Ukraine's Air Force is {night}, {ago}."),
    Claimant.RU_MOD: N_("The last known night of Russia's Defence Ministry is {night}, {ago}."),
}


def last_known_text(words: Language, side: LatestSide) -> str:
    """``The last known night of … is 20–21 September, 1 day ago.``; with the year if it is not this year's."""
    assert side.night and side.night.night and side.age is not None, "asked for by callers"
    night = side.night.night
    is_this_year = (night + timedelta(days=side.age)).year == night.year
    named = words.night(night, year=not is_this_year)
    return words.say(LAST_KNOWN[CHANNELS[side.channel].claimant], night=named, ago=_ago(words, side.age))


def last_known_title(words: Language, night: date, today: date) -> str:
    """``Last known: night of 20–21 September 2026, 1 day ago``."""
    ago = _ago(words, (today - night).days)
    return words.say("Last known: night of {night}, {ago}", night=words.night(night), ago=ago)


def _ago(words: Language, days: int) -> str:
    return words.count("{n} day ago", "{n} days ago", days)

"""How sure the figures of a night are, in sentences: what is only a bound, what is not given, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from bot.chat.audience import Audience
from bot.chat.language import N_, NN_, Language
from bot.chat.messages.amounts import in_order
from bot.chat.messages.details import label
from bot.chat.messages.doubt_lines import doubt_lines
from bot.chat.messages.night_parts import not_counted_lines
from bot.chat.names import weapon_name
from bot.publish.pages.history import corrected
from bot.publish.pages.lines import line_html
from parsers.records import Claimant, Hedge
from storage.views.readings import TallyView
from storage.views.record import NightRecord, RecordSide
from storage.views.settling import settles_at
from storage.views.weapon_groups import groups

EXACT = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force gives exact numbers for everything it names."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry gives exact numbers for everything it names."),
}
BOUNDS = {
    Claimant.UA_AIR_FORCE: NN_(
        "Ukraine's Air Force states {n} number only as “at least”, “about” or “up to”, and so it stays.",
        "Ukraine's Air Force states {n} numbers only as “at least”, “about” or “up to”, and so they stay.",
    ),
    Claimant.RU_MOD: NN_(
        "Russia's Defence Ministry states {n} number only as “at least”, “about” or “up to”, and so it stays.",
        "Russia's Defence Ministry states {n} numbers only as “at least”, “about” or “up to”, and so they stay.",
    ),
}
WITHHELD = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force gives no number for: {weapons}. That is unknown, not zero."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry gives no number for: {weapons}. That is unknown, not zero."),
}


def certainty(audience: Audience, record: NightRecord) -> tuple[Markup, ...]:
    """Return how sure the figures of a night are, a sentence each: whose claims, which numbers, what is doubtful."""
    found = [escape(audience.words.say("Each sentence is the claim of a party to the war; nobody has verified it."))]
    for side in record.sides:
        if side.night:
            found += [escape(one) for one in _numbers(audience.words, side.night)]
            found += notes_of(audience, side)
    return (*found, escape(settled_text(audience, record)))


def notes_of(audience: Audience, side: RecordSide, *, doubts_alone: bool = False) -> list[Markup]:
    """Return what is doubtful in a side's reports, then what is held back and could not be read, a sentence each."""
    shown = [side.night] if side.night else []
    notes = [escape(one) for one in doubt_lines(audience.words, [*shown, *side.windows])]
    if doubts_alone:
        return notes
    return notes + [line_html(one) for other in side.others for one in not_counted_lines(audience, other)]


def settled_text(audience: Audience, record: NightRecord) -> str:
    """Say whether the figures of a night may still change, and how many corrections came after that."""
    words = audience.words
    if not record.settled:
        until = settles_at(record.day)
        when = f"{words.long_day(until.astimezone(audience.zone).date())}, {audience.clock_and_city(until)}"
        return words.say("Provisional until {time}: the posts of this night may still be edited.", time=when)
    number = sum(len(corrected(side, record.day)) for side in record.sides)
    if not number:
        return words.say("Settled: nothing has changed since 48 hours after the night.")
    return words.count(
        "Settled 48 hours after the night; {n} correction since then.",
        "Settled 48 hours after the night; {n} corrections since then.",
        number,
    )


def _numbers(words: Language, view: TallyView) -> Iterator[str]:
    claimant = view.tally.claimant
    hedges = [line.hedge for line in view.tally.lines]
    hedges += [count.hedge for count in (view.tally.hit_sites, view.tally.debris_sites) if count]
    withheld = [*dict.fromkeys(_withheld(words, view))]
    bounds = sum(hedge not in {Hedge.EXACT, Hedge.NOT_STATED} for hedge in hedges)
    if not withheld and not bounds:
        yield words.say(EXACT[claimant])
    if bounds:
        yield words.count(*BOUNDS[claimant], bounds)
    if withheld:
        yield words.say(WITHHELD[claimant], weapons=", ".join(withheld))


def _withheld(words: Language, view: TallyView) -> Iterator[str]:
    """Yield the names of what a report names without a number."""
    for group in in_order(groups(view.source.key, view.tally.lines)):
        if any(figure.unstated for figure in group.figures.values()):
            yield label(words, group)
        for share in group.shares:
            if share.figure.number is None:
                yield ", ".join(weapon_name(words, slug) for slug in share.weapons) or label(words, group)

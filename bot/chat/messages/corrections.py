"""A correction: old → new, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, OUTCOMES, stated
from bot.chat.messages.tally import TOTALS
from bot.chat.names import place_names
from bot.chat.rich_text import block, bold, line
from parsers.records import Claimant, Count, Hedge, Kind, Outcome, Tally
from storage.views.corrections import Edited
from storage.views.figures import Part, figure, part_of
from storage.views.readings import TallyView

SITES = {"hit_sites": N_("Places hit: {number}"), "debris_sites": N_("Places with debris: {number}")}
EDITED = {
    Claimant.UA_AIR_FORCE: N_("The Air Force edited {post} at {time}."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry edited {post} at {time}."),
}


@dataclass(frozen=True, slots=True)
class ShownCount:
    """What a number of a tally counts: an outcome of a kind, or the sum over several kinds."""

    outcome: Outcome
    kind: Kind
    total: bool


Stated = tuple[int | None, Hedge]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One number that is not what it was; None where a version does not state it at all."""

    what: ShownCount | str
    old: Stated | None
    new: Stated | None


def changes(edited: Edited) -> tuple[FigureChange, ...]:
    """The numbers that an edit changed; empty where only words did."""
    old, new = _numbers(edited.old), _numbers(edited.new)
    return tuple(
        FigureChange(what, old.get(what), new.get(what))
        for what in dict.fromkeys((*old, *new))
        if old.get(what) != new.get(what)
    )


def _numbers(view: TallyView) -> dict[ShownCount | str, Stated]:
    parts: dict[ShownCount, list[Part]] = {}
    for one in view.tally.lines:
        if not one.share:
            parts.setdefault(ShownCount(one.outcome, one.kind, one.total), []).append(part_of(view.source.key, one))
    figures = {what: figure(found) for what, found in parts.items()}
    numbers: dict[ShownCount | str, Stated] = {what: (one.number, one.hedge) for what, one in figures.items() if one}
    return numbers | _sites(view.tally)


def _sites(tally: Tally) -> dict[ShownCount | str, Stated]:
    counts: dict[str, Count | None] = {"hit_sites": tally.hit_sites, "debris_sites": tally.debris_sites}
    return {name: (count.number, count.hedge) for name, count in counts.items() if count}


def correction_message(audience: Audience, edited: Edited) -> Message:
    """What an edit changed, for those who were shown the old numbers."""
    words, new = audience.words, edited.new
    if new.night:
        title = words.say("Correction · night to {day}", day=words.long_day(new.night))
    else:
        title = words.say("Correction")
    said = words.say(EDITED[new.tally.claimant], post="{post}", time=audience.clock_and_city(new.source.read_at))
    before, _, after = said.partition("{post}")
    found = " · ".join(change_text(words, one) for one in changes(edited))
    buttons = ((Button(words.say("Both versions"), data("versions", new.source.channel, new.source.message_id)),),)
    return Message(
        (block(bold(title), line(before, audience.post(new.source), after)), block(f"{found}. {_else(words, edited)}")),
        buttons,
        (new.source,),
    )


def corrected_line(audience: Audience, edited: Edited) -> str:
    """What an edit changed, for a message that is written anew: ``Corrected at 11:04 Kyiv: …``."""
    found = " · ".join(change_text(audience.words, one) for one in changes(edited))
    time = audience.clock_and_city(edited.new.source.read_at)
    return audience.words.say("Corrected at {time}: {changes}.", time=time, changes=found)


def change_text(words: Language, change: FigureChange) -> str:
    """``Drones: 177 → 181 downed or jammed``."""
    number = f"{_stated(words, change.old)} → {_stated(words, change.new)}"
    if isinstance(change.what, str):
        return words.say(SITES[change.what], number=number)
    if change.what.total and change.what.outcome in TOTALS:
        return words.say(TOTALS[change.what.outcome], number=number)
    return f"{words.say(KINDS[change.what.kind])}: {words.say(OUTCOMES[change.what.outcome], number=number)}"


def _stated(words: Language, one: Stated | None) -> str:
    if one is None:
        return "–"
    number, hedge = one
    return words.say("not given") if number is None else stated(words, number, hedge)


def _else(words: Language, edited: Edited) -> str:
    named = _places(edited.new.tally) - _places(edited.old.tally)
    unnamed = _places(edited.old.tally) - _places(edited.new.tally)
    told = [*_named(words, named, unnamed)]
    return " ".join(told) if told else words.say("Nothing else changed.")


def _places(tally: Tally) -> set[str]:
    return {*tally.targets, *tally.downed_over, *(row.region for row in tally.regions or ())}


def _named(words: Language, named: set[str], unnamed: set[str]) -> Iterator[str]:
    if named:
        yield words.say("Now named: {names}.", names=", ".join(sorted(place_names(words, named))))
    if unnamed:
        yield words.say("Not named any more: {names}.", names=", ".join(sorted(place_names(words, unnamed))))

"""What the words of a post were read as, in plain words: ``212 launched · Shahed, decoys``."""

from __future__ import annotations

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import HEDGES, KINDS, OUTCOMES, UNNUMBERED
from bot.chat.names import place_name, weapon_name
from parsers.records import Count, Headline, Hedge, Line, RegionCount, Window
from storage.views.source import Field, Value

FIELDS = {
    Field.WINDOW: N_("the period"),
    Field.HEADLINE: N_("the headline: {number}"),
    Field.HIT_SITES: N_("places hit: {number}"),
    Field.DEBRIS_SITES: N_("places with debris: {number}"),
}


def value_text(words: Language, field: Field, value: Value) -> str:
    """Say what one number, of a ``field`` of a tally, was read as."""
    match value:
        case Line() as one:
            return _line_text(words, one)
        case Window():
            return words.say(FIELDS[Field.WINDOW])
        case Headline(number):
            return words.say(FIELDS[Field.HEADLINE], number=words.number(number))
        case Count(number, hedge):
            shown = words.say("not given") if number is None else words.say(HEDGES[hedge], number=words.number(number))
            return words.say(FIELDS[field], number=shown)
        case RegionCount(region, number):
            name = place_name(words, region)
            return name if number is None else f"{name} {words.number(number)}"


def _line_text(words: Language, one: Line) -> str:
    """``212 launched, Shahed, decoys``; a share or a total is called so."""
    if one.number is None or one.hedge is Hedge.NOT_STATED:
        what = words.say(UNNUMBERED[one.outcome])
    else:
        what = words.say(OUTCOMES[one.outcome], number=words.say(HEDGES[one.hedge], number=words.number(one.number)))
    names = ", ".join(weapon_name(words, slug) for slug in one.weapons) or words.say(KINDS[one.kind])
    kind = words.say(" (part of another figure)") if one.share else words.say(" (a sum)") if one.total else ""
    return f"{what} · {names}{kind}"

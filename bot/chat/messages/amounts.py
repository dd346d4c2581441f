"""Numbers in words: with their hedges, by outcome, and the names of what they count."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.language import N_, Language
from bot.chat.names import weapon_name
from parsers.records import Hedge, Kind, Outcome
from storage.views.figures import Extent, Figure
from storage.views.weapon_groups import WeaponGroup

HEDGES = {
    Hedge.EXACT: "{number}",
    Hedge.AT_LEAST: N_("at least {number}"),
    Hedge.ABOUT: N_("about {number}"),
    Hedge.AT_MOST: N_("up to {number}"),
}
ABOUT_OR_MORE = N_("about {number} or more")

# In the order in which they are shown.
OUTCOMES = {
    Outcome.LAUNCHED: N_("{number} launched"),
    Outcome.DOWNED: N_("{number} shot down"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("{number} shot down or jammed"),
    Outcome.SUPPRESSED: N_("{number} jammed"),
    Outcome.LOST: N_("{number} lost to jamming"),
    Outcome.NEUTRALISED: N_("{number} neutralised"),
    Outcome.HIT: N_("{number} hit"),
    Outcome.MISSED: N_("{number} did not reach a target"),
    Outcome.LEFT: N_("{number} flew on to another country"),
    Outcome.AIRBORNE: N_("{number} still in the air"),
}
UNNUMBERED = {
    Outcome.LAUNCHED: N_("used, number not given"),
    Outcome.DOWNED: N_("downed, number not given"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("downed or jammed, number not given"),
    Outcome.SUPPRESSED: N_("jammed, number not given"),
    Outcome.LOST: N_("lost to jamming, number not given"),
    Outcome.NEUTRALISED: N_("neutralised, number not given"),
    Outcome.HIT: N_("hits, number not given"),
    Outcome.MISSED: N_("some did not reach a target, number not given"),
    Outcome.LEFT: N_("some flew on to another country, number not given"),
    Outcome.AIRBORNE: N_("still in the air, number not given"),
}

# In the order in which groups of weapons are always shown.
KINDS = {
    Kind.DRONE: N_("Drones"),
    Kind.LOITERING_MUNITION: N_("Loitering munitions"),
    Kind.CRUISE_MISSILE: N_("Cruise missiles"),
    Kind.BALLISTIC_MISSILE: N_("Ballistic missiles"),
    Kind.AEROBALLISTIC_MISSILE: N_("Aeroballistic missiles"),
    Kind.GUIDED_AIR_MISSILE: N_("Guided air missiles"),
    Kind.ANTI_RADAR_MISSILE: N_("Anti-radar missiles"),
    Kind.ANTI_SHIP_MISSILE: N_("Anti-ship missiles"),
    Kind.MISSILE: N_("Missiles"),
    Kind.GUIDED_BOMB: N_("Guided bombs"),
    Kind.ROCKET: N_("Rockets"),
    Kind.BOAT: N_("Uncrewed boats"),
    Kind.RECON_DRONE: N_("Reconnaissance drones"),
    Kind.TARGET: N_("Targets, type not given"),
}

# Gerberas are flown mostly without a warhead, to draw fire; the Air Force counts them with the decoys.
DECOYS = frozenset({"decoy", "parody", "gerbera"})
LINE_WIDTH = 34


def stated(words: Language, number: int, hedge: Hedge) -> str:
    """Format a number with its hedge: ``at least 50``."""
    return words.say(HEDGES[hedge], number=words.number(number))


def bounded(words: Language, figure: Figure) -> str:
    """Format a figure within the bounds its hedged parts allow: ``at least 412``, ``430 to 447``, ``about 50``."""
    assert figure.number is not None, "asked for by callers"
    return told_text(words, figure.told)


def told_text(words: Language, told: Extent) -> str:
    """Format what may be said of a sum or a mean of several nights; "" where nothing can be."""
    low, high = (None if one is None else words.number(one) for one in (told.low, told.high))
    if low is not None and high is None:
        return words.say(ABOUT_OR_MORE if told.about else HEDGES[Hedge.AT_LEAST], number=low)
    if high is None:
        return ""
    if told.low is None:
        return words.say(HEDGES[Hedge.AT_MOST], number=high)
    number = high if told.low == told.high else words.say("{low} to {high}", low=low, high=high)
    return words.say(HEDGES[Hedge.ABOUT], number=number) if told.about else number


def signed(words: Language, told: Extent) -> str:
    """Format the same beside a bar, where room is short: ``≥260``, ``≈240``, ``≤200``, ``88–117``."""
    low, high = (None if one is None else words.number(one) for one in (told.low, told.high))
    about = "≈" if told.about else ""
    if low is not None and high is None:
        return f"{about}{low}+" if about else f"≥{low}"
    if told.low is None:
        return f"≤{high}"
    return f"{about}{high}" if told.low == told.high else f"{about}{low}–{high}"


def plural_of_told(told: Extent) -> int:
    """Return the number whose plural form a noun takes after these words."""
    return (told.low if told.high is None else told.high) or 0


def amount(words: Language, figure: Figure, outcome: Outcome) -> str:
    """Format a figure with its outcome: ``212 launched``, or that the number was not given."""
    if figure.number is None:
        return words.say(UNNUMBERED[outcome])
    return words.say(OUTCOMES[outcome], number=bounded(words, figure))


def in_order(gathered: Iterable[WeaponGroup]) -> list[WeaponGroup]:
    """Sort the groups by kind; within a kind the post's order stays."""
    order = list(KINDS)
    return sorted(gathered, key=lambda group: order.index(group.kind))


def group_name(words: Language, group: WeaponGroup) -> str:
    """``Drones (Shahed, decoys)``, ``Banderol / Dan-T``, or the kind where no type is named."""
    if group.kind is Kind.DRONE:
        types = drone_types(words, group.weapons)
        return words.say("Drones ({types})", types=", ".join(types)) if types else words.say(KINDS[Kind.DRONE])
    return " / ".join(weapon_name(words, slug) for slug in group.weapons) or words.say(KINDS[group.kind])


def drone_types(words: Language, weapons: tuple[str, ...]) -> list[str]:
    """Return the types that fit a phone's line; the rest is behind the Source text button."""
    types = [weapon_name(words, slug) for slug in weapons if slug not in DECOYS and slug != "other-drone"]
    decoys = [words.say("decoys")] if DECOYS & set(weapons) else []
    shown = types[:1]
    for name in types[1:]:
        if len(words.say("Drones ({types})", types=", ".join([*shown, name, *decoys]))) > LINE_WIDTH:
            return [*shown, *decoys, "…"]
        shown.append(name)
    return [*shown, *decoys]

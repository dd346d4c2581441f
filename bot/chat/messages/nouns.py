"""Weapons as they stand in a sentence: a number with its noun, ``2 Iskander-M ballistic missiles``.

Every noun here is what somebody launched, shot down or lost. In Ukrainian that is the accusative in every sentence
(«запустила 1 крилату ракету», «збито 1 крилату ракету»), so one form of each number does for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.language import N_, NN_, Language
from bot.chat.messages.amounts import DECOYS, bounded, plural_of_told
from bot.chat.names import weapon_name
from parsers.records import Attacker, Kind
from storage.views.figures import Figure
from storage.views.weapon_groups import WeaponGroup

# One, many, and without a number. ``{names}`` are the types a post names, or nothing.
NOUNS = {
    Kind.DRONE: (*NN_("{amount} {names} drone", "{amount} {names} drones"), N_("{names} drones")),
    Kind.LOITERING_MUNITION: (
        *NN_("{amount} {names} loitering munition", "{amount} {names} loitering munitions"),
        N_("{names} loitering munitions"),
    ),
    Kind.CRUISE_MISSILE: (
        *NN_("{amount} {names} cruise missile", "{amount} {names} cruise missiles"),
        N_("{names} cruise missiles"),
    ),
    Kind.BALLISTIC_MISSILE: (
        *NN_("{amount} {names} ballistic missile", "{amount} {names} ballistic missiles"),
        N_("{names} ballistic missiles"),
    ),
    Kind.AEROBALLISTIC_MISSILE: (
        *NN_("{amount} {names} aeroballistic missile", "{amount} {names} aeroballistic missiles"),
        N_("{names} aeroballistic missiles"),
    ),
    Kind.GUIDED_AIR_MISSILE: (
        *NN_("{amount} {names} guided air missile", "{amount} {names} guided air missiles"),
        N_("{names} guided air missiles"),
    ),
    Kind.ANTI_RADAR_MISSILE: (
        *NN_("{amount} {names} anti-radar missile", "{amount} {names} anti-radar missiles"),
        N_("{names} anti-radar missiles"),
    ),
    Kind.ANTI_SHIP_MISSILE: (
        *NN_("{amount} {names} anti-ship missile", "{amount} {names} anti-ship missiles"),
        N_("{names} anti-ship missiles"),
    ),
    Kind.MISSILE: (*NN_("{amount} {names} missile", "{amount} {names} missiles"), N_("{names} missiles")),
    Kind.GUIDED_BOMB: (
        *NN_("{amount} {names} guided bomb", "{amount} {names} guided bombs"),
        N_("{names} guided bombs"),
    ),
    Kind.ROCKET: (*NN_("{amount} {names} rocket", "{amount} {names} rockets"), N_("{names} rockets")),
    Kind.BOAT: (
        *NN_("{amount} {names} uncrewed boat", "{amount} {names} uncrewed boats"),
        N_("{names} uncrewed boats"),
    ),
    Kind.RECON_DRONE: (
        *NN_("{amount} {names} reconnaissance drone", "{amount} {names} reconnaissance drones"),
        N_("{names} reconnaissance drones"),
    ),
    Kind.TARGET: (*NN_("{amount} {names} target", "{amount} {names} targets"), N_("{names} targets")),
}
BALLOONS = (*NN_("{amount} {names} balloon", "{amount} {names} balloons"), N_("{names} balloons"))
# Its name is its noun: no "ICBM ballistic missile".
ICBMS = (
    *NN_("{amount} intercontinental ballistic missile", "{amount} intercontinental ballistic missiles"),
    N_("intercontinental ballistic missiles"),
)
# Whose drones they are, where nothing else in the sentence says so.
DRONES_OF = {
    Attacker.RUSSIA: NN_("{amount} Russian drone", "{amount} Russian drones"),
    Attacker.UKRAINE: NN_("{amount} Ukrainian drone", "{amount} Ukrainian drones"),
}
# Names that only repeat their noun, or name what is left.
NO_NAMES = DECOYS | {"kab", "uncrewed-boat", "balloon", "other-drone", "jet-drone"}


def counted(words: Language, group: WeaponGroup, figure: Figure) -> str:
    """Return a number of a group's weapons: ``2 Iskander-M ballistic missiles``; without a number ``unnumbered``."""
    if figure.number is None:
        return unnumbered(words, [group])
    one, many, _ = _nouns(group)
    plural = plural_of_told(figure.told)
    return _without_gaps(words.count(one, many, plural, amount=bounded(words, figure), names=_names(words, group)))


def counted_kind(words: Language, kind: Kind, figure: Figure) -> str:
    """Return a sum of all weapons of a kind: ``at least 34 missiles``, ``missiles whose number it does not give``."""
    one, many, unknown = NOUNS[kind]
    if figure.number is None:
        named = _without_gaps(words.say(unknown, names=""))
        return words.say("{weapons} whose number it does not give", weapons=named)
    plural = plural_of_told(figure.told)
    return _without_gaps(words.count(one, many, plural, amount=bounded(words, figure), names=""))


def counted_drones_of(words: Language, figure: Figure, attacker: Attacker) -> str:
    """``311 Ukrainian drones``, ``at least 3 Ukrainian drones``. The figure has a number."""
    assert figure.number is not None, "asked for by callers"
    return words.count(*DRONES_OF[attacker], plural_of_told(figure.told), amount=bounded(words, figure))


def unnumbered(words: Language, groups: Sequence[WeaponGroup]) -> str:
    """``Kalibr cruise missiles and ballistic missiles, whose numbers it does not give``."""
    named = [_without_gaps(words.say(_nouns(group)[2], names=_names(words, group))) for group in groups]
    if len(named) == 1:
        return words.say("{weapons} whose number it does not give", weapons=named[0])
    return words.say("{weapons}, whose numbers it does not give", weapons=words.listed(named))


def is_plain_drones(group: WeaponGroup) -> bool:
    """Return whether a group is drones of no single named type, which a sentence simply calls drones."""
    return group.kind is Kind.DRONE and not _shown_weapons(group)


def plural_of(figures: Sequence[Figure]) -> int:
    """Return the number whose plural form a verb takes after these figures; several, or none, are many."""
    told = figures[0].told if len(figures) == 1 else None
    return told.low if told and told.low is not None and told.low == told.high else 2


def _nouns(group: WeaponGroup) -> tuple[str, str, str]:
    if group.weapons == ("icbm",):
        return ICBMS
    return BALLOONS if "balloon" in group.weapons else NOUNS[group.kind]


def _names(words: Language, group: WeaponGroup) -> str:
    return "/".join(weapon_name(words, slug) for slug in _shown_weapons(group))


def _shown_weapons(group: WeaponGroup) -> tuple[str, ...]:
    """Return the types worth naming: of drones a single one, as a post lists the same drones in many ways."""
    named = tuple(slug for slug in group.weapons if slug not in NO_NAMES)
    if group.kind is Kind.DRONE:
        return named if len(group.weapons) == 1 else ()
    return named


def _without_gaps(text: str) -> str:
    """Return the text without the gap that a missing name leaves."""
    return text.replace("  ", " ").strip()

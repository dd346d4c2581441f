"""Nouns given once for several counts: «балістичної та трьох керованих авіаційних ракет»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.group import CountGroup
from parsers.records import Kind
from parsers.text.tokens import Token

FLYING = frozenset({Kind.DRONE, Kind.LOITERING_MUNITION})
JOINS = frozenset({",", "та", "і", "й", "и", "/", "або", "или"})


def share_the_noun(tokens: Sequence[Token], groups: Sequence[CountGroup]) -> None:
    """Give the noun at the end of a chain to the adjectives before it, in place.

    Types listed after such a chain («балістичними, протикорабельними ракетами: Іскандер-М, Онікс») go to their kind.
    """
    if not any(group.half_said for group in groups):
        return
    whole = [group for group in groups if not group.share]
    listing = whole[-1] if whole else None
    for group, later in zip(reversed(whole[:-1]), reversed(whole[1:]), strict=True):
        if listing is None or not _waits_for(tokens, group, later):
            listing = group
            continue
        group.half_said = False
        if group.amount is None and listing.amount is None:
            group.weapons = [weapon for weapon in listing.weapons if weapon.kind is group.noun]
            listing.weapons = [weapon for weapon in listing.weapons if weapon.kind is not group.noun]


def _waits_for(tokens: Sequence[Token], group: CountGroup, later: CountGroup) -> bool:
    """Return whether a group is an adjective that shares its noun with the count right after it."""
    if not group.half_said or later.half_said or later.noun in FLYING:
        return False
    return all(tokens[i].text in JOINS for i in range(group.after, later.first))

"""Places in words: hits, debris, the regions named."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.language import Language
from bot.chat.messages.amounts import stated
from bot.chat.messages.places import most_noticed_first
from bot.chat.names import place_names
from parsers.records import Count, Outcome, RegionCount, Tally

# Longer lists of regions are cut: the whole list is behind the Source text button.
REGIONS_SHOWN = 8


def sites(words: Language, tally: Tally) -> Iterator[str]:
    """``Hits at 22 places, debris at 4``; nothing where the post does not speak of them."""
    hits, debris = tally.hit_sites, tally.debris_sites
    parts = []
    if hits:
        parts.append(_hits(words, hits))
    if debris:
        parts.append(_debris(words, debris))
    if len(parts) == 2:
        yield words.say("{hits}, {debris}", hits=parts[0], debris=parts[1])
    elif parts:
        yield parts[0][:1].upper() + parts[0][1:]


def _hits(words: Language, count: Count) -> str:
    if count.number is None:
        return words.say("Hits, number of places not given")
    places = words.count("{amount} place", "{amount} places", count.number, amount=_amount(words, count))
    return words.say("Hits at {places}", places=places)


def _debris(words: Language, count: Count) -> str:
    if count.number is None:
        return words.say("debris, number of places not given")
    return words.say("debris at {number}", number=_amount(words, count))


def _amount(words: Language, count: Count) -> str:
    assert count.number is not None, "asked for by callers"
    return stated(words, count.number, count.hedge)


def targets(words: Language, tally: Tally) -> Iterator[str]:
    """Yield the regions named as attacked. The layout that counted losses separately named those affected (2025)."""
    if not tally.targets:
        return
    names = ", ".join(place_names(words, tally.targets))
    if any(line.outcome is Outcome.LOST for line in tally.lines):
        yield words.say("Regions reported affected: {names}", names=names)
    elif len(tally.targets) == 1:
        yield words.say("Mainly: {name}", name=names)
    else:
        yield words.say("Mainly: {names}", names=names)


def regions(words: Language, tally: Tally) -> Iterator[str]:
    """Yield the regions of the ministry's list, the most noticed first: with counts if it prints them, else only named.

    A long list is cut on a chart; it must not be Moscow or Crimea that is left out (@mod_russia 68007).
    """
    rows = {row.region: row for row in tally.regions or ()}
    ordered = [rows[code] for code in most_noticed_first(rows)]
    counted = [row for row in ordered if row.number is not None]
    named = place_names(words, [row.region for row in ordered if row.number is None])
    if counted:
        yield words.say("By region: {names}", names=_cut(words, [_region(words, row) for row in counted]))
    if named:
        yield words.say("Named without numbers: {names}", names=_cut(words, named))


def _region(words: Language, row: RegionCount) -> str:
    return f"{place_names(words, [row.region])[0]} {words.number(row.number or 0)}"


def _cut(words: Language, names: list[str]) -> str:
    """Cut a long list and say how many more there are; a list longer by one stays whole."""
    more = len(names) - REGIONS_SHOWN
    if more <= 1:
        return ", ".join(names)
    return words.count("{names} and {n} more", "{names} and {n} more", more, names=", ".join(names[:REGIONS_SHOWN]))

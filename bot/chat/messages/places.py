"""Places in words: those a post says were affected, and a list of them with the most noticed first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.chat.language import N_, Language
from bot.chat.names import place_name, place_names
from parsers.records import Outcome, RegionCount, Tally
from parsers.vocabulary.places import SEAS, UKRAINE

# These stand first in every list, in this order, then the seas; a reader looks for them.
FIRST = ("RU-MOW", "moscow-region", "RU-MOS", "UA-43", "UA-40", "UA-30", "UA-32")
SEA_CODES = tuple(row.code for row in SEAS)
# What is called "Sumy region": the regions of Ukraine whose names are not complete by themselves.
NAMED_BY_CITY = frozenset(row.code for row in UKRAINE) - frozenset(FIRST)
# Our Ukrainian names alone end so.
REGION, REGIONS = " область", " області"
PLACES_OF_SEAS = N_("the {sea}")


def affected(words: Language, tally: Tally) -> str:
    """Return the sentence on the regions affected, which only the layout with losses of its own has (2025), or ""."""
    if not tally.targets or not any(line.outcome is Outcome.LOST for line in tally.lines):
        return ""
    return words.say("The attack affected {places}.", places=regions_text(words, tally.targets))


def regions_text(words: Language, codes: Iterable[str]) -> str:
    """``Kyiv, Sumy and Donetsk regions``: places with a complete name first, then the regions."""
    ordered = most_noticed_first(codes)
    regions = [code for code in ordered if code in NAMED_BY_CITY]
    names = [place_name(words, code) for code in (*(one for one in ordered if one not in NAMED_BY_CITY), *regions)]
    if not regions:
        return words.listed(names)
    return words.count("{names} region", "{names} regions", len(regions), names=words.listed(names))


def most_noticed_first(codes: Iterable[str], news: Collection[str] = ()) -> list[str]:
    """Return the places with Moscow, Crimea, Kyiv, the seas and then the ``news`` first; the others stay in the order
    of the post.
    """
    given = list(codes)
    first = [code for code in (*FIRST, *SEA_CODES) if code in given]
    first += [code for code in given if code in news and code not in first]
    return first + [code for code in given if code not in first]


def listed_names(words: Language, codes: Iterable[str], news: Collection[str] = ()) -> str:
    """``Crimea, Moscow region, the Black Sea, Belgorod``: all of them, the most noticed first.

    In Ukrainian the regions that are called «область» share that word, behind the others.
    """
    ordered = most_noticed_first(codes, news)
    named = [(code, place_name(words, code)) for code in ordered]
    shared = [name.removesuffix(REGION) for _, name in named if name.endswith(REGION)]
    names = [words.say(PLACES_OF_SEAS, sea=name) if code in SEA_CODES else name
             for code, name in named if not name.endswith(REGION)]  # fmt: skip
    if shared:
        names += [*shared[:-1], shared[-1] + (REGIONS if len(shared) > 1 else REGION)]
    return ", ".join(names)


def counted_names(words: Language, rows: Sequence[RegionCount], news: Collection[str] = ()) -> str:
    """``Crimea 12, Bryansk 3``: the regions that a post gives a number for, the most noticed first."""
    numbers = {row.region: row.number or 0 for row in rows}
    ordered = most_noticed_first(numbers, news)
    names = zip(place_names(words, ordered), ordered, strict=True)
    return ", ".join(f"{name} {words.number(numbers[code])}" for name, code in names)

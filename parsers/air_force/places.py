"""Places of an Air Force post: where the attack went, where drones were downed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from parsers.air_force.counts import DOWN, Stated
from parsers.phrases import Phrases
from parsers.places import TARGETS
from parsers.records import Outcome
from parsers.text import Token


class Opener(StrEnum):
    """How words make the places right behind them targets."""

    MAIN = "main"  # told in so many words
    SUFFERED = "suffered"
    STRUCK = "struck"  # the object of the attack


_OPENERS: Phrases[Opener] = Phrases(
    (phrase, opener)
    for opener, phrases in (
        (Opener.MAIN, "напрямок удару; напрямки удару; напрям удару; також атакован"),
        (Opener.SUFFERED, "постражда; у бік="),
        (Opener.STRUCK, "атакув; атакова; ( по=; удар по="),
    )
    for phrase in phrases.split(";")
)
_IN_A_LIST = ("місто", "україну", "област")


def targets(found: Sequence[Token], counts: Stated) -> tuple[str, ...]:
    """Regions and cities named as attacked: those of «напрямок удару» where a post has it, else any said to be hit.

    A second strike told of without a count («завдав повторного удару по Одещині») is outside the tally.
    """
    named: dict[Opener, list[str]] = {opener: [] for opener in Opener}
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        telling = any(group.outcome is Outcome.LAUNCHED for group in groups)
        for _, hit in _OPENERS.search(found, sentence.first, sentence.after):
            if telling or hit.row is not Opener.STRUCK:
                named[hit.row] += _listed(found, hit.after, sentence.after)
    places = named[Opener.MAIN] or [*named[Opener.STRUCK], *named[Opener.SUFFERED]]
    return tuple(dict.fromkeys(places))


def names_a_region_first(found: Sequence[Token], counts: Stated) -> bool:
    """Whether a place stands before what was launched: «атакував Одещину 14 БпЛА», «На Одещині … атакував»."""
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        launched = next((group for group in groups if group.outcome is Outcome.LAUNCHED), None)
        if launched:
            return next(iter(TARGETS.search(found, sentence.first, launched.first)), None) is not None
    return False


def _listed(found: Sequence[Token], opened: int, end: int) -> Iterator[str]:
    """The places that stand in a list right behind an opening word."""
    for at, hit in TARGETS.search(found, opened, end):
        if not _stands_in_a_list(found, opened, at):
            break
        opened = hit.after
        yield hit.row.code


def _stands_in_a_list(found: Sequence[Token], opened: int, at: int) -> bool:
    """Whether a place follows the opening word, or the place before it, with nothing else between."""
    return at - opened <= 3 and all(
        found[i].kind == "mark" or len(found[i].text) <= 3 or found[i].text.startswith(_IN_A_LIST)
        for i in range(opened, at)
    )


def downed_over(found: Sequence[Token], counts: Stated) -> tuple[str, ...]:
    """Regions listed behind what was downed, as posts had them until March 2025: «у Полтавській, Сумській областях»."""
    named: dict[str, None] = {}
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        downed = [group for group in groups if group.outcome in DOWN]
        if not downed:
            continue
        for _, hit in TARGETS.search(found, downed[-1].after, sentence.after):
            named[hit.row.code] = None
    return tuple(named)

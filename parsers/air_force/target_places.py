"""Places of an Air Force post: where the attack went, and where drones were downed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from parsers.air_force.contents import DOWN, AirForceContents
from parsers.places import TARGETS
from parsers.records import Outcome
from parsers.text.phrases import Phrases
from parsers.text.tokens import Token


class Opener(StrEnum):
    """How words turn the places right after them into targets."""

    MAIN = "main"  # stated explicitly
    SUFFERED = "suffered"
    STRUCK = "struck"  # the object of the attack
    WHERE = "where"  # before what was launched


_OPENERS: Phrases[Opener] = Phrases(
    (phrase, opener)
    for opener, phrases in (
        (Opener.MAIN, "напрямок удару; напрямки удару; напрям удару; також атакован"),
        (Opener.SUFFERED, "постражда; у бік="),
        (Opener.STRUCK, "атакув; атакова; ( по=; удар по="),
        (Opener.WHERE, "на="),
    )
    for phrase in phrases.split(";")
)
_IN_A_LIST = ("місто", "україну", "област", "район")
_FROM = frozenset({"із", "з", "зі", "тот"})
_REACH = 8


def unknown_targets(tokens: Sequence[Token], counts: AirForceContents) -> list[int]:
    """Return the unknown names in a list of main targets: «Основні напрямки удару – Сумщина, Слобожанщина»."""
    unknown: list[int] = []
    for sentence in counts.body:
        for _, hit in _OPENERS.search(tokens, sentence.first, sentence.after):
            if hit.row is Opener.MAIN:
                known = {
                    i for at, place in TARGETS.search(tokens, hit.after, sentence.after) for i in range(at, place.after)
                }
                unknown += [at for at in range(hit.after, sentence.after) if at not in known and _is_a_name(tokens, at)]
    return sorted(set(unknown))


def _is_a_name(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.kind == "word" and token.capital and not token.text.startswith(_IN_A_LIST)


def targets(tokens: Sequence[Token], counts: AirForceContents) -> tuple[str, ...]:
    """Return the regions and cities named as attacked.

    These are the places of «напрямок удару» if the post has it, otherwise any said to be hit. A second strike mentioned
    without a count («завдав повторного удару по Одещині») is outside the tally.
    """
    named: dict[Opener, list[str]] = {opener: [] for opener in Opener}
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        launched = [group for group in groups if group.outcome is Outcome.LAUNCHED]
        for at, hit in _OPENERS.search(tokens, sentence.first, sentence.after):
            struck = hit.row is Opener.STRUCK and launched
            where = hit.row is Opener.WHERE and launched and at < launched[0].first
            if struck or where or hit.row in {Opener.MAIN, Opener.SUFFERED}:
                named[hit.row] += _listed(tokens, hit.after, sentence.after)
        for group in launched:
            if _goes_on_with_a_place(tokens, group.after):
                named[Opener.STRUCK] += _listed(tokens, group.after, sentence.after)
    places = named[Opener.MAIN] or [*named[Opener.WHERE], *named[Opener.STRUCK], *named[Opener.SUFFERED]]
    return tuple(dict.fromkeys(places))


def _goes_on_with_a_place(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the target follows the weapons: «атакував 83 БпЛА типу Shahed, Одещину».

    «…, на Сумщині збито 40» is not one.
    """
    return at < len(tokens) and tokens[at].text == "," and TARGETS.match(tokens, at + 1) is not None


def names_a_region_first(tokens: Sequence[Token], counts: AirForceContents) -> bool:
    """Return whether a place comes before the weapons launched: «атакував Одещину 14 БпЛА», «На Одещині … атакував»."""
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        launched = next((group for group in groups if group.outcome is Outcome.LAUNCHED), None)
        if launched:
            return next(iter(TARGETS.search(tokens, sentence.first, launched.first)), None) is not None
    return False


def _listed(tokens: Sequence[Token], opened: int, end: int) -> Iterator[str]:
    """Yield the places listed right after an opening word, skipping unknown names among them."""
    for at, hit in TARGETS.search(tokens, opened, end):
        if not _stands_in_a_list(tokens, opened, at):
            break
        opened = hit.after
        yield hit.row.code


def _stands_in_a_list(tokens: Sequence[Token], opened: int, at: int) -> bool:
    """Return whether only joins and names lie between the opening word, or the previous place, and this place."""
    return all(
        tokens[i].kind == "mark"
        or (len(tokens[i].text) <= 3 and tokens[i].text not in _FROM)
        or tokens[i].text.startswith(_IN_A_LIST)
        or (_is_a_name(tokens, i) and tokens[i].text not in _FROM and opened < i and at - opened <= _REACH)
        for i in range(opened, at)
    ) and (at - opened <= 3 or any(_is_a_name(tokens, i) for i in range(opened, at)))


def downed_over(tokens: Sequence[Token], counts: AirForceContents) -> tuple[str, ...]:
    """Return the regions listed after what was downed: «у Полтавській, Сумській областях».

    Posts had them until March 2025.
    """
    named: dict[str, None] = {}
    for sentence, groups in zip(counts.body, counts.told, strict=True):
        downed = [group for group in groups if group.outcome in DOWN]
        if not downed:
            continue
        for _, hit in TARGETS.search(tokens, downed[-1].after, sentence.after):
            named[hit.row.code] = None
    return tuple(named)

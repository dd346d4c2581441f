"""Places of an Air Force post: where weapons came from, where the attack went, where drones were downed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.air_force.counts import DOWN, Stated
from parsers.counting import Group
from parsers.phrases import Phrases
from parsers.places import ORIGINS, TARGETS
from parsers.records import Kind, Outcome
from parsers.sentences import Sentence
from parsers.text import Token

# Words that make the places of their sentence targets, and how firmly: a main direction is told in so many words.
_MAIN: Phrases[bool] = Phrases(
    [("напрямок удару", True), ("напрямки удару", True), ("напрям удару", True), ("також атакован", True)]
)
_SUFFERED: Phrases[bool] = Phrases([("постражда", False), ("у бік=", False)])
_STRUCK: Phrases[bool] = Phrases([("атакув", False), ("атакова", False), ("( по=", False), ("удар по=", False)])
_DIRECTIONS = ("напрямк", "напрямок", "напрям")
_FROM = frozenset({"із", "з", "зі", "пуску", "пусків", "-", "–"})


def origins_of(found: Sequence[Token], group: Group, until: int) -> tuple[str, ...]:
    """The launch places named between a count and the next one, «по Київщині» left out."""
    return tuple(dict.fromkeys(_origins(found, group.after, until)))


def _origins(found: Sequence[Token], first: int, after: int) -> Iterator[str]:
    open_at: int | None = None
    for at in range(first, after):
        text = found[at].text
        if text in {"по", "на"}:
            open_at = None
        elif text in _FROM or text.startswith(("район", "акватор", *_DIRECTIONS)):
            open_at = at
        elif open_at is not None:
            hit = ORIGINS.match(found, at)
            if hit and hit.after <= after:
                yield hit.row.code


def drone_origins(found: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The launch places after «із напрямків»."""
    named: dict[str, None] = {}
    for sentence in sentences:
        start = next((at for at in range(sentence.first + 1, sentence.after) if _opens_origins(found, at)), None)
        if start is None:
            continue
        for _, hit in ORIGINS.search(found, start, sentence.after):
            named[hit.row.code] = None
    return tuple(named)


def _opens_origins(found: Sequence[Token], at: int) -> bool:
    """«із напрямків: …», but not «напрямок удару – …»."""
    from_where = found[at].text.startswith(_DIRECTIONS) and found[at - 1].text in {"із", "з", "зі"}
    return from_where and not (at + 1 < len(found) and found[at + 1].text.startswith("удар"))


def targets(found: Sequence[Token], counts: Stated) -> tuple[str, ...]:
    """Regions and cities named as attacked: those of «напрямок удару» where a post has it, else any said to be hit.

    A second strike told of without a count («завдав повторного удару по Одещині») is outside the tally.
    """
    main = [place for sentence in counts.body for place in _named(found, sentence, _MAIN)]
    if main:
        return tuple(dict.fromkeys(main))
    suffered = [place for sentence in counts.body for place in _named(found, sentence, _SUFFERED)]
    launched = [group.first for group in counts.groups if group.outcome is Outcome.LAUNCHED]
    telling = [one for one in counts.body if any(one.first <= first < one.after for first in launched)]
    struck = [place for sentence in telling for place in _named(found, sentence, _STRUCK)]
    return tuple(dict.fromkeys((*struck, *suffered)))


def _named(found: Sequence[Token], sentence: Sentence, openers: Phrases[bool]) -> Iterator[str]:
    """The places that stand in a list right behind an opening word of the sentence."""
    for _, opener in openers.search(found, sentence.first, sentence.after):
        opened = opener.after
        for at, hit in TARGETS.search(found, opened, sentence.after):
            if not _stands_in_a_list(found, opened, at):
                break
            opened = hit.after
            yield hit.row.code


def _stands_in_a_list(found: Sequence[Token], opened: int, at: int) -> bool:
    """Whether a place follows the opening word, or the place before it, with nothing else between."""
    return at - opened <= 3 and all(
        found[i].kind == "mark" or len(found[i].text) <= 3 or found[i].text in {"місто", "україну", "обл"}
        for i in range(opened, at)
    )


def downed_over(found: Sequence[Token], counts: Stated) -> tuple[str, ...]:
    """Regions listed behind what was downed, as posts had them until March 2025: «у Полтавській, Сумській областях»."""
    named: dict[str, None] = {}
    for sentence in counts.body:
        downed = [g for g in counts.groups if sentence.first <= g.first < sentence.after and g.outcome in DOWN]
        if not downed:
            continue
        for _, hit in TARGETS.search(found, downed[-1].after, sentence.after):
            named[hit.row.code] = None
    return tuple(named)


def is_missile(group: Group) -> bool:
    """Whether the launch places behind a count are those of a missile, not of the drones."""
    return group.outcome is Outcome.LAUNCHED and group.kind is not Kind.DRONE

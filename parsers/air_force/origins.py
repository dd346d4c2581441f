"""Where the weapons of an Air Force post came from: launch places, and names among them that no row knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.counting.words import names_something
from parsers.places import ORIGINS, TARGETS
from parsers.text.phrases import REMEMBERED, Found
from parsers.text.tokens import Token
from parsers.vocabulary.air_force import BEFORE_LAUNCH_PLACES, BEHIND_LAUNCH_PLACES, COUNTRIES, JOINS_LAUNCH_PLACES
from parsers.vocabulary.places import Place

_FROM = frozenset({"із", "з", "зі", "пуску", "пусків"})
_OPENING = ("район", "акватор", "напрямк", "напрям")
_NO_ORIGIN = frozenset({"по", "на", "удар", "удару", "у", "в"})
_CRIMEA = "crimea"
_OCCUPIED = frozenset({"тот", "ар", "ам", '"'})
_JOINS = frozenset(JOINS_LAUNCH_PLACES.split())
# More words than this part no two places of one list.
_REACH = 12
_BEFORE = frozenset(BEFORE_LAUNCH_PLACES.split())
_AMID = _JOINS | _BEFORE | frozenset(BEHIND_LAUNCH_PLACES.split())


class LaunchOrigin(NamedTuple):
    """A launch place named at token ``at``; None where no row knows the name."""

    at: int
    place: Place | None


def origins(tokens: Sequence[Token], first: int, after: int) -> Iterator[LaunchOrigin]:
    """What is named in tokens ``[first, after)`` behind «із», «район пуску», «із напрямків», or in a bracket alone."""
    opened, bracket, past, listed = False, False, first, first
    for at in range(first, after):
        text = tokens[at].text
        if text == "(" and not opened and _holds_an_origin(tokens, at):
            opened, bracket, listed = True, True, at + 1
        elif text == ")" and bracket:
            opened, bracket = False, False
        if at < past or not (tokens[at].capital or _tells_an_origin(text)):
            continue
        if text in _NO_ORIGIN:
            opened = False
        elif text in _FROM or text.startswith(_OPENING):
            opened, listed = True, at + 1
        hit = ORIGINS.match(tokens, at) if opened else None
        if hit:
            if hit.after <= after and not _is_a_mark(tokens, hit, at):
                yield LaunchOrigin(at, hit.row)
            past = listed = hit.after
        elif opened and at - listed <= _REACH and _is_a_name(tokens, at) and _goes_on(tokens, listed, at):
            yield LaunchOrigin(at, None)
            listed = at + 1


def codes(named: Iterable[LaunchOrigin]) -> tuple[str, ...]:
    """The launch places that rows know, each once."""
    return tuple(dict.fromkeys(one.place.code for one in named if one.place))


def directions(tokens: Sequence[Token], after: int, end: int) -> tuple[int, int] | None:
    """From «із напрямків» to the end of its sentence, where it stands behind token ``after``: always the drones'."""
    at = next((at for at in range(after, end) if tokens[at].text.startswith(_OPENING[2:])), None)
    return (at, end) if at is not None and at > 0 and tokens[at - 1].text in _FROM else None


def _holds_an_origin(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket begins with a launch place and no word that says so: «(Воронезька обл.)», «(ТОТ АР Крим)».

    Any other place of Ukraine than Crimea may as well be where the attack went: «(Запоріжжя)».
    """
    first = at + 1
    while first < len(tokens) and tokens[first].text in _OCCUPIED:
        first += 1
    hit = ORIGINS.match(tokens, first)
    if hit is None:
        return False
    occupied = hit.row.code == _CRIMEA or any(token.text == "тот" for token in tokens[at + 1 : first])
    return occupied or TARGETS.match(tokens, first) is None


@lru_cache(maxsize=REMEMBERED)
def _tells_an_origin(word: str) -> bool:
    """Whether a word may be a launch place, or say whether one follows."""
    return word in _FROM or word in _NO_ORIGIN or word.startswith(_OPENING) or ORIGINS.may_begin(word)


def _is_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may be a place's name: no weapon, no «МіГ-31К», and no mark of where places lie, as «РФ» is."""
    text = tokens[at].text
    if not tokens[at].capital or _is_amid(text) or text in _FROM or text.startswith(_OPENING):
        return False
    if at + 1 < len(tokens) and tokens[at + 1].text.startswith(_OPENING):
        return False  # «Основні напрямки удару»
    return not names_something(text) and not any(map(str.isdigit, text))


def _is_amid(word: str) -> bool:
    return word in _AMID or word.startswith(COUNTRIES)


def _goes_on(tokens: Sequence[Token], listed: int, at: int) -> bool:
    """Whether a name stands right behind the word that opens a list of places, or is joined to the place before it."""
    first = at
    while first > listed and tokens[first - 1].text in _BEFORE:
        first -= 1
    if first > listed:
        return tokens[first - 1].text in _JOINS and all(_is_amid(tokens[i].text) for i in range(listed, first))
    return tokens[first - 1].text in _FROM or tokens[first - 1].text.startswith(_OPENING)


def _is_a_mark(tokens: Sequence[Token], hit: Found[Place], at: int) -> bool:
    """«Чауда, Гвардійське – ТОТ АР Крим»: Crimea tells where the places before or behind its dash lie."""
    if hit.row.code != _CRIMEA:
        return False
    first = at
    while first > 0 and tokens[first - 1].text in _OCCUPIED:
        first -= 1
    named = first > 1 and tokens[first - 2].kind == "word" and tokens[first - 2].text not in _FROM
    before = named and tokens[first - 1].text == "-"  # «район пуску – ТОТ АР Крим» names no other place
    later = hit.after + 1 < len(tokens) and tokens[hit.after].text == "-" and ORIGINS.match(tokens, hit.after + 1)
    return before or bool(later)

"""Where the weapons of an Air Force post came from: launch places, and place names missing from the tables."""

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
# Two places of one list are never further apart, in words.
_REACH = 12
_BEFORE = frozenset(BEFORE_LAUNCH_PLACES.split())
_AMID = _JOINS | _BEFORE | frozenset(BEHIND_LAUNCH_PLACES.split())


class LaunchOrigin(NamedTuple):
    """A launch place named at token ``at``; ``place`` is None if the tables do not have it."""

    at: int
    place: Place | None


def origins(tokens: Sequence[Token], first: int, after: int) -> Iterator[LaunchOrigin]:
    """Yield the launch places named in tokens ``[first, after)``.

    A list of them opens with «із», «район пуску», «із напрямків», or a bracket of its own.
    """
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
    """Return the codes of the known launch places, each once."""
    return tuple(dict.fromkeys(one.place.code for one in named if one.place))


def directions(tokens: Sequence[Token], after: int, end: int) -> tuple[int, int] | None:
    """Return the tokens from «із напрямків» to the end of the sentence, or None if it does not come after ``after``.

    Such a list is always of drones.
    """
    at = next((at for at in range(after, end) if tokens[at].text.startswith(_OPENING[2:])), None)
    return (at, end) if at is not None and at > 0 and tokens[at - 1].text in _FROM else None


def _holds_an_origin(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a bracket begins with a launch place without saying so: «(Воронезька обл.)», «(ТОТ АР Крим)».

    Any place of Ukraine other than Crimea may just as well be the target: «(Запоріжжя)».
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
    """Return whether a word may be a launch place or announce one."""
    return word in _FROM or word in _NO_ORIGIN or word.startswith(_OPENING) or ORIGINS.may_begin(word)


def _is_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word may be the name of a place.

    A weapon, «МіГ-31К», or a word such as «РФ» that says where places lie is not.
    """
    text = tokens[at].text
    if not tokens[at].capital or _is_amid(text) or text in _FROM or text.startswith(_OPENING):
        return False
    if at + 1 < len(tokens) and tokens[at + 1].text.startswith(_OPENING):
        return False  # «Основні напрямки удару»
    return not names_something(text) and not any(map(str.isdigit, text))


def _is_amid(word: str) -> bool:
    return word in _AMID or word.startswith(COUNTRIES)


def _goes_on(tokens: Sequence[Token], listed: int, at: int) -> bool:
    """Return whether a name follows the word that opens a list of places, or is joined to the place before it."""
    first = at
    while first > listed and tokens[first - 1].text in _BEFORE:
        first -= 1
    if first > listed:
        return tokens[first - 1].text in _JOINS and all(_is_amid(tokens[i].text) for i in range(listed, first))
    return tokens[first - 1].text in _FROM or tokens[first - 1].text.startswith(_OPENING)


def _is_a_mark(tokens: Sequence[Token], hit: Found[Place], at: int) -> bool:
    """Return whether Crimea only says where its neighbours lie: «Чауда, Гвардійське – ТОТ АР Крим»."""
    if hit.row.code != _CRIMEA:
        return False
    first = at
    while first > 0 and tokens[first - 1].text in _OCCUPIED:
        first -= 1
    named = first > 1 and tokens[first - 2].kind == "word" and tokens[first - 2].text not in _FROM
    before = named and tokens[first - 1].text == "-"  # «район пуску – ТОТ АР Крим» names no other place
    later = hit.after + 1 < len(tokens) and tokens[hit.after].text == "-" and ORIGINS.match(tokens, hit.after + 1)
    return before or bool(later)

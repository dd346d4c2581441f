"""Names of weapons that no row knows: a new type is told to the operator, never dropped from a list in silence."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.group import Group
from parsers.counting.nouns import TYPE
from parsers.counting.words import WEAPON, names_something
from parsers.records import Kind
from parsers.text import Token

_JOINS = frozenset({",", "та", "і", "й", "/"})
_REACH = 3


def unknown_names(found: Sequence[Token], groups: Sequence[Group], end: int) -> list[str]:
    """The unknown names among the types of counts: «БпЛА типу «Мопед»» (a joke of 27 July 2025), «ракетами Х-950»."""
    names: list[str] = []
    for group in groups:
        if group.half_said:
            continue
        for at in (*_typed(found, group, end), *_listed(found, group.after, end)):
            if not WEAPON.match(found, at):
                names.append(found[at].text)
    return names


def _typed(found: Sequence[Token], group: Group, end: int) -> list[int]:
    """Where a name stands after «типу», and a quoted or numbered one right after a missile's noun."""
    starts = [at + 1 for at in range(group.first, min(group.after + _REACH, end)) if found[at].text in TYPE]
    places = [place for place in (_name_at(found, at, end) for at in starts) if place is not None]
    if not group.weapons and group.noun not in {None, Kind.DRONE, Kind.TARGET}:
        place = _name_at(found, group.after, end)
        if place is not None and (place > group.after or any(map(str.isdigit, found[place].text))):
            places.append(place)
    return places


def _listed(found: Sequence[Token], after: int, end: int) -> list[int]:
    """Where a quoted name stands in the list that goes on behind a count: «Shahed, "Кометаріс" та дронами»."""
    if after + 1 < end and found[after].text in _JOINS and found[after + 1].text == '"':
        place = _name_at(found, after + 1, end)
        if place is not None and place + 1 < end and found[place + 1].text == '"':
            return [place]
    if after + 2 < end and found[after].text == "," and found[after + 1].capital and found[after + 2].text in _JOINS:
        follows = after + 3
        listed = follows < end and names_something(found[follows].text)
        return [after + 1] if listed and not names_something(found[after + 1].text) else []
    return []


def _name_at(found: Sequence[Token], at: int, end: int) -> int | None:
    """The word at ``at``, or behind a quote there."""
    if at < end and found[at].text == '"':
        at += 1
    return at if at < end and found[at].kind == "word" and found[at].capital else None

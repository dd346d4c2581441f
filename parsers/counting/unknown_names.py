"""Names of weapons missing from the tables: a new type is reported to the operator, never silently dropped."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.group import CountGroup
from parsers.counting.nouns import TYPE
from parsers.counting.words import NOUN, WEAPON, names_something
from parsers.places import ORIGINS, TARGETS
from parsers.records import Kind
from parsers.text.phrases import where
from parsers.text.tokens import Token

_JOINS = frozenset({",", "та", "і", "й", "/"})
_ENDS = frozenset({"із", "з", "зі", "(", ")", ".", ";"})
_REACH = 3
_COUNTRIES = ("україн", "рф", "росі", "російськ", "зсу", "ппо", "реб", "збройн", "повітрян", "сил")


def unknown_names(tokens: Sequence[Token], texts: Sequence[str], groups: Sequence[CountGroup], end: int) -> list[int]:
    """Return the tokens of unknown names among the types of counts: «ракетами Х-950», «БпЛА типу «Мопед»».

    The latter was a joke of 27 July 2025. ``texts`` are the texts of the tokens.
    """
    names: list[int] = []
    for group in groups:
        if group.half_said:
            continue
        for at in (*_typed(tokens, texts, group, end), *_listed(tokens, group, end)):
            if not WEAPON.match(tokens, at):
                names.append(at)
    return names


def _typed(tokens: Sequence[Token], texts: Sequence[str], group: CountGroup, end: int) -> list[int]:
    """Return where a name follows «типу» or the noun of a missile."""
    last = min(group.after + _REACH, end)
    typed = not TYPE.isdisjoint(texts[group.first : last])
    starts = [at + 1 for at in range(group.first, last) if texts[at] in TYPE] if typed else []
    if group.noun not in {None, Kind.DRONE, Kind.TARGET}:
        nouns = () if group.share else where(NOUN.may_begin, tokens, group.first, group.after - 1)
        starts += [at + 1 for at in nouns if NOUN.match(tokens, at)]
        starts += [] if group.weapons else [group.after]
    places = [place for place in (_name_at(tokens, at, end) for at in starts) if place is not None]
    return [place for place in places if not names_something(tokens[place].text) and not _is_a_place(tokens, place)]


def _is_a_place(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is a place: «Ударив ракетами Київщину», «ракетами Україну»."""
    if tokens[at].text.startswith(_COUNTRIES):
        return True
    return TARGETS.match(tokens, at) is not None or ORIGINS.match(tokens, at) is not None


def _listed(tokens: Sequence[Token], group: CountGroup, end: int) -> list[int]:
    """Return where an unknown name is in the list that continues after a count.

    «Shahed, "Кометаріс" та дронами».
    """
    at = group.after + (group.after < end and tokens[group.after].text == ")")
    if at + 1 >= end or tokens[at].text not in _JOINS:
        return []
    place = _name_at(tokens, at + 1, end)
    if place is None or names_something(tokens[place].text) or _is_a_place(tokens, place):
        return []
    quoted = place > at + 1 and place + 1 < end and tokens[place + 1].text == '"'
    return [place] if quoted or (group.weapons and _ends_or_goes_on(tokens, place + 1, end)) else []


def _ends_or_goes_on(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a list of types ends at ``at``, or continues with another type or a number.

    «Та Парадія із напрямків» ends.
    """
    if at >= end or tokens[at].kind == "line" or tokens[at].text in _ENDS:
        return True
    later = tokens[at + 1] if tokens[at].text in _JOINS and at + 1 < end else None
    return later is not None and (names_something(later.text) or later.kind == "number")


def _name_at(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Return the capitalised word at ``at``, or after a quote there; None if there is none."""
    if at < end and tokens[at].text == '"':
        at += 1
    return at if at < end and tokens[at].kind == "word" and tokens[at].capital else None

"""Types listed after one count: which of them join its list, and which begin a new count."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.chains import FLYING, JOINS
from parsers.counting.group import CountGroup, Verbs
from parsers.records import Kind
from parsers.text.tokens import Token

_CUT_OFF = 6  # «, та дронаами-імітаторами типу «»
_AND = frozenset({"також", ".", ";", "(", ")"})
_APART = FLYING | {Kind.GUIDED_BOMB}


def carries_on(last: CountGroup, made: CountGroup) -> bool:
    """Return whether ``made`` belongs to the count before it (contract/READING, "What belongs to a count")."""
    if last.half_said and made.noun is Kind.MISSILE:
        return True
    if Kind.DRONE in {last.kind, last.noun}:
        return made.kind in FLYING and (made.kind is Kind.DRONE or bool(made.weapons))
    return made.noun is None and bool(made.weapons) and _APART.isdisjoint(weapon.kind for weapon in made.weapons)


def is_cut_off(last: CountGroup, made: CountGroup, texts: Sequence[str], verbs: Verbs) -> bool:
    """Return whether an unknown word splits a type from its list: «Італмас та дронаами-імітаторами «Пародія»»."""
    if not (last.amount and last.kind is Kind.DRONE and made.kind in FLYING and made.weapons):
        return False
    between = texts[last.after : made.first]
    return (
        len(between) <= _CUT_OFF and _AND.isdisjoint(between) and not verbs.starts & set(range(last.after, made.first))
    )


def words_between(tokens: Sequence[Token], first: int, after: int) -> list[int]:
    """Return the words between two types of a list, joining words excluded."""
    return [at for at in range(first, after) if tokens[at].kind == "word" and tokens[at].text not in JOINS]


def join(last: CountGroup, made: CountGroup) -> None:
    """Add the weapons of ``made`` to the count before it, in place."""
    last.weapons += [weapon for weapon in made.weapons if weapon not in last.weapons]
    last.noun = last.noun or made.noun
    last.after, last.half_said = made.after, last.half_said and made.half_said

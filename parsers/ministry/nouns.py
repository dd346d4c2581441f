"""The weapons of a count: its noun, the types named, and singular or plural if there is no numeral."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from parsers.counting import NOUN, WEAPON
from parsers.ministry.small_words import CUE
from parsers.numbers.amounts import amount
from parsers.records import Kind, Words
from parsers.text.tokens import Token
from parsers.vocabulary.ministry import ENDS_A_COUNT, NO_TARGETS, OBLIQUE, ONE, SEVERAL, UNDECLINED
from parsers.vocabulary.weapons import Weapon

REACH = 8
_INSIDE = frozenset({'"', "-"})


class NamedWeapons(NamedTuple):
    kind: Kind | None
    weapons: list[Weapon]
    after: int
    words: Words
    plural: bool | None


def _kind(noun: Kind | None, weapons: Sequence[Weapon]) -> Kind | None:
    """Return the kind of the post's own noun if it says more than «ракета»; else that of the first weapon named."""
    if noun is not None and noun is not Kind.MISSILE:
        return noun
    return weapons[0].kind if weapons else noun


class MinistryNouns:
    """Finds nouns and names among the tokens of a post; ``unknown`` are the tokens of names missing from the tables."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self.tokens, self.taken = tokens, taken
        self.unknown: set[int] = set()

    def at(self, at: int) -> NamedWeapons | None:
        """Return the noun and the weapon names that begin at ``at``; None if there are none.

        «Ракета ТРК «Точка-У»», «снарядов HIMARS и «Ольха»».
        """
        noun, name = NOUN.match(self.tokens, at), WEAPON.match(self.tokens, at)
        if (noun is None and name is None) or (at and self.tokens[at - 1].text in NO_TARGETS):
            return None
        if noun is None or (name and name.after > noun.after):
            noun = None
        elif name and name.row.kind is Kind.DRONE and name.after <= noun.after:
            name = None  # «реактивных снарядов» are not jets
        after = noun.after if noun else name.after if name else at
        weapons = [name.row] if name else []
        later, more = self._types(after)
        if noun and not later and not name:
            self._look_for_a_name(after)
        weapons += [weapon for weapon in later if weapon not in weapons]
        kind = _kind(noun.row if noun else None, weapons)
        return NamedWeapons(
            kind,
            weapons,
            max(after, more),
            (self.tokens[at].start, self.tokens[after - 1].end),
            self._plural(at, after),
        )

    def _types(self, at: int) -> tuple[list[Weapon], int]:
        """Return the weapon names within a few words of their noun, with their list, and the token after the last."""
        weapons: list[Weapon] = []
        after = at
        for start in range(at, len(self.tokens)):
            if start > after + REACH or start in self.taken or start < after:
                if start >= after:
                    break
                continue
            name = WEAPON.match(self.tokens, start)
            if name and not NOUN.match(self.tokens, start):
                weapons.append(name.row)
                after = name.after
            elif self.tokens[start].text in {"и", ","} and weapons and self._names_next(start + 1):
                continue
            elif self.ends_a_count(start) or amount(self.tokens, start):
                break
        return weapons, after

    def _look_for_a_name(self, at: int) -> None:
        """Record an unknown name in quotes after a noun: «Две ракеты «Сапсан»».

        Words of fate may not come between them.
        """
        for start in range(at, min(at + REACH, len(self.tokens) - 1)):
            if self.tokens[start].text == '"':
                named = self.tokens[start + 1]
                self.unknown.update([start + 1] if named.kind == "word" and named.capital else [])
                return
            if self.ends_a_count(start):
                return

    def _names_next(self, at: int) -> bool:
        while at < len(self.tokens) and self.tokens[at].text in _INSIDE:
            at += 1
        return (
            at < len(self.tokens) and WEAPON.match(self.tokens, at) is not None and NOUN.match(self.tokens, at) is None
        )

    def _plural(self, at: int, after: int) -> bool | None:
        """Return whether the words are plural; None if they do not show it.

        «Аппарат», «украинские БПЛА», «БПЛА уничтожен». Only a noun in the nominative is a count without a numeral;
        «налета беспилотников» counts nothing.
        """
        keys = [token.text for token in self.tokens[at:after]]
        before = self.tokens[at - 1].text if at else ""
        if any(key in ONE or key in SEVERAL for key in keys):
            return any(key in SEVERAL for key in keys)
        if keys[-1] not in UNDECLINED or before.endswith(OBLIQUE):
            return None
        if before.endswith(("ий", "ый", "ой")):
            return False
        return before.endswith(("ие", "ые")) or self._verb_near(after, at).endswith("ы")

    def _verb_near(self, after: int, at: int) -> str:
        """Return the nearest verb after a noun, or else before it."""
        for i in chain(range(after, min(after + REACH, len(self.tokens))), range(at - 1, max(at - REACH, -1), -1)):
            if CUE.match(self.tokens, i):
                return self.tokens[i].text
        return ""

    def ends_a_count(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" and token.text not in _INSIDE:
            return True
        return token.text in ENDS_A_COUNT or CUE.match(self.tokens, at) is not None

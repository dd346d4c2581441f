"""Noun phrases and the weapon names after them: «керованими авіаційними ракетами Х-59/69»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.group import CountGroup
from parsers.counting.words import ADJECTIVE, NOUN, WEAPON, what_opens
from parsers.records import Kind
from parsers.text.phrases import Found
from parsers.text.tokens import Token
from parsers.vocabulary.weapons import PLURAL, PLURAL_NOUNS, SINGULAR, SINGULAR_NOUNS, STOPS, Weapon

LOOK_AHEAD = 4
TYPE = frozenset({"типу", "типа"})
_SINGULAR, _PLURAL = tuple(SINGULAR.split()), tuple(PLURAL.split())
_ONE, _MANY = frozenset(SINGULAR_NOUNS.split()), frozenset(PLURAL_NOUNS.split())
STOP_WORDS = frozenset(STOPS.split())


class Nouns:
    """Reads what a count is of; ``taken`` are tokens used by dates and hours, ``end`` is the end of the sentence."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self.tokens, self.taken, self.end = tokens, taken, len(tokens)

    def group_at(self, at: int) -> CountGroup | None:
        """Return the noun phrase and the weapon names that begin at ``at``, without a number; None if there are none.

        A name may contain a noun («безпілотників інших типів», «дронами-імітаторами»): the longer of the two wins.
        """
        opens = what_opens(self.tokens[at].text)
        if opens is None or not opens.name:
            return None
        noun, half_said = NOUN.match(self.tokens, at), False
        name = WEAPON.match(self.tokens, at)
        if name and (noun is None or name.after >= noun.after):
            weapons, end = self.names(at)
            return CountGroup(at, end, weapons=weapons, singular=self.tokens[name.after - 1].text in _ONE)
        if noun is None:
            noun, half_said = self._adjective(at)
        if noun is None or noun.after > self.end:
            return None
        of_a_type = noun.row is not Kind.TARGET  # «436 цілей: один «Кинджал», …» begins a list
        weapons, end = self.names(self._past_filling(noun.after)) if of_a_type else ([], noun.after)
        group = CountGroup(at, end if weapons else noun.after, noun=noun.row, weapons=weapons)
        group.half_said = half_said and not weapons
        group.singular = self._is_singular(at, noun.after)
        return group

    def names(self, at: int) -> tuple[list[Weapon], int]:
        """Return the weapon names from ``at`` on, across «/» and quotes, and the token after the last."""
        weapons: list[Weapon] = []
        after = at
        while at < self.end:
            hit = None if at in self.taken else WEAPON.match(self.tokens, at)
            if hit:
                weapons += [] if hit.row in weapons else [hit.row]
                at = after = self._numbered_sibling(weapons, hit.after)
            elif self._leads_to_a_name(bool(weapons), at):
                at += 1
            else:
                break
        while weapons and after < self.end and self.tokens[after].text == '"':
            after += 1
        return weapons, after

    def _adjective(self, at: int) -> tuple[Found[Kind] | None, bool]:
        """Return an adjective with its noun later or after a slash: «крилатими/авіаційними ракетами»."""
        hit = ADJECTIVE.match(self.tokens, at)
        if hit is None:
            return None, False
        if hit.after + 1 < self.end and self.tokens[hit.after].text == "/":
            later = NOUN.match(self.tokens, hit.after + 1)
            if later:
                return Found(hit.row, later.after), False
        return hit, True

    def _past_filling(self, at: int) -> int:
        """Return the token after the words that may come between a noun and the names of its types.

        «Ракетами морського базування "Калібр"».
        """
        for start in range(at, min(at + LOOK_AHEAD, self.end)):
            if start in self.taken or WEAPON.match(self.tokens, start):
                return start
            text = self.tokens[start].text
            if self.tokens[start].kind != "word" and text not in {'"', ":"}:
                return at
            if text in STOP_WORDS:
                return at
        return at

    def _leads_to_a_name(self, begun: bool, at: int) -> bool:
        """Return whether a quote, a slash or «типу» comes before or between names."""
        text = self.tokens[at].text
        if not begun:
            return text == '"' or text in TYPE
        return text in {'"', "/"} and self._name_within(at + 1)

    def _name_within(self, at: int) -> bool:
        """Return whether a weapon's name follows, with nothing but a few quotes and slashes before it."""
        for start in range(at, min(at + LOOK_AHEAD, self.end)):
            if self.tokens[start].text not in {'"', "/"}:
                return start not in self.taken and WEAPON.match(self.tokens, start) is not None
        return False

    def _numbered_sibling(self, weapons: list[Weapon], at: int) -> int:
        """Add the second missile of «Х-59/69», and return the token after it; «Shahed-136/131» is one type."""
        while at + 1 < self.end and self.tokens[at].text == "/" and self.tokens[at + 1].kind == "number":
            prefix = self.tokens[at - 1].text.split("-")[0]
            sibling = self.tokens[at + 1]._replace(kind="word", text=f"{prefix}-{self.tokens[at + 1].text}")
            hit = WEAPON.match([sibling], 0)
            if hit and hit.row not in weapons:
                weapons.append(hit.row)
            at += 2
        return at

    def _is_singular(self, first: int, after: int) -> bool:
        """Return whether a noun phrase without a number is singular, by its endings; plural if they do not show it.

        The adjectives before it count too: «Ворожий ударний БпЛА влетів».
        """
        words = [self.tokens[i].text for i in range(first, after) if self.tokens[i].kind == "word"]
        if not words or words[0].startswith("засоб") or words[-1] in _MANY:
            return False
        if words[-1] in _ONE:
            return True
        for back in range(first - 1, max(-1, first - LOOK_AHEAD), -1):
            if self.tokens[back].kind != "word" or not self.tokens[back].text.endswith(_SINGULAR + _PLURAL):
                break
            words.append(self.tokens[back].text)
        return any(word.endswith(_SINGULAR) for word in words) and not any(word.endswith(_PLURAL) for word in words)

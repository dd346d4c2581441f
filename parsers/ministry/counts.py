"""What a number of a ministry's post counts: weapons, those named before, or nothing known."""

from __future__ import annotations

from parsers.counting import SHARE, THING, counted_thing
from parsers.ministry.events import Said
from parsers.ministry.nouns import REACH, MinistryNouns
from parsers.ministry.small_words import CUE, UNCOUNTED
from parsers.negation import none_of
from parsers.numbers.amounts import Amount, amount
from parsers.places import REGIONS
from parsers.records import Outcome, Words
from parsers.text.sentences import is_list_mark
from parsers.vocabulary.ministry import BARE_NEXT, BOTH, NOT_VAGUE
from parsers.vocabulary.negations import NOT
from parsers.vocabulary.numbers import REST
from parsers.vocabulary.outcomes import Thing

OF = "из"
ADDS = frozenset({"еще", "также", "дополнительно"})
# The endings of a participle before its noun: «34 сбитых БПЛА».
ATTRIBUTIVE = ("ых", "ый", "ого")


class Counts:
    """Reads what comes after the numbers of a post; adds the tokens of «ни один» to ``denied``."""

    def __init__(self, nouns: MinistryNouns, denied: set[int]) -> None:
        self.nouns, self.tokens, self.taken = nouns, nouns.tokens, nouns.taken
        self.denied = denied

    def of(self, at: int, size: Amount, *, each: bool, bracketed: bool) -> tuple[Said | Words | None, int]:
        """Return the count that begins at token ``at`` with its number ``size``, and the token after it.

        The count is Words if the number counts nothing known, None if it clearly does not count weapons.
        """
        past = self._no_count(at, size)
        if past is not None:
            return None, past
        made = Said(at, size.words, size, each=each, bracketed=bracketed)
        made.all = self.tokens[size.first].text in BOTH
        made.rest = self.tokens[size.first].text in REST
        share = SHARE.match(self.tokens, size.after) if size.after < len(self.tokens) else None
        if share:
            made.part = True
            return made, share.after
        made.adds = bool(ADDS.intersection(token.text for token in self.tokens[max(0, at - 2) : at]))
        made.whole = at > 0 and self.tokens[at - 1].text == OF
        return self._named(made, size, self._behind_whole(made, size.after))

    def _no_count(self, at: int, size: Amount) -> int | None:
        """Return the token after a number that by its form cannot count weapons; None if it may."""
        if (at and self.tokens[at - 1].text in NOT_VAGUE) or is_list_mark(self.tokens, at):
            return size.after  # «См. часть 1», «2) 17 – над …»
        if none_of(self.tokens, size.first):
            self.denied.update({size.first - 1, size.first})
            return self._behind_noun(size.after)  # «Ни один украинский БПЛА не достиг цели»
        if size.number is None and size.after < len(self.tokens) and self._is_numbered(size.after):
            return size.after  # «остальные 12», «остальные пять»
        compared = counted_thing(self.tokens, size)
        return compared.after if compared and compared.row is Thing.COMPARED else None

    def _is_numbered(self, at: int) -> bool:
        size = amount(self.tokens, at)
        return size is not None and size.number is not None

    def _behind_whole(self, made: Said, after: int) -> int:
        """Return the token after the «из 9» of «7 из 9 БПЛА», and keep its number."""
        if after >= len(self.tokens) or self.tokens[after].text != OF:
            return after
        after += 1
        made.of = amount(self.tokens, after) if after < len(self.tokens) and after not in self.taken else None
        return made.of.after if made.of else after

    def _named(self, made: Said, size: Amount, after: int) -> tuple[Said | Words | None, int]:
        """Return what a number counts, and the next token: the weapon named within a few words, or before."""
        for start in range(after, min(after + REACH, len(self.tokens))):
            if start in self.taken:
                break
            named = self.nouns.at(start)
            if named:
                made.kind, made.weapons = named.kind, named.weapons
                return made, named.after
            thing = THING.match(self.tokens, start) or UNCOUNTED.match(self.tokens, start)
            if thing and thing.row is not Thing.SITE:
                return None, start
            told = self._participle(start)
            made.outcome = told or made.outcome
            if not told and (self.nouns.ends_a_count(start) or REGIONS.match(self.tokens, start)):
                break
        made.outcome = None
        return (made if self._is_bare(size.after) else size.words), size.after

    def _participle(self, at: int) -> Outcome | None:
        """Return the outcome that a participle gives before the noun: «34 сбитых БПЛА»."""
        cue = CUE.match(self.tokens, at) if self.tokens[at].text.endswith(ATTRIBUTIVE) else None
        return cue.row if cue and isinstance(cue.row, Outcome) else None

    def _behind_noun(self, at: int) -> int:
        """Return the token after the weapon that a number counts, if only adjectives lie between them."""
        for start in range(at, min(at + REACH, len(self.tokens))):
            named = self.nouns.at(start)
            if named:
                return named.after
            if self.tokens[start].kind != "word" or self.tokens[start].text in NOT or CUE.match(self.tokens, start):
                break
        return at

    def _is_bare(self, at: int) -> bool:
        """Return whether a number can have its noun from before: what comes next leaves no room for another."""
        if at >= len(self.tokens):
            return True
        token = self.tokens[at]
        return token.kind == "line" or token.text in BARE_NEXT or CUE.match(self.tokens, at) is not None

"""Shares of a count: «(82 із них - реактивні)», «в т.ч. реактивними», «понад 50 із них – "Шахеди"»."""

from __future__ import annotations

from parsers.counting.chains import JOINS
from parsers.counting.elided_nouns import ends_at
from parsers.counting.group import CountGroup, SentenceCounts
from parsers.counting.nouns import LOOK_AHEAD, Nouns
from parsers.counting.words import SHARE
from parsers.numbers.amounts import Amount, amount
from parsers.records import Kind, Outcome
from parsers.vocabulary.outcomes import ENDED
from parsers.vocabulary.weapons import OUR_MEANS, Weapon

_PARTS = ("полов", "трети")
_DOWN = frozenset({Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED, Outcome.NEUTRALISED})


def _is_ours(word: str) -> bool:
    """Return whether a word names what shot them down: crews, interceptors, «зенітні ракетні підрозділи»."""
    return word.startswith(OUR_MEANS)


class Shares:
    """Reads the shares of the counts of a sentence and adds them to its result."""

    def __init__(self, nouns: Nouns, result: SentenceCounts) -> None:
        self.nouns, self.result = nouns, result
        self.tokens, self.taken, self.end = nouns.tokens, nouns.taken, nouns.end

    def marked(self, at: int, whole: CountGroup | None) -> int | None:
        """Add a share after its mark, with or without a number; return the token after it, or None if there is none."""
        mark = SHARE.match(self.tokens, at) if at < self.end and at not in self.taken else None
        if mark is None:
            return None
        size = amount(self.tokens, mark.after) if mark.after < self.end else None
        after = self._add(at, size, size.after if size else mark.after, whole)
        return self._number_behind(after) if after and size is None else after

    def _number_behind(self, after: int) -> int:
        """Give the share just added its number: «(із них реактивних – 47)»; return the token after it."""
        dashed = after + 1 < self.end and self.tokens[after].text == "-"
        size = amount(self.tokens, after + 1) if dashed and after + 1 not in self.taken else None
        if size is None or size.number is None or not ends_at(self.tokens, size.after, self.end):
            return after
        self.result.groups[-1].amount = size
        return size.after

    def numbered(self, at: int, size: Amount, whole: CountGroup | None) -> int | None:
        """Add a share with its number before its mark; return the token after it, or None."""
        mark = SHARE.match(self.tokens, size.after) if size.after < self.end else None
        if mark:
            return self._add(at, size, mark.after, whole)
        vague = size.number is None and size.bounds is None and whole is not None
        dashed = vague and size.after < self.end and self.tokens[size.after].text == "-"
        return self._add(at, size, size.after + 1, whole) if dashed else None  # «майже половина – реактивні»

    def by_means(self, at: int, size: Amount, whole: CountGroup | None) -> int | None:
        """Add a share given by what shot it down; return the token after its number, or None.

        «46 – дронами-перехоплювачами, 8 – екіпажами F-16».
        """
        dash = size.after
        if whole is None or size.number is None or dash + 1 >= self.end or self.tokens[dash].text != "-":
            return None
        if not _is_ours(self.tokens[dash + 1].text):
            return None
        self.result.groups.append(CountGroup(at, dash, size, whole.kind, [], share=True, outcome=whole.outcome))
        return dash

    def bracketed(self, at: int, whole: CountGroup | None) -> int | None:
        """Add a share from a bracket; return the token after it, or None.

        «(більшість - реактивні)», «(близько третини - реактивні)» need no mark.
        """
        after = self.marked(at, whole)
        size = amount(self.tokens, at) if not after and at < self.end and at not in self.taken else None
        if size is None:
            return after
        after = size.after
        while after < self.end and self.tokens[after].text.startswith(_PARTS):
            after += 1
        dashed = after < self.end and self.tokens[after].text == "-"
        return self.numbered(at, size, whole) or (self._add(at, size, after, whole) if dashed else None)

    def listed(self, at: int, close: int, whole: CountGroup | None) -> int | None:
        """Add the shares listed in a bracket that ends at ``close``; return the token after it, or None.

        «(2 "Орлан-10" та 1 Supercam)».
        """
        if whole is None or whole.amount is None or whole.kind in {None, Kind.TARGET}:
            return None
        parts: list[CountGroup] = []
        while at < close:
            size = amount(self.tokens, at)
            weapons, after = self.nouns.names(size.after) if size else ([], at)
            if size is None or at in self.taken or not weapons or any(one.kind is not whole.kind for one in weapons):
                return None
            parts.append(CountGroup(at, after, size, whole.noun, weapons, share=True, outcome=whole.outcome))
            at = after + 1 if after < close and self.tokens[after].text in JOINS else after
        self.result.groups += parts
        return close + 1

    def _add(self, at: int, size: Amount | None, after: int, whole: CountGroup | None) -> int | None:
        """Add a share of the count before it: of the types it names, or by who or what stopped it.

        «З них 31 – дронами-перехоплювачами» names our own means, and the share has the kind of the whole.
        """
        named = self._of_what(after)
        means = self._means(after, whole) if named is None and size and size.number is not None and whole else None
        if means and whole:
            named = [], whole.kind, means
        if named is None:
            return None
        weapons, kind, end = named
        noun = kind or (whole.kind if whole else None)
        outcome = whole.outcome if whole else None
        self.result.groups.append(CountGroup(at, end, size, noun, weapons, share=True, outcome=outcome))
        return end

    def _means(self, at: int, whole: CountGroup) -> int | None:
        """Return the token before the words for what shot them down, if within a few words; None otherwise.

        «– дронами-перехоплювачами», «знищено …». A verb is accepted only if the whole is known to be down: «6 із них
        знищено підрозділами ППО» are all.
        """
        if whole.outcome is not None and whole.outcome not in _DOWN:
            return None  # «Решта ракет цілей не досягла. З них 55 – дронами-перехоплювачами»
        verb = at < self.end and self.tokens[at].text.startswith(ENDED) and whole.outcome in _DOWN
        if at >= self.end or not (verb or self.tokens[at].text == "-"):
            return None
        near = range(at, min(at + LOOK_AHEAD, self.end))
        behind = at + 1 if verb else at
        return behind if any(_is_ours(self.tokens[i].text) for i in near) else None

    def _of_what(self, at: int) -> tuple[list[Weapon], Kind | None, int] | None:
        """Return the weapons, the noun and the next token found within a few words of ``at``, or None."""
        for start in range(at, min(at + LOOK_AHEAD, self.end)):
            group = self.nouns.group_at(start)
            if group:
                return group.weapons, group.noun, group.after
            if self.tokens[start].text in ")(.;," or start in self.taken or _is_ours(self.tokens[start].text):
                return None
        return None

"""Walks over the words of a sentence and gathers its counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from parsers.counting.brackets import next_of, past_breakdown, within
from parsers.counting.chains import JOINS, share_the_noun
from parsers.counting.elided_nouns import OF, ends_at, is_bare_site, verb_beside
from parsers.counting.group import CountGroup, SentenceCounts, Verbs
from parsers.counting.lists import carries_on, is_cut_off, join, words_between
from parsers.counting.nouns import LOOK_AHEAD, STOP_WORDS, Nouns
from parsers.counting.number_behind import number_behind
from parsers.counting.shares import Shares
from parsers.counting.unclear import counted_thing
from parsers.counting.unknown_names import unknown_names
from parsers.counting.words import COMMAND, NOUN, WEAPON, what_opens
from parsers.numbers.amounts import Amount, amount
from parsers.records import Kind, Outcome
from parsers.text.phrases import where
from parsers.text.tokens import Token
from parsers.vocabulary.numbers import IN_QUANTITY, UNITS
from parsers.vocabulary.outcomes import NOT_SURE, PARTICIPLES, SENT, Thing

_INSIDE = frozenset({'"', "-", "типу", "типа", "типів"})
_QUIET = JOINS | _INSIDE
_NEXT_SENTENCE = 4  # tokens: line breaks and an ornament


def _is_sent(word: str) -> bool:
    """Return whether a word makes a count one of launches, whatever verb follows: «132 запущених дронів»."""
    return word.startswith(SENT) and word.endswith(PARTICIPLES)


class Counter:
    """Counts the sentences of a post, one after another; ``taken`` are tokens used by dates and hours."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self.tokens, self.taken = tokens, taken
        self.nouns = Nouns(tokens, taken)
        self.texts = [token.text for token in tokens]
        self.closing = [at for at, text in enumerate(self.texts) if text == ")"]
        self.stops = list(where(what_opens, tokens, 0, len(tokens)))
        self.whole: CountGroup | None = None
        self.counted = 0
        self.told: list[Kind] = []
        self.before: list[Kind] = []

    def count(self, first: int, after: int, verbs: Verbs) -> SentenceCounts:
        """Return the counts of tokens ``[first, after)``."""
        self.end = self.nouns.end = after
        self.verbs, self.result, self.loose = verbs, SentenceCounts(), False
        near = first - self.counted <= _NEXT_SENTENCE  # a share comes right after its whole
        self.earlier, self.whole, self.counted = self.whole if near else None, None, after
        self.shares = Shares(self.nouns, self.result)
        at = first
        for stop in self.stops[bisect_left(self.stops, first) : bisect_left(self.stops, after)]:
            if stop >= at and stop not in self.taken and stop not in verbs.nounless:
                self.loose = self.loose or not _QUIET.issuperset(self.texts[at:stop])
                at = self._step(stop) or stop
        if self.result.groups:
            share_the_noun(self.tokens, self.result.groups)
            self.result.unknown += unknown_names(self.tokens, self.texts, self.result.groups, after)
            self._remember()
        return self.result

    def _remember(self) -> None:
        """Keep the kinds seen so far: a later number without a noun counts one of them."""
        kinds = dict.fromkeys([group.kind for group in self.result.groups if not group.share])
        self.told += [kind for kind in kinds if kind and kind not in self.told]
        self.before = [kind for kind in kinds if kind] or self.before

    def _step(self, at: int) -> int | None:
        """Read what begins at ``at`` and return the token to continue from; None if nothing begins there."""
        text = self.texts[at]
        if text == "(":
            return self._bracket(at)
        opens = what_opens(text)
        if opens is None:
            return None
        command = COMMAND.match(self.tokens, at) if opens.command else None
        if command:
            return past_breakdown(self.tokens, command.after, self.end)
        after = self._marked(at) if opens.share else None
        size = amount(self.tokens, at) if opens.amount and not after else None
        if size:
            whole = self.whole or (self.earlier if self.earlier and self.earlier.amount else None)
            after = self.shares.numbered(at, size, whole) or self.shares.by_means(at, size, whole)
            after = after or self._amount(at, size)
        return after or (self._unnumbered(at) if opens.name else None)

    def _marked(self, at: int) -> int | None:
        """Read a share after its mark; a share of the previous sentence's count only if that has a number."""
        return self.shares.marked(at, self.whole or (self.earlier if self.earlier and self.earlier.amount else None))

    def _bracket(self, at: int) -> int:
        """Read a bracket: a share of the count before it, its names, or nothing counted: places, «(уламки)»."""
        after = self.shares.bracketed(at + 1, self.whole)
        while after and after < self.end and self.tokens[after].text in JOINS:
            further = self.shares.bracketed(after + 1, self.whole)
            if further is None:
                break
            after = further
        if after:
            return after + 1 if after < self.end and self.tokens[after].text == ")" else after
        close = next_of(self.closing, at)
        if close is None or close >= self.end:
            return at + 1
        if COMMAND.match(self.tokens, at + 1):
            return close + 1
        listed = self.shares.listed(at + 1, close, self.whole)
        if listed:
            return listed
        if self.whole and self.nouns.names(at + 1)[0]:
            for _, hit in WEAPON.search(self.tokens, at + 1, close):
                self.whole.weapons += [] if hit.row in self.whole.weapons else [hit.row]
        for size, thing in within(self.tokens, self.taken, at + 1, close):
            sure = not any(self.texts[i].startswith(NOT_SURE) for i in range(at + 1, close))
            if thing is Thing.SITE and sure:
                self.result.sites.append((size, size.first))
            elif thing in {None, Thing.SITE}:
                self.result.spare.append(size)
        return close + 1

    def _amount(self, at: int, size: Amount) -> int | None:
        """Read what a number counts and return the token to continue from, or None."""
        if size.after > self.end or size.after - 1 in self.taken:
            return None
        if self._gives_quantity(at, size):
            return size.after + (size.after < self.end and self.texts[size.after].startswith(UNITS))
        whole = self._of_whole(size)
        if whole:
            return whole
        thing = counted_thing(self.tokens, size) if size.after < self.end else None
        if thing and (thing.row is Thing.COMPARED or not NOUN.match(self.tokens, size.after)):
            if thing.row is Thing.SITE:
                self.result.sites.append((size, at))
            return thing.after
        if is_bare_site(self.tokens, size, self.end):
            self.result.sites.append((size, at))
            return size.after
        return self._counted(at, size, size.after) or self._bare(at, size)

    def _gives_quantity(self, at: int, size: Amount) -> bool:
        """Give a number to the list before it: «… Гербера, «Пародія» загальною кількістю 115 одиниць»."""
        if not at or self.texts[at - 1] not in IN_QUANTITY or self.whole is None or self.whole.amount:
            return False
        self.whole.amount = size
        return True

    def _of_whole(self, size: Amount) -> int | None:
        """Read «26 із 38 ударних БпЛА»: the part was downed, the whole launched."""
        if size.after + 1 >= self.end or self.tokens[size.after].text not in OF:
            return None
        at = size.after + 1
        whole = amount(self.tokens, at)
        if whole is None or size.number is None or whole.number is None or at in self.taken:
            return None
        before = len(self.result.groups)
        after = self._counted(at, whole, whole.after) or self._bare(at, whole)
        made = self.result.groups[before:]
        if not made:
            return None
        made[0].outcome, made[0].whole = Outcome.LAUNCHED, True
        part = CountGroup(size.first, size.after, size, made[0].noun, made[0].weapons)
        self.result.groups.insert(before, part)
        self.whole = part  # «336 із 410 (23 із них – реактивні)»: of those downed
        return after

    def _counted(self, at: int, size: Amount, after: int) -> int | None:
        """Read the noun and the weapons of a number, skipping adjectives; return the token after them, or None."""
        for start in range(after, min(after + LOOK_AHEAD, self.end)):
            if start in self.taken:
                return None
            made = self.nouns.group_at(start)
            if made:
                made.first, made.amount = at, size
                sent = any(_is_sent(self.texts[i]) for i in range(after, start))
                made.outcome, made.whole = (Outcome.LAUNCHED, True) if sent else (made.outcome, made.whole)
                self._open(made)
                return self._whole_behind(made)
            token = self.tokens[start]
            if token.text == "-" and start + 1 in self.verbs.starts:
                return None
            if (token.kind != "word" and token.text not in _INSIDE) or token.text in STOP_WORDS:
                return None
        return None

    def _whole_behind(self, part: CountGroup) -> int:
        """Return the token after the whole of «95 ударних БпЛА із 112, запущених», which was launched."""
        at = part.after + 1
        if at >= self.end or self.texts[part.after] not in OF or at in self.taken or part.whole:
            return part.after
        size = amount(self.tokens, at)
        if size is None or size.number is None or size.after > self.end:
            return part.after
        if not (ends_at(self.tokens, size.after, self.end) or _is_sent(self.texts[size.after])):
            return part.after
        whole = CountGroup(at, size.after, size, part.noun, part.weapons, outcome=Outcome.LAUNCHED, whole=True)
        self.result.groups.append(whole)
        return size.after

    def _bare(self, at: int, size: Amount) -> int:
        """Read a number without its noun, «213 — збито», «усі 14 знищено», and return the token after it."""
        if size.number is None:
            return size.after
        noun = self._noun_before()
        if noun and verb_beside(self.tokens, self.verbs, size, self.end):
            self._open(CountGroup(at, size.after, size, noun))
        else:
            self.result.spare.append(size)
        return size.after

    def _noun_before(self) -> Kind | None:
        """Return the kind a number without a noun counts: the last of its sentence, else the only one before."""
        if self.whole:
            return self.whole.kind
        return next((kinds[0] for kinds in (self.before, self.told) if len(kinds) == 1), None)

    def _unnumbered(self, at: int) -> int | None:
        """Read a noun or a weapon without a number: it continues the list before it, or is a count of its own.

        Its number may come after a dash: «балістичних ракет Іскандер-М – 4».
        """
        made = self.nouns.group_at(at)
        if made is None:
            return None
        last = self.whole
        if number_behind(made, self.nouns, self.verbs, self.closing):
            self._open(made)
            return made.after
        cut_off = last is not None and is_cut_off(last, made, self.texts, self.verbs)
        if last and cut_off:
            self.result.unknown += words_between(self.tokens, last.after, at)[:1]
        if last and (cut_off or (not self.loose and carries_on(last, made))):
            join(last, made)
        elif last and made.noun is Kind.TARGET and not made.weapons:
            self.result.groups.append(made)
        else:
            self._open(made)
        return made.after

    def _open(self, group: CountGroup) -> None:
        self.result.groups.append(group)
        self.whole, self.loose = group, False

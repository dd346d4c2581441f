"""What an Air Force post counts, in any of its layouts: lines, sites, headline, and numbers left over."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.account import left_over
from parsers.air_force.contents import DOWN, SUMMED, AirForceContents
from parsers.air_force.gathering import keep
from parsers.air_force.headline import headline
from parsers.air_force.role_words import IS_PLAIN
from parsers.counting import COMMAND, SHARE, THING, WEAPON, Counter, CountGroup, SentenceCounts
from parsers.negation import Fated
from parsers.numbers.amounts import is_numeral
from parsers.other_accounts import bracketed, sums_up, turn
from parsers.outcomes import Cue, assign, cues, idle, outside, verbs
from parsers.records import Kind, Outcome
from parsers.text.phrases import one_of
from parsers.text.sentences import Sentence, headline_end, sentences
from parsers.text.tokens import Token
from parsers.time.edges import ToldWindow
from parsers.vocabulary.other_accounts import Other
from parsers.vocabulary.outcomes import Fate
from parsers.vocabulary.windows import Period

_ADDS = frozenset({"крім", "окрім"})
_ROLES = one_of((WEAPON, SHARE, THING, COMMAND))
_CARRIES_ON = frozenset({"також", "а"})


def stated(text: str, tokens: Sequence[Token], times: ToldWindow) -> AirForceContents:
    """Return the counts of a post.

    The headline is counted separately, then each sentence; bullets take the outcome of their heading.
    """
    return _Reader(text, tokens, times).result


class _Reader:
    """Walks through the sentences of a post and collects what each counts."""

    def __init__(self, text: str, tokens: Sequence[Token], times: ToldWindow) -> None:
        self.tokens, self.times, self.result = tokens, times, AirForceContents()
        self.counter = Counter(tokens, times.taken)
        self.sums = [period.first for period in times.periods if period.what is Period.SUM]
        self.heading: Fated = None
        self.last: Fated = None
        self.before: Fated = None
        self.listed: list[CountGroup] = []
        top = headline_end(text, tokens)
        if top:
            self._headline(top)
        self.result.body = sentences(tokens, top)
        for sentence in self.result.body:
            self._sentence(sentence)
        self._close_list()

    def _close_list(self) -> None:
        """Mark a count before a colon as the total of the list after it.

        If that list counts no weapon, it is an ordinary count: «збито 109 БпЛА:» over a list of commands.
        """
        if self.listed and self.listed[-1] is [group for group in self.result.groups if not group.share][-1]:
            for group in self.listed:
                group.total = group.kind is Kind.TARGET or group.outcome is Outcome.NEUTRALISED
        self.listed = []

    def _headline(self, top: int) -> None:
        found_cues = cues(self.tokens, 0, top)
        counted = self.counter.count(0, top, verbs(found_cues))
        self.result.headline = headline(self.tokens, counted, outside(found_cues, counted.groups))

    def _sentence(self, sentence: Sentence) -> None:
        """Count a sentence; a bullet inherits the outcome of its heading, «також» that of the sentence before."""
        tokens, result = self.tokens, self.result
        result.told.append([])
        found_cues = cues(tokens, sentence.first, sentence.after)
        if sentence.heads and not found_cues:
            self.heading = self.heading or self.before  # «Ракетна складова:» under «завдав удару …:»
            return
        carried = self.last if tokens[sentence.first].text in _CARRIES_ON else None
        inherited = self.heading if sentence.bullet else carried
        if found_cues or inherited or _has_a_number(tokens, sentence, self.times.taken):
            counted = self.counter.count(sentence.first, sentence.after, verbs(found_cues))
            standing = outside(found_cues, counted.groups)
            assign(tokens, counted.groups, standing, inherited)
            self._set_apart(sentence, counted)
            self._leave_retold(sentence, counted)
            self._check_again(sentence, counted)
            keep(result, tokens, sentence, counted, standing)
            self._account(sentence, counted, found_cues)
            if any(sentence.first <= at < sentence.after for at in self.sums):
                _make_totals(counted.groups)
            found_cues = standing
        self.last = _last_outcome(found_cues) or (self.last if sentence.bullet else None)
        self.before = self.last or self.before
        if not sentence.bullet:
            self._close_list()
            self.heading = self.last if sentence.heads else None
            self.listed = list(result.told[-1]) if sentence.heads else []

    def _set_apart(self, sentence: Sentence, counted: SentenceCounts) -> None:
        """Remove what belongs to another account from a sentence; if that is not certain, record it as ``unsure``."""
        span, later = (sentence.first, sentence.after), bool(self.result.groups)
        inside = bracketed(self.tokens, *span)
        self.result.apart |= inside
        _leave_out(counted, inside)
        numbers = [group.first for group in counted.groups] + [size.first for size in counted.spare]
        turned = turn(self.tokens, span, numbers, later=later, apart=inside)
        if turned is None:
            return
        counts = any(group.amount for group in counted.groups)
        sure = turned.sure and not (turned.other is Other.ACTOR and _stops(counted))
        if counts and not sure:
            self.result.unsure.append(turned.at)
        apart = set(range(sentence.first if turned.whole else turned.at, sentence.after))
        self.result.apart |= apart
        _leave_out(counted, apart)

    def _leave_retold(self, sentence: Sentence, counted: SentenceCounts) -> None:
        """Drop a sentence that only repeats earlier numbers: «Отже, 134 БпЛА атакували, 113 – збито».

        If the numbers differ it stays, and the sums will disagree.
        """
        groups = self.result.groups
        if sentence.bullet or not groups or sums_up(self.tokens, sentence.first, sentence.after) is None:
            return
        known = {group.number()[0] for group in groups}
        sizes = [group.number()[0] for group in counted.groups if group.amount] + [one.number for one in counted.spare]
        if sizes and known.issuperset(sizes):
            self.result.apart.update(range(sentence.first, sentence.after))
            counted.groups, counted.spare = [], []

    def _check_again(self, sentence: Sentence, counted: SentenceCounts) -> None:
        """Doubt counts that a later sentence adds to what was stopped, with neither a list nor «також»."""
        tokens = self.tokens
        stopped = any(group.outcome in DOWN and not group.share for group in self.result.groups)
        if sentence.bullet or not stopped or tokens[sentence.first].text in _ADDS:
            return
        kinds = {group.kind for group in self.result.groups if group.outcome in DOWN}
        added = [group for group in counted.groups if group.amount and not group.share]
        if tokens[sentence.first].text in _CARRIES_ON:
            added = [group for group in added if group.kind in kinds]
        sent = any(group.outcome is Outcome.LAUNCHED for group in self.result.groups)
        found_cues = DOWN | ({Outcome.LAUNCHED} if sent else set())  # a post may begin with what was downed
        if any(group.outcome in found_cues and group.kind is not Kind.TARGET for group in added):
            self.result.again.append(sentence.first)

    def _account(self, sentence: Sentence, counted: SentenceCounts, found_cues: Sequence[Cue]) -> None:
        """Find the words of a counting sentence that have no role."""
        if not any(group.amount for group in counted.groups) and not counted.spare:
            return
        covered = {at for cue in found_cues for at in range(cue.first, cue.after)}
        covered |= self.times.taken | self.result.apart
        covered |= {group.first - 1 for group in counted.groups if group.outcome is Fate.NONE}
        covered |= _ROLES.covers(self.tokens, sentence.first, sentence.after)
        self.result.left += left_over(self.tokens, sentence.first, sentence.after, covered, IS_PLAIN)
        self.result.unsure += [cue.first for cue in idle(counted.groups, found_cues)]


def _leave_out(counted: SentenceCounts, apart: set[int]) -> None:
    """Remove whatever lies in tokens ``apart`` from the counts of a sentence, in place."""
    counted.groups = [group for group in counted.groups if group.first not in apart]
    counted.spare = [size for size in counted.spare if size.first not in apart]
    counted.sites = [site for site in counted.sites if site[1] not in apart]


def _stops(counted: SentenceCounts) -> bool:
    return any(group.outcome in SUMMED - {Outcome.LAUNCHED} for group in counted.groups)


def _has_a_number(tokens: Sequence[Token], sentence: Sentence, taken: set[int]) -> bool:
    """Return whether a sentence without a verb of outcome may still count something."""
    inside = [tokens[i] for i in range(sentence.first, sentence.after) if i not in taken]
    return any(token.kind == "number" or is_numeral(token.text) for token in inside)


def _make_totals(groups: Sequence[CountGroup]) -> None:
    """Mark the counts of a twenty-four-hour sum as totals over the night's report and the day's."""
    for group in groups:
        group.total = group.outcome in SUMMED and not group.share


def _last_outcome(found_cues: Sequence[Cue]) -> Fated:
    return next((cue.outcome for cue in reversed(found_cues) if cue.outcome and cue.outcome is not Fate.PLAIN), None)

"""Walks over the tokens of a ministry's post once and yields them as a row of events.

``parsers.ministry.sentence`` decides what belongs to what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.counting import SHARE
from parsers.ministry.counts import Counts
from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.ministry.nouns import REACH, MinistryNouns
from parsers.ministry.small_words import CUE, EACH, MARKS, PARTS, STANDING, begins_with
from parsers.negation import INFINITIVE_RUSSIAN, Fated, said
from parsers.numbers.amounts import amount
from parsers.places import REGIONS
from parsers.records import Kind, Outcome
from parsers.text.phrases import Found, fits
from parsers.text.sentences import SHORTENED
from parsers.text.tokens import Token
from parsers.vocabulary.ministry import (
    NO_NAMES,
    NO_REGIONS,
    NOT_THE_REGION,
    NOT_VAGUE,
    REGION_ENDINGS,
    REGION_NOUNS,
    PlaceRole,
)
from parsers.vocabulary.negations import NOT
from parsers.vocabulary.numbers import IN_QUANTITY, UNITS
from parsers.vocabulary.outcomes import Fate

THEY = ("они=",)  # «все они сбиты»
_BULLETS = frozenset("•▫◽")
# A verb says what became of a weapon; «обломки сбитого БПЛА» and «уничтожение» count nothing.
_VERBS = ("н", "на", "но", "ны", "т", "та", "то", "ты", "л", "ла", "ло", "ли")


class Walk:
    """The walk itself; ``taken`` are tokens used by hours and dates."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self.tokens, self.taken = tokens, taken
        self.nouns = MinistryNouns(tokens, taken)
        self.stands: PlaceRole | None = None
        self.deep = False
        self.last: Said | None = None
        self.denied: set[int] = set()
        self.counts = Counts(self.nouns, self.denied)

    def events(self) -> Iterator[WalkEvent]:
        """Yield every event from left to right."""
        at = 0
        while at < len(self.tokens):
            event, after = self._step(at)
            if event:
                yield event
            at = after

    def _step(self, at: int) -> tuple[WalkEvent | None, int]:
        token = self.tokens[at]
        if at in self.taken:
            return None, at + 1
        if token.kind in {"mark", "line"}:
            return self._mark(at), at + 1
        begins = begins_with(token.text)
        if begins is None:
            return self._unknown(at), at + 1
        counted = self._count(at) if begins.counted else None
        if counted:
            return counted
        if begins.joins:
            return WalkEvent(Mark.COMMA, at), at + 1
        share = SHARE.match(self.tokens, at) if begins.share else None
        if share:
            partial = PARTS.match(self.tokens, at)
            return WalkEvent(Mark.SHARE, at, "partial" if partial else None), share.after
        told = (self._cue(at) if begins.verb else None) or (self._place(at) if begins.place else None)
        return told or (self._unknown(at), at + 1)

    def _mark(self, at: int) -> WalkEvent | None:
        """Return the event of a comma, colon, full stop or line break; note whether a bracket is open."""
        text = self.tokens[at].text
        if text in "()":
            self.deep = text == "("
            return None
        if self._is_stop(at):
            self.stands, self.last = None, None
            return WalkEvent(Mark.STOP, at)
        if text in {":", ";"} or text in _BULLETS:
            self.last = None  # «33 беспилотника: над Татарстаном – 14» does not say where the 33 were
            return WalkEvent(Mark.COLON, at)
        return WalkEvent(Mark.COMMA, at) if text == "," else None

    def _is_stop(self, at: int) -> bool:
        """Return whether a sentence ends here; «мск. пресечена» and a line broken in mid-sentence do not."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at else None
        later = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if later is None:
            return True
        if token.kind == "line":
            return True
        if token.text not in {".", "!", "?"}:
            return False
        begins = later.capital or (later.kind != "word" and later.text != token.text)
        return begins and not (before is not None and before.text in SHORTENED and not later.capital)

    def _cue(self, at: int) -> tuple[WalkEvent | None, int] | None:
        cue = CUE.match(self.tokens, at)
        heard = self._heard(at, cue) if cue else None
        if heard:
            outcome, after = heard
            if outcome is not Outcome.LAUNCHED and self.stands is PlaceRole.TOWARDS:
                self.stands = None
            if outcome is Outcome.LAUNCHED:
                self.stands = PlaceRole.TOWARDS
            return WalkEvent(Mark.CUE, at, outcome), after
        mark = MARKS.match(self.tokens, at)
        if mark is None:
            return None
        if mark.row is Mark.AGENT:
            self.stands = None
        if mark.row is Mark.ALL and self._fits(mark.after, THEY):
            they = (self.tokens[at].start, self.tokens[mark.after].end)
            return self._open(Said(at, they, None, Kind.TARGET, plural=True, all=True), mark.after + 1)
        return WalkEvent(mark.row, at), mark.after

    def _heard(self, at: int, cue: Found[Fated]) -> tuple[Fated, int] | None:
        """Return what a verb says with denials and helping verbs applied; None if it says nothing of what happened."""
        if cue.row is Fate.PLAIN:
            return None
        if cue.row is None or cue.row is Outcome.LAUNCHED or cue.row is Fate.EXCEPTED:
            self.denied.update(range(at, cue.after))
            return cue.row, cue.after
        text = self.tokens[at].text
        fate = isinstance(cue.row, Fate)
        if not fate and not text.endswith((*_VERBS, *INFINITIVE_RUSSIAN)) and text not in NOT:
            return None
        heard = said(self.tokens, cue.row, at, cue.after, len(self.tokens), infinitive=INFINITIVE_RUSSIAN)
        if heard is None:
            return None
        self.denied.update(range(heard[1], heard[2]))
        return heard[0], max(heard[2], cue.after)

    def _place(self, at: int) -> tuple[WalkEvent | None, int] | None:
        """Return a region in its role towards the counts, or note a word that sets the role."""
        region = REGIONS.match(self.tokens, at)
        if region and region.after < len(self.tokens) and self._fits(region.after, NOT_THE_REGION):
            if self.last and self.last.over:
                self.last.over = "elsewhere"
            return None, region.after
        if region:
            words = (self.tokens[at].start, self.tokens[region.after - 1].end)
            mark = {PlaceRole.TOWARDS: None, PlaceRole.NEAR: Mark.NEAR}.get(self.stands or PlaceRole.OVER, Mark.PLACE)
            return (WalkEvent(mark, at, region.row.code, words) if mark else None), region.after
        stands = STANDING.match(self.tokens, at)
        if stands:
            self._turn(stands, at)
            return None, stands.after
        if self.last and self.last.over and self._fits(at, NO_REGIONS):
            self.last.over = "elsewhere"
        return None

    def _unknown(self, at: int) -> WalkEvent | None:
        """Return the event of a region missing from the tables, or None."""
        if self.stands is PlaceRole.OVER and self._is_unknown_region(at):
            return WalkEvent(Mark.UNKNOWN, at, None, self.tokens[at].words)
        return None

    def _turn(self, stands: Found[PlaceRole], at: int) -> None:
        """Set the role of the next place; «по объектам на территории» stays an attack until «над» or a verb ends it."""
        word = self.tokens[at].text
        if self.stands is PlaceRole.TOWARDS and word != "над":
            return
        if self.stands is PlaceRole.NEAR and word != "над" and stands.row is PlaceRole.OVER and word != "территорией":
            return
        self.stands = stands.row
        if self.last and self.stands is PlaceRole.OVER and word not in {"в", "во", "на"}:
            self.last.over = "bare" if word == "над" else "territory"

    def _is_unknown_region(self, at: int) -> bool:
        """Return whether a name has a region's ending, or comes right before its noun.

        «Энской области», «Энской, Курской областей».
        """
        if not self.tokens[at].capital or self._fits(at, NO_NAMES):
            return False
        if at + 1 < len(self.tokens) and self._fits(at + 1, REGION_NOUNS):
            return True
        if not self.tokens[at].text.endswith(REGION_ENDINGS):
            return False
        for i in range(at + 1, min(at + REACH // 2, len(self.tokens))):
            if self._fits(i, NO_REGIONS):
                return False
            if self._fits(i, REGION_NOUNS):
                return True
        return True

    def _fits(self, at: int, stems: Sequence[str]) -> bool:
        return at < len(self.tokens) and any(fits(stem, self.tokens[at].text) for stem in stems)

    def _count(self, at: int) -> tuple[WalkEvent | None, int] | None:
        """Return a number and what it counts, or a weapon without a number."""
        each = self.tokens[at].text == EACH
        if self.tokens[at].text in NOT_VAGUE:
            return None
        size = amount(self.tokens, at + each) if at + each < len(self.tokens) else None
        if size and self._is_in_quantity(at):
            return None, size.after + (size.after < len(self.tokens) and self.tokens[size.after].text.startswith(UNITS))
        if size and not any(i in self.taken for i in range(size.first, size.after)):
            count, after = self.counts.of(at, size, each=each, bracketed=self.deep)
            if count is None:
                return None, after
            return (
                self._open(count, after) if isinstance(count, Said) else (WalkEvent(Mark.SPARE, at, None, count), after)
            )
        named = None if each else self.nouns.at(at)
        if named is None:
            return None
        return self._open(Said(at, named.words, None, named.kind, named.weapons, plural=named.plural), named.after)

    def _is_in_quantity(self, at: int) -> bool:
        """Give the noun before it its number: «Беспилотные аппараты в количестве 37 единиц»; return whether it fits."""
        size = amount(self.tokens, at)
        if size is None or self.last is None or self.last.amount or self.tokens[at - 1].text not in IN_QUANTITY:
            return False
        self.last.amount = size
        self.last.words = size.words
        return True

    def _open(self, count: Said, after: int) -> tuple[WalkEvent, int]:
        self.last = count
        if self.stands is PlaceRole.NEAR or (self.stands is PlaceRole.TOWARDS and count.amount):
            self.stands = self.stands if self.stands is PlaceRole.TOWARDS else None
        return WalkEvent(Mark.COUNT, count.at, count, count.words), after

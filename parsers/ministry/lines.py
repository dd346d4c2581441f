"""What the ministry's posts count: which count is the head, and which break it down.

A count without places is a *head*, and the placed counts after it break it down: they are regions, not lines. Without a
head each count is a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.ministry.all_of_them import all_again, all_of
from parsers.ministry.checks import counted_again, counted_beside, left_unused, part_above_whole
from parsers.ministry.contents import MinistryContents
from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.ministry.head import ListHead
from parsers.ministry.regions import add_regions
from parsers.ministry.sentence import Bound, MinistrySentence, PlaceSaid
from parsers.ministry.separate_places import only_places, place_alone, tells_where
from parsers.ministry.totals import stopped, with_totals
from parsers.records import Doubt, Kind, Line, Outcome
from parsers.vocabulary.outcomes import TOLD_OF, Fate


def state(sentences: Iterable[list[WalkEvent]]) -> MinistryContents:
    """Return the lines and regions that the events of a post's sentences state."""
    return _Assembly(sentences).result


class _Assembly:
    """Collects heads and their items, sentence by sentence."""

    def __init__(self, sentences: Iterable[list[WalkEvent]]) -> None:
        self.result = MinistryContents()
        self.head = ListHead()
        self.kind = Kind.DRONE
        self.carried: Outcome | None = None
        self.floating: list[PlaceSaid] = []
        self.early = self.listing = self.opened = False
        for events in sentences:
            self._sentence(events)
        self.result.doubts += self.head.close()
        place_alone(self.result, self.floating, early=self.early)
        self.result.lines = with_totals(self.result.lines)

    def _sentence(self, events: list[WalkEvent]) -> None:
        heads = len(events) > 1 and events[-1].mark in {Mark.COLON, Mark.WHERE}
        opened = self.opened
        self.opened = heads or (opened and only_places(events))
        self.listing = self.listing and events[0].mark is Mark.COLON
        sentence = MinistrySentence(events, self.carried, listed=self.listing)
        if isinstance(sentence.heading, Outcome):
            self.carried, self.listing = sentence.heading, True
        self.begun = len(self.result.lines)
        self.fresh: list[Line] = []
        self.beside: set[tuple[Outcome, Kind]] = set()
        self.used: set[int] = set()
        self.parts: list[Said] = []
        if self.head.is_filled() and events[0].mark is not Mark.COLON:
            self.result.doubts += self.head.close()  # anything but a bullet of its list is counted separately
        for bound in sentence.bound:
            self._bound(bound, sentence)
        self._add_up()
        if sentence.bound and not sentence.spent and not any(bound.places for bound in sentence.bound):
            self._float(sentence)  # «… над территориями: ▫️ А ▫️ Б» in one line
        self.result.doubts += left_unused(sentence, self.used, self.result)
        if not sentence.bound and sentence.stops and sentence.lead:
            self.result.unread = True
        elif not sentence.bound and ((opened and only_places(events)) or tells_where(events)):
            self._float(sentence)
        elif not sentence.bound and sentence.lead and any(event.mark is Mark.AGENT for event in events):
            self.result.unread = True
        if sentence.bound or any(event.mark is Mark.CUE for event in events):
            self.result.unknown += [event.words for event in events if event.mark is Mark.UNKNOWN]
        sentence.lost += sentence.spare
        self.result.doubts += [Doubt("number_left_over", f"at {words[0]}") for words in sentence.lost]

    def _float(self, sentence: MinistrySentence) -> None:
        """Keep the places of a sentence without a count; early ones may belong to only some counts."""
        self.floating += sentence.lead
        self.early = self.early or (bool(sentence.lead) and not stopped(self.result.lines))

    def _bound(self, bound: Bound, sentence: MinistrySentence) -> None:
        """Add counts and their places."""
        outcome = sentence.outcomes[bound.counts[0].at][0]
        if isinstance(outcome, Fate):
            self.used.update(count.at for count in bound.counts)
            self.result.fates += [count.words for count in bound.counts] if outcome in TOLD_OF else []
            return
        assert outcome is not None
        self.kind = next((count.kind for count in reversed(bound.counts) if count.kind and count.amount), self.kind)
        if outcome is Outcome.LAUNCHED:
            self._doubt_again(bound, sentence)
            if any(words > bound.counts[-1].words for _, words in bound.places):
                self.result.unread = True  # «обнаружены над …», but not what became of them
            self.result.lines += [self._line(count, outcome) for count in bound.counts]
            return
        self._drop_told_again(bound)
        if not bound.counts:
            self.floating += bound.places
            return
        self.result.doubts += counted_beside(bound, sentence, self.kind, self.beside)
        others = len(bound.counts) > 1 or len(sentence.bound) > 1
        wholes = [count for count in bound.counts if count.whole and others]  # «из восьми ATACMS шесть сбиты»
        if wholes:
            self.result.lines += [self._line(count, Outcome.LAUNCHED) for count in wholes]
            bound.counts = [count for count in bound.counts if count not in wholes]
            if not bound.counts:
                return
        self.carried = outcome
        self.head.partial = self.head.partial or sentence.partial
        if bound.places:
            self._placed(bound, sentence)
            self.beside.update((outcome, count.kind or self.kind) for count in bound.counts)
        else:
            self._unplaced(bound, sentence)

    def _drop_told_again(self, bound: Bound) -> None:
        """Drop counts that only repeat: «…, при этом все 2 уничтожены»."""
        for count in tuple(bound.counts):
            doubts = all_again(count, count.kind or self.kind, self.result.lines)
            if doubts is not None:
                bound.counts.remove(count)
                self.used.add(count.at)
                self.result.doubts += doubts

    def _unplaced(self, bound: Bound, sentence: MinistrySentence) -> None:
        """Add counts without a place: a head, a part, or «все воздушные цели»."""
        for count in bound.counts:
            count.part = count.part or count.under
            if self._is_bare_part(count, sentence):
                self.parts.append(count)
            elif count.part:
                self._add_lines([count], sentence, 1)
                self.result.doubts += part_above_whole(count, self.result) if self.head.lines else ()
            elif count.kind is None and not sentence.outcomes[count.at][1]:
                continue
            elif not self._is_elsewhere(count, bound):
                if self.head.is_filled() and not (bound.total or count.adds):
                    self.result.doubts.append(Doubt("counted_twice", f"again at {count.words[0]}"))
                if self.head.lines and bound.total:
                    self.result.doubts += self.head.close()
                if not bound.total:
                    self._doubt_again(Bound([count]), sentence)
                made = self._add_lines([count], sentence, 1, bound.total)
                if count.over is None or bound.split:
                    told = any(not line.total for line in self.result.lines)
                    self.head.open(made, under_total=bound.total and told)

    def _is_bare_part(self, count: Said, sentence: MinistrySentence) -> bool:
        """Return whether a bare number breaks the head down: «47 БПЛА, действовавших тремя волнами: 20, 15 и 12»."""
        alone = count.amount is not None and count.kind is None
        alone = alone and not (count.adds or count.all or count.part or count.over)
        return alone and bool(self.fresh) and self.head.lines == self.fresh[-1:] and count.at in sentence.verbless

    def _add_up(self) -> None:
        """Accept the bare parts of a head only if they make up the whole of it."""
        whole = self.head.lines[-1].number if self.head.lines else None
        if self.parts and sum(count.number()[0] or 0 for count in self.parts) == whole:
            self.used.update(count.at for count in self.parts)
        self.parts = []

    def _doubt_again(self, bound: Bound, sentence: MinistrySentence) -> None:
        for count in bound.counts:
            self.result.doubts += counted_again(count, sentence, self.kind, self.result.lines[: self.begun])

    def _is_elsewhere(self, count: Said, bound: Bound) -> bool:
        """Return whether a count is an item over an unknown place.

        A town named on its own («над Брянском») is not.
        """
        if count.over is None or bound.split:
            return False
        if count.over == "territory" or (count.over == "bare" and self.head.lines):
            self.result.unknown.append(count.words)
        return bool(self.head.lines)

    def _placed(self, bound: Bound, sentence: MinistrySentence) -> None:
        """Add placed counts: an item of the head, or lines of their own."""
        part = any(count.part for count in bound.counts)
        if part:
            self._part(bound, sentence)
            return
        if self.head.has_item(bound):
            self.used.update(count.at for count in bound.counts)
            self.head.fill(bound)
            if not self.head.under_total:
                self._add_regions(bound, sentence)
            if any(count.number()[0] is None and not count.rest for count in bound.counts):
                self.result.doubts.append(Doubt("number_left_over", f"none read at {bound.counts[0].words[0]}"))
            if any(count.under and count.weapons and len(bound.places) > 1 for count in bound.counts):
                self.result.doubts.append(Doubt("number_left_over", f"a part at {bound.counts[0].words[0]}"))
            return
        self.result.doubts += self.head.close()
        known = {row.region for row in self.result.regions}
        if known.issuperset(code for code, _ in bound.places) and any(count.amount for count in bound.counts):
            self._doubt_again(bound, sentence)
        for count in bound.counts:
            self._add_lines([count], sentence, len(bound.places) if count.each else 1, bound.total)
        self._add_regions(bound, sentence)

    def _add_regions(self, bound: Bound, sentence: MinistrySentence) -> None:
        self.used.update(count.at for count in bound.counts)
        add_regions(self.result, bound, sentence, self.kind)

    def _part(self, bound: Bound, sentence: MinistrySentence) -> None:
        """Add a place inside something already counted: «… 14, в том числе восемь – над акваторией Черного моря»."""
        known = {row.region: row.number for row in self.result.regions}
        whole = known.get(bound.places[-1][0]) if len(bound.places) == 1 else None
        told = sum(count.number()[0] or 0 for count in bound.counts)
        if whole is not None and told > whole:
            self.result.doubts.append(Doubt("share_differs", f"{told} of {whole}"))
        if any(code not in known for code, _ in bound.places):
            self._add_regions(bound, sentence)
        else:
            self._add_lines(bound.counts, sentence, 1)
            if whole is None and told:
                self.result.doubts.append(Doubt("number_left_over", f"a part at {bound.counts[0].words[0]}"))

    def _add_lines(
        self, counts: Sequence[Said], sentence: MinistrySentence, times: int, total: bool = False
    ) -> list[Line]:
        made = []
        for count in counts:
            outcome = sentence.outcomes[count.at][0]
            if not isinstance(outcome, Outcome):
                self.result.fates.append(count.words)
                continue
            made += all_of(count, outcome, self.result.lines) or [self._line(count, outcome, total)] * times
        self.result.lines += made
        for count in counts:
            self._add_whole(count)
        self.fresh += made
        return made

    def _add_whole(self, count: Said) -> None:
        """Add the whole of «уничтожены 7 из 9 БПЛА»: nine were sent."""
        if count.of and count.of.number is not None:
            weapons = tuple(dict.fromkeys(weapon.slug for weapon in count.weapons))
            kind, size = count.kind or self.kind, count.of
            self.result.lines.append(Line(Outcome.LAUNCHED, kind, weapons, size.number, size.hedge, size.words))

    def _line(self, count: Said, outcome: Outcome, total: bool = False) -> Line:
        number, hedge = count.number()
        weapons = tuple(dict.fromkeys(weapon.slug for weapon in count.weapons))
        return Line(
            outcome, count.kind or self.kind, weapons, number, hedge, count.words, share=count.part, total=total
        )

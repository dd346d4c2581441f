"""One sentence of a ministry's post: binds its counts to its places, each with its outcome.

«Два БПЛА уничтожены над А, один – над Б»; places may come first: «над А уничтожены два, над Б – один».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.ministry.verbs import is_cue, outcome_of, outcomes_of
from parsers.negation import Fated
from parsers.records import Outcome, Words
from parsers.vocabulary.outcomes import Fate

PlaceSaid = tuple[str, Words]


@dataclass(slots=True)
class Bound:
    """Counts and the places they share; ``split`` if each place then has its own number in brackets."""

    counts: list[Said]
    places: list[PlaceSaid] = field(default_factory=list)
    total: bool = False
    split: bool = False


class MinistrySentence:
    """One sentence: its counts bound to its places.

    ``listed`` says that it is a bullet under a heading such as «уничтожены:», and ``carried`` is that heading's
    outcome.
    """

    def __init__(self, events: Sequence[WalkEvent], carried: Fated, *, listed: bool = False) -> None:
        self.events, self.listed = events, listed
        self.outcomes = outcomes_of(events, carried)
        self.bound: list[Bound] = []
        self.pending: list[tuple[Said, int]] = []
        self.lead: list[PlaceSaid] = []
        self.open: Bound | None = None
        self.segment = 0
        self.told = self.spent = False
        self.part = self.under = self.partial = self.total = self.all = False
        self.near: list[PlaceSaid] = []
        self.lost: list[Words] = []
        self.spare = [event.words for event in events if event.mark is Mark.SPARE]
        for before, event, later in zip((None, *events), events, (*events[1:], None), strict=False):
            if event.mark is Mark.COMMA and is_cue(before) and is_cue(later):
                continue  # «перехвачены и уничтожены» is one clause
            if event.mark is not Mark.COUNT or self._counts(event, later):
                self._take(event)
        self._close()
        self._fall_back()

    def _counts(self, event: WalkEvent, later: WalkEvent | None) -> bool:
        """Return whether an event is a count.

        A weapon without a number needs a verb of its own, and not one of an attempt.
        """
        count, (outcome, own) = event.what, self.outcomes[event.at]
        assert isinstance(count, Said)
        if count.amount:
            if outcome is None:
                (self.lost if count.kind else self.spare).append(count.words)
            return outcome is not None
        stopped = (own or self.listed) and outcome not in {None, Outcome.LAUNCHED}
        if stopped and count.plural is None and not self.all and later and later.mark is Mark.COLON:
            self.lost.append(count.words)  # the head of a list, its number unread: «девяь аппаратов: …»
        return stopped and (count.plural is not None or self.all)

    @property
    def stops(self) -> bool:
        """Whether a verb of this sentence says that something was stopped."""
        return any(
            event.mark is Mark.CUE and isinstance(event.what, Outcome) and event.what is not Outcome.LAUNCHED
            for event in self.events
        )

    @property
    def heading(self) -> Fated:
        """The outcome of the heading of a list that a sentence begins: «дежурными средствами ПВО уничтожены: …»."""
        colon = next((i for i, event in enumerate(self.events) if event.mark is Mark.COLON), 0)
        before = self.events[:colon]
        told = [outcome_of(event) for event in before if event.mark is Mark.CUE]
        return told[-1] if told and not any(event.mark in {Mark.COUNT, Mark.SPARE} for event in before) else None

    @cached_property
    def verbless(self) -> set[int]:
        """The tokens of the counts without a verb between them and their neighbours."""
        counts = [i for i, event in enumerate(self.events) if event.mark is Mark.COUNT]
        edges = [-1, *counts, len(self.events)]
        told = [any(event.mark is Mark.CUE for event in self.events[i + 1 : then]) for i, then in pairwise(edges)]
        return {self.events[at].at for at, verbs in zip(counts, pairwise(told), strict=True) if not any(verbs)}

    def _take(self, event: WalkEvent) -> None:
        match event.mark:
            case Mark.COUNT:
                self._count(event)
            case Mark.PLACE:
                self._place(event)
            case Mark.NEAR:
                self.near.append((str(event.what), event.words))
            case Mark.COMMA:
                self.segment += 1
            case Mark.SHARE:
                self._share(event)
            case Mark.CUE:
                self.told = True
            case Mark.COLON if not (self.pending and self.pending[-1][0].over):
                self._close()  # «64 БПЛА над территориями трех регионов: …» still waits for its places
            case Mark.TOTAL:
                self._close()
                self.total = True
            case Mark.ALL:
                self.all = True

    def _share(self, event: WalkEvent) -> None:
        """Open the items of a head («из которых»), or a part of a placed count."""
        self._close()
        placed = self.bound and self.bound[-1].places
        self.part, self.under = bool(placed), not placed
        self.partial = self.partial or (not placed and event.what == "partial")

    def _count(self, event: WalkEvent) -> None:
        count = event.what
        assert isinstance(count, Said)
        count.part, count.under, count.all = count.part or self.part, self.under, self.all or count.all
        self.part = self.all = False
        if self.pending and self._parts_from(count, self.pending[-1][0]):
            self._close()
            self.partial = self.partial or count.part
        if isinstance(self.outcomes[event.at][0], Fate) or self._is_of_another_outcome(count) or count.all_in_brackets:
            self.bound.append(Bound([count]))  # «(11 БПЛА не перехвачены)» counts nothing of the place before it
            return
        place = self._last_place()
        if count.bracketed and count.amount and count.amount.number is None and not count.rest:
            count.part = True  # «(треть – реактивные)»
        if count.bracketed and place and not count.part:
            self._bracketed(count, place)
            return
        self.pending.append((count, self.segment))
        self.told = False
        self.open = None

    def _is_of_another_outcome(self, count: Said) -> bool:
        """Return whether a bracket counts separately: «Уничтожены над Курской областью (11 подавлены РЭБ)»."""
        if not (count.bracketed and self.open):
            return False
        return all(self.outcomes[one.at][0] is not self.outcomes[count.at][0] for one in self.open.counts)

    def _parts_from(self, count: Said, before: Said) -> bool:
        """Return whether a count breaks down the one before it, or is separate from it.

        «70 БПЛА, 6 из которых над …», «четыре – по одному над …».
        """
        apart = before.part or before.over is not None or count.part
        bare = (
            (count.kind is None or count.kind is before.kind)
            and before.kind is not None
            and not (count.all or count.adds or self.told or _are_of_other_names(count, before))
        )
        return apart or (count.each and not before.each) or (count.bracketed and not before.bracketed) or bare

    def _last_place(self) -> PlaceSaid | None:
        holder = self.open.places if self.open else self.lead
        return holder[-1] if holder else None

    def _bracketed(self, count: Said, place: PlaceSaid) -> None:
        """Bind a bracketed count to the place before the bracket.

        «Над территориями Белгородской (2 БпЛА) и Воронежской (2 БпЛА) областей».
        """
        holder = self.open.places if self.open else self.lead
        holder.remove(place)
        if self.open:
            self.open.split = True
            if self.open in self.bound and not any(one.amount for one in self.open.counts):
                self.bound.remove(self.open)
        self.bound.append(Bound([count], [place]))

    def _place(self, event: WalkEvent) -> None:
        place = (str(event.what), event.words)
        if self.open:
            if place[0] not in [code for code, _ in self.open.places]:
                self.open.places.append(place)
        elif self.pending:
            here = [count for count, segment in self.pending if not self.lead or segment == self.segment]
            before = [count for count, _ in self.pending if count not in here]
            self._bind(before, self.lead)
            self.pending = []
            self.lead = [] if here else [place]
            if here:
                self.open = self._bind(here, [place])
        else:
            self.lead = [place] if self.spent else [*self.lead, place]
            self.spent = False

    def _bind(self, counts: list[Said], places: list[PlaceSaid]) -> Bound | None:
        if not counts:
            return None
        self.bound.append(Bound(counts, list(places), self.total))
        return self.bound[-1]

    def _close(self) -> None:
        """End a clause at a colon, a bullet or a full stop: pending counts take the leading places, or none."""
        if self.lead:
            self.spent = bool(self._bind([count for count, _ in self.pending], self.lead)) or self.spent
        else:
            for count, _ in self.pending:
                self._bind([count], [])
        self.pending, self.open = [], None

    def _fall_back(self) -> None:
        """Use «у западного побережья Крыма» if no other place is stated."""
        if self.near and len(self.bound) == 1 and not self.bound[0].places:
            self.bound[0].places = self.near[:1]


def _are_of_other_names(count: Said, before: Said) -> bool:
    """Return whether two counts name different weapons.

    «Шесть бомб Hammer, одна бомба JDAM и два БПЛА над А» is a list of three, all of them over А.
    """
    return bool(count.weapons and before.weapons) and count.weapons != before.weapons

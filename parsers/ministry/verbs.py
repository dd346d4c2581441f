"""Which verb of a ministry's sentence belongs to which count: the outcome of each."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.negation import Fated
from parsers.records import Outcome
from parsers.vocabulary.outcomes import Fate


def outcomes_of(events: Sequence[WalkEvent], carried: Fated) -> dict[int, tuple[Fated, bool]]:
    """Return the outcome of each count by its token, and whether a verb of the sentence says so (else it is inherited).

    A count takes the verb before it («уничтожены два») unless the count before took that («три уничтожены, еще два
    подавлены»); else the verb after it; else the outcome of the count before it.
    """
    result: dict[int, tuple[Fated, bool]] = {}
    last: tuple[Fated, bool] = (carried, False)
    own, taken = False, -1
    for index, event in enumerate(events):
        if event.mark is Mark.CUE:
            last, own = (outcome_of(event), True), own or index > taken
        elif event.mark is Mark.AGENT and last[0] is Outcome.LAUNCHED:
            last, own = (carried, False), False
        elif event.mark is Mark.COLON and not isinstance(last[0], Outcome):
            last, own = (carried, False), False  # «ни один не достиг цели: 60 сбиты, …»
        elif event.mark is Mark.COUNT:
            after = None if own else _after(events, index, last[0])
            if after is not None:
                last, taken = (outcome_of(events[after]), True), after
            told = event.what.outcome if isinstance(event.what, Said) else None
            result[event.at] = (told, True) if told else last
            own = False
    return result


def is_cue(event: WalkEvent | None) -> bool:
    """Return whether an event is a verb."""
    return event is not None and event.mark is Mark.CUE


def outcome_of(event: WalkEvent) -> Fated:
    """Return what a verb says of weapons; None for an event that is not a verb, or has no outcome."""
    return event.what if isinstance(event.what, Outcome | Fate) else None


def _after(events: Sequence[WalkEvent], index: int, before: Fated) -> int | None:
    """Return the index of the last verb after a count and before the next one: «обнаружены и подавлены».

    If no verb comes ``before``, «два снаряда и один БПЛА уничтожены» has the verb after the last of them. If one does,
    a fate after the count's own place belongs to the next clause: «и три – над Брянской, цели не достиг ни один».
    """
    verb = None
    placed = False
    for later in range(index + 1, len(events)):
        mark, outcome = events[later].mark, outcome_of(events[later])
        if mark is Mark.COLON or (mark is Mark.COUNT and (verb is not None or before is not None)):
            break
        if mark is Mark.COMMA and placed and isinstance(before, Outcome):
            break
        placed = placed or mark is Mark.PLACE
        stops = isinstance(outcome, Outcome) and outcome is not Outcome.LAUNCHED
        if mark is Mark.CUE and (verb is None or stops):
            verb = later
    return verb

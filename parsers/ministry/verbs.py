"""Which verb of a ministry's sentence is whose: the outcome of each count."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.negation import Fated
from parsers.records import Outcome
from parsers.vocabulary.outcomes import Fate


def outcomes_of(events: Sequence[WalkEvent], carried: Fated) -> dict[int, tuple[Fated, bool]]:
    """The outcome of each count by its token, and whether a verb of the sentence says so (else it is carried on).

    A verb before a count is its own («уничтожены два») unless the count before that took it («три уничтожены, еще два
    подавлены»); else the verb after it is; else that of the count before it.
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
    """Whether an event is a verb."""
    return event is not None and event.mark is Mark.CUE


def outcome_of(event: WalkEvent) -> Fated:
    """What a verb says of weapons; None for an event that is no verb, or one of no outcome."""
    return event.what if isinstance(event.what, Outcome | Fate) else None


def _after(events: Sequence[WalkEvent], index: int, before: Fated) -> int | None:
    """The last verb after a count and before the next one: «обнаружены и подавлены».

    Where no verb stands ``before``, «два снаряда и один БПЛА уничтожены» has the verb after the last of them. Where one
    does, a fate behind the count's own place is of the next clause: «и три – над Брянской, цели не достиг ни один».
    """
    found = None
    placed = False
    for later in range(index + 1, len(events)):
        mark, outcome = events[later].mark, outcome_of(events[later])
        if mark is Mark.COLON or (mark is Mark.COUNT and (found is not None or before is not None)):
            break
        if mark is Mark.COMMA and placed and isinstance(before, Outcome):
            break
        placed = placed or mark is Mark.PLACE
        stops = isinstance(outcome, Outcome) and outcome is not Outcome.LAUNCHED
        if mark is Mark.CUE and (found is None or stops):
            found = later
    return found

"""Places that a ministry's post names apart from its counts."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.contents import MinistryContents
from parsers.ministry.events import Mark, WalkEvent
from parsers.ministry.sentence import PlaceSaid
from parsers.ministry.verbs import outcome_of
from parsers.records import Doubt, Outcome, RegionCount


def place_alone(stated: MinistryContents, places: Sequence[PlaceSaid], *, early: bool) -> None:
    """Add the places named apart from counts to what a post states, in place.

    «Над территорией А пресечена попытка … Уничтожены два БПЛА.»: the one count belongs to the one place. ``early`` says
    that some come before the counts, so they may belong to only some of these: then it is not certain how many were
    where.
    """
    down = [line for line in stated.lines if line.outcome is not Outcome.LAUNCHED and not line.share]
    told = {row.region for row in stated.regions}
    apart = [(code, words) for code, words in places if code not in told]
    if not down or not apart:
        return
    alone = len(down) == 1 and not told
    sure = alone or not (early and (told or len(apart) == 1))
    number = down[0].number if alone and len(apart) == 1 else None
    stated.regions += [RegionCount(code, number, words) for code, words in apart]
    stated.doubts += [] if sure else [Doubt("place_unsure", f"at {apart[0][1][0]}")]


def tells_where(events: Sequence[WalkEvent]) -> bool:
    """Return whether a sentence only says where: «Перехват осуществлен над …», «все – над …».

    Before the counts it may be «над … пресечена попытка».
    """
    if any(event.mark is Mark.WHERE or outcome_of(event) is Outcome.LAUNCHED for event in events):
        return True
    marks = {event.mark for event in events}
    return Mark.ALL in marks and Mark.COUNT not in marks


def only_places(events: Sequence[WalkEvent]) -> bool:
    """Return whether a sentence is a bullet with nothing but a region: «▫️ Брянской области»."""
    return {event.mark for event in events} <= {Mark.PLACE, Mark.COMMA, Mark.COLON}

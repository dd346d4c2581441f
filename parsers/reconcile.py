"""What does not agree within one post: doubts from its own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.records import Doubt, Headline, Hedge, Kind, Line, Outcome

DOWN = frozenset({Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED})


def doubts_of(lines: Sequence[Line], headline: Headline | None, spare: Sequence[str]) -> tuple[Doubt, ...]:
    """Headline against items, totals against parts, more stopped than launched, numbers that no field took up."""
    return (
        *_headline(lines, headline),
        *_totals(lines),
        *_more_than_launched(lines),
        *_counted_twice(lines),
        *_left_over(spare),
    )


def _plain(lines: Sequence[Line], outcomes: frozenset[Outcome]) -> list[Line]:
    return [line for line in lines if line.outcome in outcomes and not line.share and not line.total]


def _sum(lines: Sequence[Line]) -> int | None:
    """The sum of exact numbers; None where one is hedged or not stated, or there is none."""
    if not lines or any(line.number is None or line.hedge is not Hedge.EXACT for line in lines):
        return None
    return sum(line.number for line in lines if line.number is not None)


def _headline(lines: Sequence[Line], headline: Headline | None) -> Iterator[Doubt]:
    if headline is None:
        return
    items = _plain(lines, DOWN)
    if headline.what == "drones":
        items = [line for line in items if line.kind in {Kind.DRONE, Kind.RECON_DRONE}]
    told = {_sum(items), _sum([line for line in items if line.kind is not Kind.RECON_DRONE])} - {None}
    if told and headline.number not in told:
        yield Doubt("headline_differs", f"headline {headline.number}, items {_sum(items)}")


def _totals(lines: Sequence[Line]) -> Iterator[Doubt]:
    """«Збито 186 цілей:» against the items under it, family by family where the totals are so told."""
    for outcomes in (frozenset({Outcome.LAUNCHED}), DOWN, DOWN | {Outcome.LOST}):
        items = _plain(lines, outcomes)
        for total in (line for line in lines if line.total and line.hedge is Hedge.EXACT):
            if total.outcome not in (outcomes if Outcome.LOST not in outcomes else {Outcome.NEUTRALISED}):
                continue
            parts = _sum([line for line in items if _belongs(line, total.kind)])
            if parts is not None and parts != total.number:
                yield Doubt("total_differs", f"{total.outcome.value} {total.number}, parts {parts}")


def _belongs(line: Line, kind: Kind) -> bool:
    """Whether a line is a part of a total of this family; Banderol is counted with the missiles or the drones."""
    if kind is Kind.TARGET:
        return True
    if kind is Kind.DRONE:
        return line.kind is Kind.DRONE
    return line.kind not in {Kind.DRONE, Kind.RECON_DRONE, Kind.TARGET}


def _more_than_launched(lines: Sequence[Line]) -> Iterator[Doubt]:
    """More drones down and lost than were launched."""
    drones = [line for line in lines if line.kind is Kind.DRONE]
    launched = _sum(_plain(drones, frozenset({Outcome.LAUNCHED})))
    stopped = _sum(_plain(drones, DOWN | {Outcome.LOST}))
    if launched is not None and stopped is not None and stopped > launched:
        yield Doubt("more_than_launched", f"launched {launched}, downed and lost {stopped}")


def _counted_twice(lines: Sequence[Line]) -> Iterator[Doubt]:
    """The drones of one outcome told twice with two numbers: of the same types, or one of them of no type."""
    told: dict[tuple[Outcome, tuple[str, ...]], int] = {}
    for line in _plain(lines, DOWN | {Outcome.LAUNCHED, Outcome.LOST}):
        if line.kind is not Kind.DRONE or line.number is None or line.hedge is not Hedge.EXACT:
            continue
        types = tuple(sorted(line.weapons))
        before = [
            number
            for (outcome, other), number in told.items()
            if outcome is line.outcome and (other == types or not other or not types)
        ]
        if any(number != line.number for number in before):
            yield Doubt("counted_twice", f"{line.outcome.value} {before[0]} and {line.number}")
        told[line.outcome, types] = line.number


def _left_over(spare: Sequence[str]) -> Iterator[Doubt]:
    for number in spare:
        yield Doubt("number_left_over", number)

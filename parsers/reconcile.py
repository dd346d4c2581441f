"""Checks the numbers of one post against each other and returns doubts where they disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.records import Doubt, Headline, Hedge, Kind, Line, Outcome

DOWN = frozenset({Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED})
# The possible fates of a weapon: no weapon has two of them.
FATES = DOWN | {Outcome.LOST, Outcome.HIT, Outcome.MISSED, Outcome.LEFT, Outcome.AIRBORNE}
MISSILES = frozenset(kind for kind in Kind if kind.value.endswith("missile"))
STEEP = frozenset({Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE, Kind.ANTI_SHIP_MISSILE})
CLASSES = (("missiles", MISSILES), ("ballistic missiles", STEEP), ("other missiles", MISSILES - STEEP - {Kind.MISSILE}))


def doubts_of(lines: Sequence[Line], headline: Headline | None, spare: Sequence[str]) -> tuple[Doubt, ...]:
    """Return the doubts about a post's numbers.

    Headline against items, totals against parts, more stopped than launched, numbers that no field used.
    """
    return (
        *_headline(lines, headline),
        *_totals(lines),
        *more_than_launched(lines),
        *_counted_twice(lines),
        *_shares(lines),
        *_left_over(spare),
    )


def _plain(lines: Sequence[Line], outcomes: frozenset[Outcome]) -> list[Line]:
    return [line for line in lines if line.outcome in outcomes and not line.share and not line.total]


def _sum(lines: Sequence[Line]) -> int | None:
    """Return the sum of exact numbers; None if one is hedged or not stated, or there is none."""
    if not lines or any(line.number is None or line.hedge is not Hedge.EXACT for line in lines):
        return None
    return sum(line.number for line in lines if line.number is not None)


def _headline(lines: Sequence[Line], headline: Headline | None) -> Iterator[Doubt]:
    if headline is None:
        return
    items = _plain(lines, DOWN)
    if headline.what == "drones":
        items = [line for line in items if line.kind in {Kind.DRONE, Kind.RECON_DRONE}]
    sums = {_sum(items), _sum([line for line in items if line.kind is not Kind.RECON_DRONE])} - {None}
    sums |= {_sum(_plain(lines, DOWN | {Outcome.LOST}))} - {None}
    sums |= {line.number for line in lines if line.outcome is Outcome.NEUTRALISED and line.number is not None}
    if sums and headline.number not in sums:
        yield Doubt("headline_differs", f"headline {headline.number}, items {_sum(items)}")


def _totals(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Compare «збито 186 цілей:» with the items under it, family by family if the totals are given that way."""
    for outcomes in (frozenset({Outcome.LAUNCHED}), DOWN, DOWN | {Outcome.LOST}):
        items = _plain(lines, outcomes)
        for total in (line for line in lines if line.total and line.hedge is Hedge.EXACT):
            if total.outcome not in (outcomes if Outcome.LOST not in outcomes else {Outcome.NEUTRALISED}):
                continue
            parts = _sum([line for line in items if _belongs(line, total.kind)])
            if parts is not None and parts != total.number:
                yield Doubt("total_differs", f"{total.outcome.value} {total.number}, parts {parts}")


def _belongs(line: Line, kind: Kind) -> bool:
    """Return whether a line is a part of a total of this family.

    Banderol is counted with the missiles or with the drones.
    """
    if kind is Kind.TARGET:
        return True
    if kind is Kind.DRONE:
        return line.kind is Kind.DRONE
    return line.kind not in {Kind.DRONE, Kind.RECON_DRONE, Kind.TARGET}


def more_than_launched(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Return the doubts where a post accounts for more weapons than were launched, for either claimant."""
    return (*_more_drones(lines), *_missiles_of_a_kind(lines))


def _more_drones(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt if more drones were down, lost, hit, missed and gone than were launched."""
    drones = [line for line in lines if line.kind is Kind.DRONE]
    launched = _sum(_plain(drones, frozenset({Outcome.LAUNCHED})))
    accounted = _at_least(_plain(drones, FATES))
    if launched is not None and accounted > launched:
        yield Doubt("more_than_launched", f"launched {launched}, told of {accounted}")


def _missiles_of_a_kind(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt if more missiles were stopped, hit, missed and gone than launched, in all or in one of two classes.

    Posts name a group of several kinds by one of them («балістичних ракет Іскандер-М/Циркон», @kpszsu 69144), so a
    class includes all kinds that are mixed this way.
    """
    missiles = [line for line in lines if line.kind in MISSILES]
    launched, fates = _plain(missiles, frozenset({Outcome.LAUNCHED})), _plain(missiles, FATES)
    for name, kinds in CLASSES:
        sent = _sum([line for line in launched if line.kind in kinds])
        became = _at_least([line for line in fates if line.kind in kinds])
        untyped = any(line.kind is Kind.MISSILE for line in launched)
        if became > (sent or 0) and (sent is not None or (launched and not untyped and _sum(launched) is not None)):
            yield Doubt("more_than_launched", f"{name}: launched {sent or 0}, told of {became}")
            return


def _at_least(lines: Sequence[Line]) -> int:
    """Return the sum of the exact numbers; hedged and withheld ones add nothing."""
    return sum(line.number for line in lines if line.number is not None and line.hedge is Hedge.EXACT)


def _counted_twice(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt for drones of one outcome counted twice with two numbers.

    Both are of the same types, or one of them has no type.
    """
    seen: dict[tuple[Outcome, tuple[str, ...]], int] = {}
    for line in _plain(lines, DOWN | {Outcome.LAUNCHED, Outcome.LOST}):
        if line.kind is not Kind.DRONE or line.number is None:
            continue
        types = tuple(sorted(line.weapons))
        before = [
            number
            for (outcome, other), number in seen.items()
            if outcome is line.outcome and (other == types or not other or not types)
        ]
        if any(number != line.number for number in before):
            yield Doubt("counted_twice", f"{line.outcome.value} {before[0]} and {line.number}")
        seen[line.outcome, types] = line.number


def _shares(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt for a share without its whole, or larger than it: «збито 85 БпЛА (91 із них – реактивні)»."""
    parts = [line for line in lines if line.share and line.number is not None]
    for share in parts:
        if not any(line.outcome is share.outcome and not line.share and _alike(line, share) for line in lines):
            yield Doubt("share_differs", f"{share.outcome.value} {share.number} of none")
            return
    exact = [line for line in parts if line.hedge is Hedge.EXACT]
    for share in exact:
        whole = _sum([line for line in lines if _may_be_whole(line, share)])
        nameless = [one for one in exact if not one.weapons and not share.weapons and _same_count(one, share)]
        shared = sum(one.number or 0 for one in nameless or [share])
        if whole is not None and shared > whole:
            yield Doubt("share_differs", f"{share.outcome.value} {shared} of {whole}")
            return


def _alike(line: Line, share: Line) -> bool:
    """Return whether both are drones or neither is; a share may have a narrower name than its whole."""
    drones = {Kind.DRONE, Kind.RECON_DRONE}
    return line.kind is Kind.TARGET or (line.kind in drones) is (share.kind in drones)


def _same_count(line: Line, share: Line) -> bool:
    return line.outcome is share.outcome and line.kind is share.kind


def _may_be_whole(line: Line, share: Line) -> bool:
    return _same_count(line, share) and not line.share and not line.total


def _left_over(spare: Sequence[str]) -> Iterator[Doubt]:
    for number in spare:
        yield Doubt("number_left_over", number)

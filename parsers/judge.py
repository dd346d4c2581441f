"""What only the neighbours of a tally reveal: a window reported twice, a post replaced later, a figure too large.

Verdicts depend on what posts say themselves, never on other verdicts, so the order in which posts arrive or are judged
does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from parsers.channels import CHANNELS
from parsers.records import IMPLAUSIBLE, Claimant, Doubt, Kind, Line, Outcome, Scope, Tally, Verdict
from parsers.vocabulary.bounds import BOUNDS, BRIEFING_DAYS
from parsers.vocabulary.bounds import SITES as MOST_SITES

Span = tuple[datetime, datetime]
Family = tuple[Outcome, Kind] | str

ZONES = {row.claimant: row.zone for row in CHANNELS.values()}
# The Air Force reports a night up to the hour of its post («станом на 08:00») and the next day from 06:30: those
# overlap every morning (@kpszsu 77891 and 77970) and mean nothing. The ministry states both edges.
STATES_BOTH_EDGES = frozenset({Claimant.RU_MOD})
COVERED = 0.9
# Nights end between 06:00 and 12:00; a report that runs a few hours longer corrects an early one.
LONGER_NIGHT = timedelta(hours=6)
# None of the ministry's tallies of 2023-2025 at hand (1,870 read) exceeds five times the largest of the weeks
# around it. With small figures a wave after calm weeks is normal, and a few neighbours are not a history.
OUTLIER_FACTOR = 5
OUTLIER_FLOOR = 100
NEIGHBOURS_NEEDED = 10
SITES = "hit sites"


def judge(reading: Tally, neighbours: Sequence[Tally]) -> Verdict:
    """Return the scope of a tally among the national tallies of its channel around it, and the doubts they raise.

    ``neighbours`` exclude the tally itself and whatever is held back, in any order. A number beyond the bound of its
    kind holds back any tally (``implausible``); everything else applies to national ones only. Doubts:
    ``window_covered`` (another tally covers nine tenths of its window, or more), ``window_overlaps`` (one that begins
    earlier covers a part of it; the ministry alone), ``outlier`` (a figure more than five times the largest).
    """
    beyond = _beyond_bounds(reading)
    if reading.scope is not Scope.NATIONAL:
        return Verdict(reading.scope, beyond, held=bool(beyond))
    spans = [span for span in map(_span, neighbours) if span]
    own = _span(reading)
    if own and any(_replaced(reading.claimant, own, span) for span in spans):
        return Verdict(Scope.INTERIM, beyond, held=bool(beyond))
    clashes = _window_doubts(reading.claimant, own, spans) if own else ()
    return Verdict(reading.scope, (*beyond, *clashes, *_outliers(reading, neighbours)), held=bool(beyond))


def _beyond_bounds(tally: Tally) -> tuple[Doubt, ...]:
    """Return a doubt for every number too large for a report of its kind, sums of a kind included."""
    times = BRIEFING_DAYS if tally.scope is Scope.DAILY else 1
    numbers = [(_named(family), number, _bound_of(family)) for family, number in _figures(tally).items()]
    numbers += [
        (_named((line.outcome, line.kind)), line.number or 0, BOUNDS[line.kind]) for line in _apart(tally.lines)
    ]
    numbers += [(row.region, row.number or 0, BOUNDS[Kind.DRONE]) for row in tally.regions or ()]
    debris = tally.debris_sites.number if tally.debris_sites else None
    numbers.append(("debris sites", debris or 0, MOST_SITES))
    return tuple(
        Doubt(IMPLAUSIBLE, f"{name} {number}, more than {most * times} in one report")
        for name, number, most in numbers
        if number > most * times
    )


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the shares and totals, which no sum includes: they are shown like the other lines."""
    return (line for line in lines if line.share or line.total)


def _bound_of(family: Family) -> int:
    return MOST_SITES if isinstance(family, str) else BOUNDS[family[1]]


def _span(tally: Tally) -> Span | None:
    """Return the window of a tally if both of its edges are known to the minute; None otherwise."""
    window = tally.window
    if window and isinstance(window.start, datetime) and isinstance(window.end, datetime):
        return window.start, window.end
    return None


def _replaced(claimant: Claimant, own: Span, other: Span) -> bool:
    """Return whether another window starts when this one does and continues longer, to the same local date.

    Seen in @kpszsu 81106 (06.30-16.30), replaced the same day by 81127 (6.30-18.30). A window that runs a working day
    past a night covers more than the night and does not replace it.
    """
    start, end, later = (edge.astimezone(ZONES[claimant]) for edge in (*own, other[1]))
    is_night = start.date() < end.date()
    same_start = own[0] == other[0] and own[0] < own[1] < other[1] and end.date() == later.date()
    return same_start and not (is_night and other[1] - own[1] > LONGER_NIGHT)


def _window_doubts(claimant: Claimant, own: Span, spans: Sequence[Span]) -> tuple[Doubt, ...]:
    """Return at most one doubt of each code, about the first window that raises it."""
    by_code: dict[str, Doubt] = {}
    for span in sorted(spans):
        code = _clash(claimant, own, span)
        if code:
            by_code.setdefault(code, Doubt(code, f"another tally is of {_worded(claimant, span)}"))
    return tuple(by_code.values())


def _clash(claimant: Claimant, own: Span, other: Span) -> str | None:
    shared = min(own[1], other[1]) - max(own[0], other[0])
    if shared <= timedelta(0) or _replaced(claimant, other, own):
        return None
    if shared > COVERED * (own[1] - own[0]):
        return "window_covered"
    covers_it = shared > COVERED * (other[1] - other[0])
    begins_later = own[0] > other[0]
    return "window_overlaps" if claimant in STATES_BOTH_EDGES and begins_later and not covers_it else None


def _worded(claimant: Claimant, span: Span) -> str:
    start, end = (edge.astimezone(ZONES[claimant]).strftime("%Y-%m-%d %H:%M") for edge in span)
    return f"{start} to {end} {ZONES[claimant].key}"


def _outliers(reading: Tally, neighbours: Sequence[Tally]) -> tuple[Doubt, ...]:
    large = {family: number for family, number in _figures(reading).items() if number > OUTLIER_FLOOR}
    doubts = []
    for family, number in large.items():
        largest = _largest(family, number / OUTLIER_FACTOR, neighbours)
        if largest is not None:
            doubts.append(Doubt("outlier", f"{_named(family)} {number}, at most {largest} in the tallies around"))
    return tuple(doubts)


def _named(family: Family) -> str:
    return family if isinstance(family, str) else f"{family[1].value} {family[0].value}"


def _largest(family: Family, below: float, neighbours: Iterable[Tally]) -> int | None:
    """Return the largest figure of a family among the neighbours.

    None if there are too few of them, or one reaches ``below``. Usually the first neighbours decide.
    """
    numbers: list[int] = []
    for neighbour in neighbours:
        number = _figures(neighbour).get(family)
        if number is not None and number >= below:
            return None
        numbers += [number] if number is not None else []
    return max(numbers) if len(numbers) >= NEIGHBOURS_NEEDED else None


def _figures(tally: Tally) -> dict[Family, int]:
    """Return the numbers of a tally by outcome and family, each weapon counted once, and its hit sites."""
    figures: dict[Family, int] = {}
    for line in tally.lines:
        if line.number is not None and not line.share and not line.total:
            family = (line.outcome, line.kind)
            figures[family] = figures.get(family, 0) + line.number
    if tally.hit_sites and tally.hit_sites.number is not None:
        figures[SITES] = tally.hit_sites.number
    return figures

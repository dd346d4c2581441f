"""Any range of nights (a week, a month): what is in it, what is missing, and the sums that make sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records import Kind, Outcome
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.figures import DOWN, Figure, Mean, mean, together
from storage.views.missing_nights import other_windows, unconfirmed_days
from storage.views.readings import Sources, sources_of, tallies_shown
from storage.views.regimes import Regime, borders
from storage.views.series import Measure, NightFigures, missing_days, nights_between
from storage.views.weapon_groups import NoRate, groups

# Of several reasons why there is no rate, the one that says most.
REASONS = (
    NoRate.COUNTED_DIFFERENTLY,
    NoRate.LOST_APART,
    NoRate.TYPES_DIFFER,
    NoRate.HEDGED,
    NoRate.NO_NUMBERS,
)


@dataclass(frozen=True, slots=True)
class RangeSide:
    """The nights of one channel from ``first`` to ``last``, and the sums of the nights that are known.

    ``sums`` has a measure, and ``kinds`` a kind with its outcomes, only where a night states it; hedges stay in the
    bounds. ``down_as`` lists the outcomes by which drones were counted as brought down: with two of them the measure
    adds figures that do not compare. ``rate`` is downed per drone launched (0 to 1), where every night that counts
    drones has a rate and all count alike; else ``no_rate`` says why, where drones launched are stated. ``others`` are
    the national tallies of other windows (of a day, say) that end in the range: they are in no sum. ``unconfirmed`` are
    the ``missing`` nights whose report is held back. ``borders`` are the changes of counting between the known nights.
    """

    channel: str
    nights: tuple[NightFigures, ...]
    missing: tuple[date, ...]
    sums: dict[Measure, Figure]
    kinds: dict[Kind, dict[Outcome, Figure]]
    down_as: tuple[Outcome, ...]
    rate: float | None
    no_rate: NoRate | None
    others: tuple[Key, ...]
    unconfirmed: tuple[date, ...] = ()
    borders: tuple[Regime, ...] = ()

    @property
    def dates(self) -> int:
        """Return how many nights the range has, known or not."""
        return len(self.nights) + len(self.missing)

    def counting(self, measure: Measure) -> int:
        """Return how many of the nights count it, with a number or without."""
        return sum(night.measure(measure) is not None for night in self.nights)

    def mean(self, measure: Measure) -> Mean | None:
        """Return the mean over the nights that count it: a floor where the sum is one."""
        return mean(figure for night in self.nights if (figure := night.measure(measure)))


@dataclass(frozen=True, slots=True)
class RangeView:
    """A range of nights as each channel reports it. The sums of two sides are never added."""

    first: date
    last: date
    sides: tuple[RangeSide, ...]


def span_view(db: Database, channels: Sequence[str], first: date, last: date) -> RangeView:
    """Return the nights from first to last, both included, in the order of the channels."""
    return RangeView(first, last, tuple(span_side(db, channel, first, last) for channel in channels))


def span_side(db: Database, channel: str, first: date, last: date) -> RangeSide:
    """Return one channel's nights from first to last."""
    nights = nights_between(db, channel, first, last)
    sums = {measure: together(night.measure(measure) for night in nights) for measure in Measure}
    kinds = _kinds(nights)
    between = borders(channel, nights[0].day, nights[-1].day) if nights else ()
    changed = any(Measure.DRONES_DOWN in regime.measures for regime in between)
    rate, no_rate = _rate(db, nights, kinds.get(Kind.DRONE, {}), changed=changed)
    missing = missing_days(nights, first, last)
    return RangeSide(
        channel=channel,
        nights=tuple(nights),
        missing=missing,
        sums={measure: summed for measure, summed in sums.items() if summed},
        kinds=kinds,
        down_as=tuple(dict.fromkeys(night.down_as for night in nights if night.down_as)),
        rate=rate,
        no_rate=no_rate,
        others=tuple(key for keys in other_windows(db, channel, first, last).values() for key in keys),
        unconfirmed=unconfirmed_days(db, channel, missing),
        borders=between,
    )


def span_sources(db: Database, view: RangeView) -> Sources:
    """Return the posts that tell the nights of a range."""
    return sources_of(db, [night.key for side in view.sides for night in side.nights])


def _kinds(nights: Sequence[NightFigures]) -> dict[Kind, dict[Outcome, Figure]]:
    kinds: dict[Kind, dict[Outcome, Figure]] = {}
    for outcome, kind in dict.fromkeys(what for night in nights for what in night.figures):
        summed = together(night.figures.get((outcome, kind)) for night in nights)
        if summed:
            kinds.setdefault(kind, {})[outcome] = summed
    return kinds


def _rate(
    db: Database, nights: Sequence[NightFigures], drones: dict[Outcome, Figure], *, changed: bool
) -> tuple[float | None, NoRate | None]:
    launched, down = drones.get(Outcome.LAUNCHED), [drones[outcome] for outcome in DOWN if outcome in drones]
    if launched is None or not down:
        return None, None
    if len(down) > 1 or changed:
        return None, NoRate.COUNTED_DIFFERENTLY
    tallies = tallies_shown(db, [night.key for night in nights])
    gathered = [group for one in tallies for group in groups(one.source.key, one.tally.lines)]
    reasons = {group.no_rate for group in gathered if group.kind is Kind.DRONE}
    why = next((reason for reason in REASONS if reason in reasons), None)
    if why:
        return None, why
    assert launched.exact and down[0].exact is not None, "every night has a rate of its own"
    return down[0].exact / launched.exact, None

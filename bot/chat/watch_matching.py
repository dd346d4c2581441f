"""Match watches against a night: a pure look at the views, without words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.actions import Watch, What
from parsers.channels import CHANNELS
from parsers.records import Attacker, Hedge, Kind, Outcome
from storage.views.figures import MISSILES, Figure, lines_figure
from storage.views.night import NightView
from storage.views.readings import TallyView
from storage.views.records import Countable, RecordsView, borders_of
from storage.views.regimes import Regime
from storage.views.region import RegionRole
from storage.views.weapon_groups import WeaponGroup, groups

# Among fewer nights nothing counts as a record.
ENOUGH_NIGHTS = 30
# What records are watched of: the size of an attack, by the side that reports it.
RECORDS = {
    Attacker.RUSSIA: (Countable((Outcome.LAUNCHED,), (Kind.DRONE,)), Countable((Outcome.LAUNCHED,), MISSILES)),
    Attacker.UKRAINE: (Countable((Outcome.DOWNED,), (Kind.DRONE,)),),
}
# Kinzhal is aeroballistic by its launch and ballistic by its flight.
BALLISTIC = (Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE)


@dataclass(frozen=True, slots=True)
class WatchedNight:
    """A night to match watches against, and by channel the records before it."""

    night: NightView
    before: Mapping[str, RecordsView]

    def of(self, attacker: Attacker) -> list[TallyView]:
        """Return the tallies of this night's attacks by one side."""
        sides = (side for side in self.night.sides if CHANNELS[side.channel].attacker is attacker)
        return [side.night for side in sides if side.night]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A number larger than any given for a known night before, of which ``most`` on ``day`` was the largest.

    ``is_certain`` is whether no hedge and no withheld number leaves it open that one of the ``nights`` was larger;
    ``borders`` are the changes of counting since the first of them.
    """

    counted: Countable
    figure: Figure
    most: Figure
    day: date
    nights: int
    since: date
    is_certain: bool = True
    borders: tuple[Regime, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A watch that came true, with its tally and what it says about it."""

    watch: Watch
    source: TallyView
    told: Figure | WeaponGroup | RegionRole | NewRecord


def hits(watch: Watch, watched: WatchedNight) -> list[Hit]:
    """Return where the night matches the watch; empty if no side has reported it."""
    return LOOKS[watch.what](watch, watched)


def _launched(watch: Watch, watched: WatchedNight) -> list[Hit]:
    """Match by number: a hedged number counts as printed, but "up to" a number was not reached."""
    found = ((view, lines_figure(view.source.key, view.tally.lines, (Outcome.LAUNCHED,), (Kind.DRONE,)))
             for view in watched.of(Attacker.RUSSIA))  # fmt: skip
    return [Hit(watch, view, figure) for view, figure in found if figure and _reached(figure) >= int(watch.argument)]


def _reached(figure: Figure) -> int:
    return max(figure.low, 0 if figure.number is None or figure.hedge is Hedge.AT_MOST else figure.number)


def _ballistic(watch: Watch, watched: WatchedNight) -> list[Hit]:
    return [
        Hit(watch, view, group)
        for view in watched.of(Attacker.RUSSIA)
        for group in groups(view.source.key, view.tally.lines)
        if group.kind in BALLISTIC and any(one.number != 0 for one in group.figures.values())
    ]


def _region(watch: Watch, watched: WatchedNight) -> list[Hit]:
    return [
        Hit(watch, side.night, role)
        for side in watched.night.sides
        if side.night
        for role, places in _named(side.night)
        if watch.argument in places
    ]


def _named(view: TallyView) -> list[tuple[RegionRole, tuple[str, ...]]]:
    tally = view.tally
    itemised = tuple(one.region for one in tally.regions or ())
    return [
        (RegionRole.TARGET, tally.targets),
        (RegionRole.DOWNED_OVER, tally.downed_over),
        (RegionRole.REGION, itemised),
    ]


def _record(watch: Watch, watched: WatchedNight) -> list[Hit]:
    return [
        Hit(watch, view, record)
        for attacker, what in RECORDS.items()
        for view in watched.of(attacker)
        for counted in what
        if (record := _new_record(counted, view, watched.before[view.source.channel]))
    ]


def _new_record(counted: Countable, view: TallyView, before: RecordsView) -> NewRecord | None:
    figure = lines_figure(view.source.key, view.tally.lines, *counted)
    kept = next((one for one in before.records if one.counted == counted), None)
    if figure is None or kept is None or before.first is None or before.nights < ENOUGH_NIGHTS:
        return None
    day, largest = kept.nights[0]
    if largest.number is None or _reached(figure) <= largest.number:
        return None
    is_certain = kept.high is not None and figure.low > kept.high
    changes = kept.borders + borders_of(counted, view.source.channel, before.last, view.night or before.last)
    return NewRecord(counted, figure, largest, day, before.nights, before.first, is_certain, changes)


LOOKS: dict[What, Callable[[Watch, WatchedNight], list[Hit]]] = {
    What.LAUNCHED: _launched,
    What.BALLISTIC: _ballistic,
    What.REGION: _region,
    What.RECORD: _record,
}

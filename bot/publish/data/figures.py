"""The figures of a night or of a window, under the names that all tables and JSON files give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parsers.records import Count, Hedge, Kind, Outcome, Tally
from storage.readings.load import Key
from storage.views.figures import DOWN, MISSILES, Figure, Part, figure, part_of
from storage.views.shown_figures import DEBRIS_SITES, HIT_SITES


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure by its name: what it counts, in which unit. One of places has no outcomes."""

    name: str
    unit: str
    meaning: str
    outcomes: tuple[Outcome, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What a report states: ``number`` is None where it names them without one. ``is_floor``: there may be more."""

    number: int | None
    hedge: Hedge
    is_floor: bool


MISSILES_LAUNCHED = "missiles_launched"
ALL_MISSILES = "cruise, ballistic, aeroballistic, guided, anti-radar, anti-ship and untyped missiles"

_DRONES = (Kind.DRONE,)
FIGURES = (
    PublishedFigure("drones_launched", "drones", "Drones launched.", (Outcome.LAUNCHED,), _DRONES),
    PublishedFigure("drones_downed", "drones", "Drones shot down, where told apart.", (Outcome.DOWNED,), _DRONES),
    PublishedFigure("drones_suppressed", "drones", "Drones jammed, where told apart.", (Outcome.SUPPRESSED,), _DRONES),
    PublishedFigure(
        "drones_downed_or_suppressed",
        "drones",
        "Drones shot down or jammed, as one figure that is never split (Ukraine's Air Force since 24 July 2025).",
        (Outcome.DOWNED_OR_SUPPRESSED,),
        _DRONES,
    ),
    PublishedFigure(
        "drones_lost",
        "drones",
        "Drones lost to jamming, neither shot down nor hits (told apart until July 2025).",
        (Outcome.LOST,),
        _DRONES,
    ),
    PublishedFigure(
        MISSILES_LAUNCHED,
        "missiles",
        f"Missiles launched, of all kinds together ({ALL_MISSILES}); lines.csv has them by kind and type.",
        (Outcome.LAUNCHED,),
        MISSILES,
    ),
    PublishedFigure(
        "missiles_downed_or_suppressed",
        "missiles",
        "Missiles shot down, or shot down or jammed where that is one figure, of all kinds together.",
        DOWN,
        MISSILES,
    ),
    PublishedFigure(HIT_SITES, "places", "Places hit; places, never weapons."),
    PublishedFigure(DEBRIS_SITES, "places", "Places where debris fell."),
)

StatedFigures = dict[str, StatedFigure | None]


# Which figure a line is part of, by its outcome and kind.
_NAMES = {(outcome, kind): one.name for one in FIGURES for outcome in one.outcomes for kind in one.kinds}
_EMPTY: StatedFigures = dict.fromkeys(one.name for one in FIGURES)


def figures_of_tally(key: Key, tally: Tally) -> StatedFigures:
    """Return the figures of a tally by name, None where it does not state one; shares and totals repeat other lines."""
    parts: dict[str, list[Part]] = {}
    for line in tally.lines:
        name = _NAMES.get((line.outcome, line.kind))
        if name and not line.share and not line.total:
            parts.setdefault(name, []).append(part_of(key, line))
    counted = {name: _counted(figure(found)) for name, found in parts.items()}
    return _EMPTY | counted | {HIT_SITES: _sites(tally.hit_sites), DEBRIS_SITES: _sites(tally.debris_sites)}


def figures_json(stated: StatedFigures) -> dict[str, Any]:
    """Return the figures as JSON: null is not stated, a null ``number`` is withheld."""
    return {
        name: one and {"number": one.number, "hedge": one.hedge.value, "is_floor": one.is_floor}
        for name, one in stated.items()
    }


def _counted(one: Figure | None) -> StatedFigure | None:
    if one is None:
        return None
    return StatedFigure(one.number, one.hedge, one.hedge is Hedge.AT_LEAST or one.unstated > 0)


def _sites(count: Count | None) -> StatedFigure | None:
    if count is None:
        return None
    return StatedFigure(count.number, count.hedge, count.hedge in {Hedge.AT_LEAST, Hedge.NOT_STATED})

"""Which region a place on the map is in, as far as the towns around it tell."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, radians

from parsers.vocabulary.towns import NEIGHBOURS, TOWNS, Point

# Farther than this from every town we know nothing of a place.
FARTHEST_KM = 150.0
# Another region whose town is not much farther is as likely.
MUCH_FARTHER = 1.7
KM_A_DEGREE = 111.2


def located(latitude: float, longitude: float) -> tuple[str, ...]:
    """Return the code of the region a place is most likely in, and of a second one if that is nearly as likely.

    Nothing for a place in another country, or far from every town of the table.
    """
    here = (latitude, longitude)
    by_region = sorted((_nearest(here, towns), code) for code, towns in TOWNS)
    (nearest, code), (next_one, other) = by_region[:2]
    if nearest > FARTHEST_KM or nearest > _nearest(here, NEIGHBOURS):
        return ()
    return (code, other) if next_one < nearest * MUCH_FARTHER else (code,)


def _nearest(here: Point, towns: Iterable[Point]) -> float:
    return min(_kilometres(here, town) for town in towns)


def _kilometres(one: Point, other: Point) -> float:
    """Return the distance on a map that is flat between the two, which is near enough within a few hundred km."""
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return hypot(one[0] - other[0], east) * KM_A_DEGREE

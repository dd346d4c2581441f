"""A year as weeks: each the average of its nights that are known, so that a missing night lowers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records import Kind
from storage.views.figures import Figure, Mean, together
from storage.views.series import Measure
from storage.views.trend import ENOUGH, Point

DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """Seven nights, the last of them that of ``last``.

    ``launched``, ``down`` and ``lost`` are averages a night over the ``known`` nights whose number makes the bar; None
    where fewer than four are known. ``is_whole`` is False where one of the seven is missing.
    """

    last: date
    nights: tuple[Point, ...]
    known: int
    launched: Mean | None
    down: Mean | None
    lost: Mean | None

    @property
    def is_known(self) -> bool:
        return self.known >= ENOUGH

    @property
    def is_whole(self) -> bool:
        return self.known == DAYS


def weeks(points: Sequence[Point], measure: Measure) -> list[Week]:
    """The whole weeks up to the last night, oldest first; days that are left over at the beginning are dropped."""
    begin = len(points) % DAYS
    return [_week(points[at : at + DAYS], measure) for at in range(begin, len(points), DAYS)]


def _week(nights: Sequence[Point], measure: Measure) -> Week:
    by_launched = measure is Measure.DRONES_LAUNCHED and any(numbered(point.launched) for point in nights)
    shown = [point for point in nights if numbered(point.launched if by_launched else point.down)]
    enough = len(shown) >= ENOUGH
    return Week(
        last=nights[-1].day,
        nights=tuple(nights),
        known=len(shown),
        launched=_mean([point.launched for point in shown]) if enough and by_launched else None,
        down=_mean([point.down for point in shown]) if enough else None,
        lost=_mean([point.lost for point in shown]) if enough else None,
    )


def numbered(figure: Figure | None) -> bool:
    """Return whether a figure has a number."""
    return figure is not None and figure.number is not None


def _mean(figures: Sequence[Figure | None]) -> Mean | None:
    """The average over nights that make a bar; one that states none of this kind has no part of that colour."""
    total = together(one for one in figures if numbered(one))
    return Mean(total, len(figures)) if total and numbered(total) else None


def missiles(week: Week, kinds: Iterable[Kind]) -> Mean | None:
    """Missiles of some kinds a night, over the nights of a week that are known, four at least; a floor where a number
    was not given."""
    nights = [point for point in week.nights if point.night]
    total = together(point.missiles.get(kind) for point in nights for kind in kinds)
    return Mean(total, len(nights)) if total and numbered(total) and len(nights) >= ENOUGH else None


def some(week: Week, test: Callable[[Point], bool]) -> bool:
    """Return whether a test holds for a night of the week."""
    return any(test(point) for point in week.nights)

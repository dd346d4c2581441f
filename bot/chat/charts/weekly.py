"""A year as weeks: each the average of its nights that are known, so that a missing night lowers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records import Kind
from storage.views.series import Measure
from storage.views.trend import ENOUGH, Point

DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """Seven nights, the last of them that of ``last``.

    ``launched``, ``down`` and ``lost`` are averages a night over the ``known`` nights whose figure makes the bar; None
    where fewer than four are known. ``is_whole`` is False where one of the seven is missing.
    """

    last: date
    nights: tuple[Point, ...]
    known: int
    launched: float | None
    down: float | None
    lost: float | None

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
    by_launched = measure is Measure.DRONES_LAUNCHED and any(_number(point, "launched") is not None for point in nights)
    shown = [point for point in nights if _number(point, "launched" if by_launched else "down") is not None]
    enough = len(shown) >= ENOUGH
    return Week(
        last=nights[-1].day,
        nights=tuple(nights),
        known=len(shown),
        launched=_mean(shown, "launched") if enough and by_launched else None,
        down=_mean(shown, "down") if enough else None,
        lost=_mean(shown, "lost") if enough else None,
    )


def _number(point: Point, name: str) -> int | None:
    figure = getattr(point, name)
    return figure.number if figure else None


def _mean(nights: Sequence[Point], name: str) -> float | None:
    """The average over nights that state a number, those that state none of this kind among them as none."""
    numbers = [_number(point, name) for point in nights]
    told = [number for number in numbers if number is not None]
    return sum(told) / len(nights) if told else None


def missiles(week: Week, kinds: Iterable[Kind]) -> float:
    """Missiles of some kinds a night, over the nights of a week that are known; at least so many where a number was not
    given."""
    nights = [point for point in week.nights if point.night]
    numbers = [figure.number or 0 for point in nights for kind in kinds if (figure := point.missiles.get(kind))]
    return sum(numbers) / len(nights) if nights else 0


def some(week: Week, test: Callable[[Point], bool]) -> bool:
    """Return whether a test holds for a night of the week."""
    return any(test(point) for point in week.nights)

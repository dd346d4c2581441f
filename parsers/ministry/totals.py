"""Which counts of a ministry's post are sums of others, and whether they agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.records import Doubt, Kind, Line, Outcome


def with_totals(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with «84 воздушные цели: 79 БПЛА, три ракеты и две бомбы» as the total of what follows it."""
    return [
        replace(line, total=True)
        if line.kind is Kind.TARGET and line.number and _parts(lines[at + 1 :], line)
        else line
        for at, line in enumerate(lines)
    ]


def total_differs(lines: Sequence[Line], *, of_its_own_window: bool) -> Iterator[Doubt]:
    """Yield a doubt for a total that its parts do not add up to: «Три сбиты, три подавлены, всего – 3».

    A total of a longer window («всего с 20.00») may be more than its parts, never less.
    """
    for total in (line for line in lines if line.total):
        of_targets = total.kind is Kind.TARGET
        parts = [line.number for line in (_parts(lines, total) if of_targets else stopped(lines, total.kind))]
        if not parts or None in parts or total.number is None:
            continue
        told = sum(number or 0 for number in parts)
        if told > total.number or (told < total.number and (of_targets or not of_its_own_window)):
            yield Doubt("total_differs", f"stated {total.number}, counts {told}")


def stopped(lines: Sequence[Line], kind: Kind | None = None) -> list[Line]:
    """Return the lines of what was stopped, of one kind or of all, without shares and totals."""
    down = [line for line in lines if line.outcome is not Outcome.LAUNCHED and not line.share and not line.total]
    return [line for line in down if kind in {None, line.kind}]


def _parts(lines: Sequence[Line], total: Line) -> list[Line]:
    """Return the lines that a number of targets sums: weapons of other names with the same outcome."""
    alike = [line for line in lines if (line.outcome is Outcome.LAUNCHED) is (total.outcome is Outcome.LAUNCHED)]
    return [line for line in alike if line.kind is not Kind.TARGET and not line.share and not line.total]

"""Whether the reader can be silently wrong on posts as next month's could be worded."""

from __future__ import annotations

from collections import Counter

from tests.benchmarks.bench_ends import COLUMNS, Row, print_row, row_of
from tests.benchmarks.variants import several
from tests.benchmarks.variants_cases import Case, exact
from tests.benchmarks.variants_drift import DRIFT

GOAL = 0.0005
ENOUGH = 20_000
EACH = 14


def drift(everything: list[Case], seed: int, show: str | None) -> bool:
    """Read variants of every kind of drift and print what came of them; False where too many are silently wrong."""
    base = [case for case in everything if case.whole and exact(case)]
    print(f"\nNext month's wordings, put into {len(base)} whole posts read exactly")
    print(f"{'':30}{'of':>7}" + "".join(f"{name:>10}" for name in COLUMNS))
    table = {name: row_of(name, several(base, name, DRIFT[name], EACH, seed), show) for name in DRIFT}
    for name, row in table.items():
        print_row(name, row)
    whole = Row(sum((row.ends for row in table.values()), Counter()))
    print_row("all", whole)
    silent = whole.ends["SILENT"] / max(1, whole.of)
    print(
        f"\nsilent errors: {whole.ends['SILENT']} of {whole.of:,} = {100 * silent:.3f} %"
        f" (goal {100 * GOAL} % of {ENOUGH:,} or more)"
    )
    return silent <= GOAL and whole.of >= ENOUGH and not whole.ends["crash"]

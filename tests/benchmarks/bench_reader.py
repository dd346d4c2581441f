"""How far the reader can be trusted, and how fast it is: ``python -m tests.benchmarks.bench_reader [--corpus FOLDER]``.

Without a folder of labelled posts the variants are those of our own corpus.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.bench_accuracy import accuracy
from tests.benchmarks.bench_drift import drift
from tests.benchmarks.bench_ends import COLUMNS, Row, print_row, row_of
from tests.benchmarks.bench_evil import evil
from tests.benchmarks.bench_mass import mass
from tests.benchmarks.bench_speed import speed
from tests.benchmarks.variants import KINDS, MISPRINT, SEED, SPELLINGS, variants
from tests.benchmarks.variants_cases import Case, cases, exact

GOAL = 0.001
BENCHES = ("accuracy", "variants", "drift", "speed", "evil", "mass")


def robustness(everything: list[Case], each: int, seed: int, show: str | None) -> bool:
    """Read all variants and print what came of them by kind of change; False where too many are silently wrong."""
    base = [case for case in everything if exact(case)]
    others = [case for case in everything if case.label is None]
    labelled = len(everything) - len(others)
    print(f"\nVariants of {len(base)} posts read exactly ({labelled} are labelled) and of {len(others)} no reports")
    print(f"{'':30}{'of':>7}" + "".join(f"{name:>10}" for name in COLUMNS))
    table = {kind: row_of(kind, variants(base, kind, each, seed), show) for kind in KINDS}
    false = [row_of(f"no report: {kind}", variants(others, kind, 1, seed), show) for kind in SPELLINGS]
    table["no report, spelt otherwise"] = Row(sum((row.ends for row in false), Counter()))
    misprints = table.pop(MISPRINT)
    for kind, row in table.items():
        print_row(kind, row)
    whole = Row(sum((row.ends for row in table.values()), Counter()))
    print_row("all", whole)
    broken = table["number changed, sum broken"]
    print(f"broken sums without a doubt: {broken.unnoticed} of {broken.of}")
    print("\nNot counted above, for it may take away the very word that counts:")
    print_row(MISPRINT, misprints)
    silent = whole.ends["SILENT"] / max(1, whole.of)
    print(f"\nsilent errors: {whole.ends['SILENT']} of {whole.of:,} = {100 * silent:.3f} % (goal {100 * GOAL} %)")
    return silent <= GOAL and not whole.ends["crash"]


def main() -> None:
    """Run the benches that are asked for; exit 1 where a goal is missed."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpus", type=Path, help="a folder of labelled posts")
    ask.add_argument("--score", type=Path, help="the scorer of that folder")
    ask.add_argument(
        "--only", choices=("accuracy", "variants", "drift", "speed", "evil", "mass"), help="one bench alone"
    )
    ask.add_argument("--each", type=int, default=6, help="variants of a post by each kind of change")
    ask.add_argument("--seed", type=int, default=SEED, help="another seed makes other variants")
    ask.add_argument(
        "--show", help='print what ends so: "SILENT", "refused", "doubt", "not seen", "no doubt"; "ignored" …'
    )
    args = ask.parse_args()
    everything = cases(args.corpus, args.score)
    benches: dict[str, Callable[[], bool | None]] = {
        "accuracy": lambda: accuracy(everything),
        "variants": lambda: robustness(everything, args.each, args.seed, args.show),
        "drift": lambda: drift(everything, args.seed, args.show),
        "speed": lambda: speed(everything),
        "evil": evil,
        "mass": lambda: mass(args.corpus, args.show) if args.corpus else None,
    }
    missed = [name for name, bench in benches.items() if args.only in {None, name} and bench() is False]
    raise SystemExit(f"goals missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()

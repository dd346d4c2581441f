"""How far the reader can be trusted, and how fast it is: ``python -m tests.slow.bench_reader [--corpus FOLDER]``.

Without a folder of labelled posts the variants are those of our own corpus.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.slow.bench_accuracy import accuracy
from tests.slow.bench_evil import evil
from tests.slow.bench_mass import mass
from tests.slow.bench_speed import speed
from tests.slow.variants import KINDS, MISPRINT, SEED, SPELLINGS, variants
from tests.slow.variants_cases import Case, cases, exact, reading_of
from tests.slow.variants_label import national, wrong_fields

COLUMNS = ("right", "doubt", "refused", "not seen", "SILENT", "crash")
GOAL = 0.001


@dataclass(slots=True)
class Row:
    """What came of the variants of one kind; ``unnoticed`` are broken sums that raised no doubt."""

    ends: Counter[str] = field(default_factory=Counter)
    unnoticed: int = 0

    @property
    def of(self) -> int:
        return self.ends.total()


def end_of(variant: Case) -> tuple[str, list[str]]:
    """What came of reading a variant, and the fields in which it is wrong."""
    try:
        got = reading_of(variant)
    except Exception as error:  # a crash is an answer here
        return "crash", [repr(error)]
    if variant.label is None:
        return ("SILENT", ["false tally"]) if national(got) and not got["doubts"] else ("right", [])
    if got["reading"] != "tally":
        return {"unreadable": "refused", "not_a_report": "not seen"}[got["reading"]], [str(got["reason"])]
    wrong = wrong_fields(variant.label, got, variant.channel)
    if not wrong:
        return "right", [] if got["doubts"] or not variant.must_doubt else ["no doubt"]
    return ("doubt" if got["doubts"] else "SILENT"), wrong


def robustness(everything: list[Case], each: int, seed: int, show: str | None) -> bool:
    """Read all variants and print what came of them by kind of change; False where too many are silently wrong."""
    base = [case for case in everything if exact(case)]
    others = [case for case in everything if case.label is None]
    labelled = len(everything) - len(others)
    print(f"\nVariants of {len(base)} posts read exactly ({labelled} are labelled) and of {len(others)} no reports")
    print(f"{'':30}{'of':>7}" + "".join(f"{name:>10}" for name in COLUMNS))
    table = {kind: _row(kind, variants(base, kind, each, seed), show) for kind in KINDS}
    false = [_row(f"no report: {kind}", variants(others, kind, 1, seed), show) for kind in SPELLINGS]
    table["no report, spelt otherwise"] = Row(sum((row.ends for row in false), Counter()))
    misprints = table.pop(MISPRINT)
    for kind, row in table.items():
        _print(kind, row)
    whole = Row(sum((row.ends for row in table.values()), Counter()))
    _print("all", whole)
    broken = table["number changed, sum broken"]
    print(f"broken sums without a doubt: {broken.unnoticed} of {broken.of}")
    print("\nNot counted above, for it may take away the very word that counts:")
    _print(MISPRINT, misprints)
    silent = whole.ends["SILENT"] / max(1, whole.of)
    print(f"\nsilent errors: {whole.ends['SILENT']} of {whole.of:,} = {100 * silent:.3f} % (goal {100 * GOAL} %)")
    return silent <= GOAL and not whole.ends["crash"]


def _row(name: str, made: Iterable[Case], show: str | None) -> Row:
    row = Row()
    for variant in made:
        end, wrong = end_of(variant)
        row.ends[end] += 1
        row.unnoticed += wrong == ["no doubt"]
        if show and (end == show or wrong == [show]):
            print(f"== {end} | {name} | {variant.key} | {', '.join(wrong)}\n{variant.text}\n")
    return row


def _print(kind: str, row: Row) -> None:
    print(f"{kind:30}{row.of:7}" + "".join(f"{row.ends[name]:10}" for name in COLUMNS))


def main() -> None:
    """Run the benches that are asked for; exit 1 where a goal is missed."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpus", type=Path, help="a folder of labelled posts")
    ask.add_argument("--score", type=Path, help="the scorer of that folder")
    ask.add_argument("--only", choices=("accuracy", "variants", "speed", "evil", "mass"), help="one bench alone")
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
        "speed": lambda: speed(everything),
        "evil": evil,
        "mass": lambda: mass(args.corpus, args.show) if args.corpus else None,
    }
    missed = [name for name, bench in benches.items() if args.only in {None, name} and bench() is False]
    raise SystemExit(f"goals missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()

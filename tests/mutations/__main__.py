"""Breaks lines of ours, one at a time, and tells which test notices: ``python -m tests.mutations --seed 7``.

Run by ``make mutations``. A line is broken in a copy of the tree, never in the tree. First the tests that enter its
function are run, the most particular first; a line that they let pass meets the whole suite. Results are kept in a
file, so that a run goes on where it was ended; the same seed picks the same lines of the same tree.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from tests.mutations.candidates import Mutation, applied, mutations
from tests.mutations.trial import Copy, Map

ROOT = Path(__file__).parent.parent.parent
OURS = ("bot", "parsers", "storage")
# Rows of words are pinned by the corpus; the demo's made-up people and the look of a picture are nobody's promise.
LEFT_OUT = ("parsers/vocabulary/", "bot/demo/", "bot/chat/charts/draw_", "bot/chat/charts/canvas.py")


def files(below: list[str], everything: bool) -> Iterator[tuple[str, str]]:
    """Yield the path and the source of each file that may be broken."""
    for package in OURS:
        for file in sorted((ROOT / package).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if path.startswith(tuple(below) or OURS) and (everything or not path.startswith(LEFT_OUT)):
                yield path, file.read_text(encoding="utf-8")


def picked(asked: argparse.Namespace) -> Iterator[Mutation]:
    """Yield what is broken: each constant of a module both ways, or lines drawn by lot, one change a line."""
    sources = dict(files(asked.paths, asked.everything))
    every = [one for path, source in sources.items() for one in mutations(path, source)]
    if asked.constants:
        chosen = [one for one in every if one.name.isupper() or one.name.strip("_").isupper()]
    else:
        by_line: dict[tuple[str, int], list[Mutation]] = {}
        for one in every:
            by_line.setdefault((one.path, one.line), []).append(one)
        lot = random.Random(asked.seed)
        chosen = [lot.choice(by_line[line]) for line in lot.sample(sorted(by_line), len(by_line))]
    number = 0
    for one in chosen:
        if number < asked.number and applied(one, sources[one.path]) is not None:
            number += 1
            yield one


def options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="*", help="break only what lies below these; else all three packages")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--number", type=int, default=100)
    ask.add_argument(
        "--constants", action="store_true", help="every constant of a module instead, by a little both ways"
    )
    ask.add_argument("--everything", action="store_true", help="vocabulary, demo and drawing too")
    ask.add_argument(
        "--nearest", action="store_true", help="without the whole suite for what survives the nearest tests"
    )
    ask.add_argument("--again", action="store_true", help="try what survived before once more")
    ask.add_argument("--folder", type=Path, default=ROOT / "build" / "mutations", help="for the copy, map and results")
    ask.add_argument("--map", action="store_true", help="only run the suite once and note which test enters what")
    ask.add_argument("--list", action="store_true", help="only tell what would be broken")
    return ask.parse_args()


def main() -> None:
    """Break, run, tell."""
    asked = options()
    if asked.list:
        return print(*(one.key for one in picked(asked)), sep="\n")
    asked.folder.mkdir(parents=True, exist_ok=True)
    tests = Map(ROOT, asked.folder)
    if asked.map or not tests.made:
        tests.make()
    if asked.map:
        return None
    results = asked.folder / "results.jsonl"
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    known = {row["key"]: row["killed"] for row in map(json.loads, lines)}
    if asked.again:
        known = {key: killed for key, killed in known.items() if killed}
    survivors, number = [], 0
    with Copy(ROOT, asked.folder, tests) as copy:
        for number, one in enumerate(picked(asked), 1):
            if one.key not in known:
                known[one.key] = copy.killed_by(one, whole=not asked.nearest)
                with results.open("a", encoding="utf-8") as out:
                    out.write(json.dumps({"key": one.key, "killed": known[one.key]}, ensure_ascii=False) + "\n")
            killed = known[one.key]
            survivors += [] if killed else [one]
            print(f"{number:4} {one.key}\n       {killed or 'SURVIVED'}", flush=True)
    print(f"\n{len(survivors)} of {number} survive", *(one.key for one in survivors), sep="\n  ")
    return None


if __name__ == "__main__":
    main()

"""What came of reading variants: read right, with a doubt, refused, not seen, or wrong in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.benchmarks.variants_cases import Case, reading_of
from tests.benchmarks.variants_label import national, wrong_fields

COLUMNS = ("right", "doubt", "refused", "not seen", "SILENT", "crash")


@dataclass(slots=True)
class Row:
    """What came of the variants of one kind; ``unnoticed`` are broken sums that raised no doubt."""

    ends: Counter[str] = field(default_factory=Counter)
    unnoticed: int = 0

    @property
    def of(self) -> int:
        return self.ends.total()


def end_of(variant: Case) -> tuple[str, list[str]]:
    """What came of reading a variant, and the fields in which it is wrong.

    A whole report that is taken for none is as silent as a wrong figure: nobody hears of it.
    """
    try:
        got = reading_of(variant)
    except Exception as error:  # a crash is an answer here
        return "crash", [repr(error)]
    if variant.label is None:
        return ("SILENT", ["false tally"]) if national(got) and not got["doubts"] else ("right", [])
    if got["reading"] == "unreadable":
        return "refused", [str(got["reason"])]
    if got["reading"] == "not_a_report":
        return ("SILENT" if variant.whole else "not seen"), ["dropped"]
    wrongs = [wrong_fields(label, got, variant.channel) for label in (variant.label, *variant.alts)]
    if not all(wrongs):
        return "right", [] if got["doubts"] or not variant.must_doubt else ["no doubt"]
    return ("doubt" if got["doubts"] else "SILENT"), min(wrongs, key=len)


def row_of(name: str, made: Iterable[Case], show: str | None) -> Row:
    """Read the variants and count what came of them; those that end as ``show`` says are printed."""
    row = Row()
    for variant in made:
        end, wrong = end_of(variant)
        row.ends[end] += 1
        row.unnoticed += wrong == ["no doubt"]
        if show and (end == show or wrong == [show]):
            print(f"== {end} | {name} | {variant.key} | {', '.join(wrong)}\n{variant.text}\n")
    return row


def print_row(kind: str, row: Row) -> None:
    """One line of a table whose columns are ``COLUMNS``."""
    print(f"{kind:30}{row.of:7}" + "".join(f"{row.ends[name]:10}" for name in COLUMNS))

"""The kinds of change that the posts of next month may bring: what is said beside the counts, and said otherwise."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.benchmarks.variants_added import added, closing
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_lists import LISTS
from tests.benchmarks.variants_told import TOLD
from tests.benchmarks.variants_verbs import VERBS
from tests.benchmarks.variants_windows import SECOND
from tests.benchmarks.variants_words_fate import ACTOR, FATE, NEGATION
from tests.benchmarks.variants_words_time import LATER, TIME
from tests.benchmarks.variants_words_veto import FOOTER, VETO

DRIFT: dict[str, Callable[[Case, Random], Case | None]] = {
    "negation": added(NEGATION),
    "another fate": added(FATE),
    "another actor": added(ACTOR),
    "another time": added(TIME),
    "a later sentence with a count": added(LATER),
    "a veto word": added(VETO),
    "a footer": closing(FOOTER),
    **TOLD,
    **SECOND,
    **VERBS,
    **LISTS,
}

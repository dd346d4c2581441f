"""A thousand orders of the same pages and exports end in the same rows. Run by ``make trust``."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from tests.storage.test_posts import EXPORT, STORY, permuted

ORDERS = 1000


def test_a_thousand_orders_of_arrival_end_in_the_same_state(tmp_path: Path) -> None:
    pages = range(len(STORY + EXPORT))
    wanted = permuted(tmp_path / "told.db", pages, 0)
    orders = random.Random(7).sample(list(itertools.permutations(pages)), ORDERS)
    for seed, order in enumerate(orders):
        path = tmp_path / f"{seed}.db"
        assert permuted(path, order, seed) == wanted, order
        path.unlink()
    print(f"\n{ORDERS} orders of {len(pages)} pages and exports, with repetitions: one state")

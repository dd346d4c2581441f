"""A thousand orders of the same pages and exports end in the same rows. Run by ``make trust``."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from tests.storage.posts.test_posts import EXPORT, STORY, in_some_order, permuted, random_story

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


def test_each_of_500_random_stories_ends_in_one_state_in_any_order(tmp_path: Path) -> None:
    for seed in range(500):
        chance = random.Random(seed)
        story = random_story(chance)
        paths = [tmp_path / f"{seed}-{number}.db" for number in range(3)]
        assert len({in_some_order(path, story, chance) for path in paths}) == 1, seed
        for path in paths:
            path.unlink()
    print("\n500 random stories, each in three orders: one state each")

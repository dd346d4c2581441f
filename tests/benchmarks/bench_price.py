"""What every doubt costs: how many real posts carry it though they are read exactly, or though their sums agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

NAMES = {"kpszsu": "Air Force", "mod_russia": "ministry"}
# A doubt is news: at most so many of the exactly read reports of a channel have one.
MOST = {"kpszsu": 0.02, "mod_russia": 0.01}


@dataclass(slots=True)
class Price:
    """The posts that were looked at, by channel, and those with a doubt: all of them, and by the doubt's code."""

    posts: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)
    by_code: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, channel: str, doubts: Iterable[dict[str, Any]]) -> None:
        """Count one post and the codes of its doubts, each code once."""
        codes = {doubt["code"] for doubt in doubts}
        self.posts[channel] += 1
        self.doubted[channel] += bool(codes)
        self.by_code[channel].update(codes)

    def print(self, title: str) -> None:
        """One line a code and channel, the commonest first, and one line a channel for any code."""
        print(f"\n{title}")
        print("| channel | doubt | posts | of | share |")
        print("|---|---|--:|--:|--:|")
        for channel, of in self.posts.items():
            for code, posts in [("any", self.doubted[channel]), *self.by_code[channel].most_common()]:
                print(f"| {NAMES.get(channel, channel)} | {code} | {posts} | {of:,} | {100 * posts / of:.2f} % |")

    def fair(self) -> bool:
        """Whether no channel has more doubts than its share."""
        return all(self.doubted[channel] <= MOST[channel] * of for channel, of in self.posts.items())

"""The line that the night is not over, for whoever asks before the morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.chat.language import Language
from bot.chat.rich_text import Block, block


def not_over_blocks(words: Language, not_over: date | None, last: date) -> Iterator[Block]:
    """Yield one block that says which night is not over and which is the last one; nothing by day (None)."""
    if not_over:
        said = words.say(
            "The night to {day} is not over yet. This is the night to {last}.",
            day=words.long_day(not_over), last=words.long_day(last),
        )  # fmt: skip
        yield block(said)

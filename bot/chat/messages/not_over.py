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
            "The night of {night} is not over yet. This is the night of {last}.",
            night=words.night(not_over, year=False), last=words.night(last, year=False),
        )  # fmt: skip
        yield block(said)

"""A night among the others: its rank with its base, and the average of the nights before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.language import Language
from storage.views.averages import Average
from storage.views.rank import Rank

# A rank among fewer nights, or an average of fewer, means nothing.
ENOUGH_RANKED = 5
ENOUGH_AVERAGED = 3


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rank of a night and the average before it; each None if there is none."""

    rank: Rank | None = None
    average: Average | None = None


def standing_lines(words: Language, standing: Ranking) -> Iterator[str]:
    """``Drones launched: 4th of 1,096 nights since 1 October 2023`` and ``7-night average 164``."""
    rank, average = standing.rank, standing.average
    if rank and rank.place and rank.nights >= ENOUGH_RANKED:
        yield words.count(
            "Drones launched: {place} of {n} night since {day}",
            "Drones launched: {place} of {n} nights since {day}",
            rank.nights,
            place=words.ordinal(rank.place),
            day=words.day(rank.since),
        )
    if average and average.mean is not None and len(average.nights) >= ENOUGH_AVERAGED:
        yield average_text(words, average)


def average_text(words: Language, average: Average) -> str:
    """``7-night average 164``, and of how many nights where some are missing."""
    mean = words.number(round(average.mean or 0))
    whole = (average.last - average.first).days + 1
    if len(average.nights) == whole:
        return words.say("{whole}-night average {mean}", whole=whole, mean=mean)
    return words.say(
        "{whole}-night average {mean} ({known} of {whole} nights known)",
        whole=whole, mean=mean, known=len(average.nights),
    )  # fmt: skip

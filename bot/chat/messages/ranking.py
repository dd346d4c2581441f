"""A night among the others: its rank with its base, and the average of the nights before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chat.language import Language
from bot.chat.messages.amounts import told_text
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


def standing_text(words: Language, standing: Ranking) -> str:
    """``Drones launched: 4th most of 96 nights since 1 October; 7-night average 164.``; "" if nothing can be said."""
    is_stated = standing.rank is not None and standing.rank.figure is not None
    found = [*_parts(words, standing)] if is_stated else []
    return words.say("Drones launched: {what}.", what="; ".join(found)) if found else ""


def _parts(words: Language, standing: Ranking) -> Iterator[str]:
    rank, average = standing.rank, standing.average
    if rank and rank.place and rank.nights >= ENOUGH_RANKED:
        since = words.day(rank.since) if rank.since.year != rank.day.year else words.long_day(rank.since)
        yield _place(words, rank.place, rank.nights, since)
    if average and len(average.nights) >= ENOUGH_AVERAGED and (text := average_text(words, average)):
        yield text


def _place(words: Language, place: int, nights: int, since: str) -> str:
    if place == 1:
        return words.count("the most of {n} night since {day}", "the most of {n} nights since {day}", nights, day=since)
    return words.count(
        "{place} most of {n} night since {day}", "{place} most of {n} nights since {day}",
        nights, place=words.ordinal(place), day=since,
    )  # fmt: skip


def average_text(words: Language, average: Average) -> str:
    """``7-night average 164 (6 known)``: of how many nights, where some are missing; "" where nothing can be said."""
    mean = told_text(words, average.mean.told) if average.mean else ""
    whole = (average.last - average.first).days + 1
    if not mean or len(average.nights) == whole:
        return words.say("{whole}-night average {mean}", whole=whole, mean=mean) if mean else ""
    return words.say(
        "{whole}-night average {mean} ({known} known)", whole=whole, mean=mean, known=len(average.nights)
    )  # fmt: skip

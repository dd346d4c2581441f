"""A day's briefing for the whole front: «Средствами ПВО сбиты …» among the work of every branch. No night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from parsers.channels import Channel
from parsers.ministry.reading import read_counts
from parsers.ministry.recognition import has, is_report, says_it_is
from parsers.records import NotAReport, Post, Reading, Scope, Tally, Window
from parsers.text.tokens import Token
from parsers.vocabulary.ministry import Sort

NAME = "ministry_briefing"
ORDER = 2
# A post says what it is within this many words; a second total further on may be «за сутки».
LEAD = 15
A_NIGHT_AND_A_DAY = timedelta(hours=26)


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post has «за сутки», or «сбиты» without a crew on duty, a place and a night."""
    return (_is_of_a_day(tokens) or _is_nameless(tokens)) and not has(tokens, ("пресеч",)) and is_report(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return the counts of a day, kept out of the national totals.

    Without the words «за сутки», hours make the post a report.
    """
    reading = read_counts(post, channel, tokens, NAME, Scope.DAILY)
    if isinstance(reading, Tally) and reading.window and not _is_of_a_day(tokens) and _is_of_hours(reading.window):
        return NotAReport()  # the next layout reads it
    return reading


def _is_of_a_day(tokens: Sequence[Token]) -> bool:
    return says_it_is(tokens[:LEAD], Sort.BRIEFING)


def _is_nameless(tokens: Sequence[Token]) -> bool:
    return has(tokens, ("сбит",)) and not has(tokens, ("дежурн", " над ", "ноч"))


def _is_of_hours(window: Window) -> bool:
    """Return whether a window has hours on both edges and is no longer than a night and a day."""
    start, end = window.start, window.end
    return isinstance(start, datetime) and isinstance(end, datetime) and end - start <= A_NIGHT_AND_A_DAY

"""A day of the whole front: «Средствами ПВО сбиты …» among what every branch did. It speaks for no night."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import has, is_report, read_counts, says_it_is
from parsers.records import Post, Reading, Scope
from parsers.tables.ministry import Sort
from parsers.text import Token

NAME = "ministry_briefing"
# Words within which a post says what it is; a second total further on may well be «за сутки».
LEAD = 15


def recognises(post: Post, found: Sequence[Token]) -> bool:
    """By «за сутки», or by «сбиты» without a crew on duty, a place and a night."""
    whole_front = says_it_is(found[:LEAD], Sort.BRIEFING)
    nameless = has(found, ("сбит",)) and not has(found, ("дежурн", " над ", "ноч"))
    return (whole_front or nameless) and not has(found, ("пресеч",)) and is_report(found)


def read(post: Post, channel: Channel, found: Sequence[Token]) -> Reading:
    """The counts of a day, kept out of the national totals."""
    return read_counts(post, channel, found, NAME, Scope.DAILY)

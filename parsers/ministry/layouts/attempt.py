"""Two paragraphs, to the end of 2024: an attempt that was foiled, and how many were shot down where."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import read_counts
from parsers.ministry.recognition import has, is_report
from parsers.records import Post, Reading, Scope
from parsers.text.tokens import Token

NAME = "ministry_attempt"
PLACE = 3


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """By «пресечена попытка», «при попытке», «атаковал»."""
    return has(tokens, ("пресеч", "попытк", "атак")) and is_report(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """What was sent, where a number says so, and what was stopped."""
    return read_counts(post, channel, tokens, NAME, Scope.NATIONAL)

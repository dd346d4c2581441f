"""Two paragraphs, until the end of 2024: an attempt that was foiled, and how many were shot down where."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import read_counts
from parsers.ministry.recognition import has, is_report
from parsers.records import Post, Reading, Scope
from parsers.text.tokens import Token

NAME = "ministry_attempt"
ORDER = 3


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post has «пресечена попытка», «при попытке» or «атаковал»."""
    return has(tokens, ("пресеч", "попытк", "атак")) and is_report(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return a reading of what was sent, if a number says so, and what was stopped."""
    return read_counts(post, channel, tokens, NAME, Scope.NATIONAL)

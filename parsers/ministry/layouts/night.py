"""The report of a night or of some hours: a head with the total, then its regions, with numbers or only named."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import read_counts
from parsers.ministry.recognition import is_report
from parsers.records import Post, Reading, Scope
from parsers.text.tokens import Token

NAME = "ministry_night"
ORDER = 4


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post has weapons, a verb that stops them, and air defence."""
    return is_report(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return the head, the regions that break it down, and second totals."""
    return read_counts(post, channel, tokens, NAME, Scope.NATIONAL)

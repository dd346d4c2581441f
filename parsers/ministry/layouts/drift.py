"""The drift alarm: weapons counted and stopped, in a layout that no other format of the ministry knows."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.recognition import counts_what_was_stopped
from parsers.records import Post, Reading, Unreadable
from parsers.text.tokens import Token

NAME = "ministry_unknown"
ORDER = 9


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether weapons are counted as stopped in a night, in hours or over a region.

    Nobody on duty is named.
    """
    return counts_what_was_stopped(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Refuse the post, so that the operator sees it."""
    return Unreadable("unknown_format")

"""Digests of a day and statements about one sector of the front: they count drones, and speak for no night."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.recognition import digests_stopped_drones
from parsers.records import Post, Reading, Unreadable
from parsers.text.tokens import Token

NAME = "ministry_digest"
ORDER = 5


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether «Главное за день» or a group of forces reports drones stopped by air defence."""
    return digests_stopped_drones(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Refuse the post: its counts are in other posts too, and may be more or less than those."""
    return Unreadable("unknown_format")

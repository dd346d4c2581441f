"""What a host of overnight saw, as it hands it to another one: each version of each post, and how much that covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parsers.records.post import Forward

RECORDED = "record:"


def recorded(transport: str) -> str:
    """Return the name of a transport by which not we but another host saw a post: ``record:preview``."""
    return transport if transport.startswith(RECORDED) else RECORDED + transport


@dataclass(frozen=True, slots=True)
class HostRevision:
    """One version of a post as a host stored it: a line of its record.

    ``text`` is None where the post was shown without it. ``sha256`` is what the host says the text's fingerprint is.
    ``is_edited`` is whether the post was ever seen with an edit mark, ``unmarked_at`` when it was last seen without.
    This version was seen at ``observed_at``, ``last_observed_at`` and the times ``between``, by these ``transports``.
    ``members`` are the ids of all items of an album, the post's own among them; none for a single post.
    """

    channel: str
    message_id: int
    published_at: datetime
    is_edited: bool
    unmarked_at: datetime | None
    forward: Forward | None
    members: tuple[int, ...]
    revision: int
    text: str | None
    sha256: str
    observed_at: datetime
    last_observed_at: datetime
    between: tuple[datetime, ...]
    transports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HostChannel:
    """A channel as a host followed it: its numeric id, None if it was not known, and the ranges of ids read whole.

    Both ends of a range are included. There are none where the record does not have every post.
    """

    numeric_id: int | None
    covered: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class HostHead:
    """What a record says of itself: posts of these channels published from ``first`` on and before ``until``.

    With ``every`` it has all posts the host knows, otherwise those that were ever read as a report.
    """

    made_at: datetime
    first: datetime
    until: datetime
    every: bool
    channels: Mapping[str, HostChannel]

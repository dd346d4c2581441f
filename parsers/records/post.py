"""What a channel published: a post, and a message of it as one transport showed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Forward:
    """Where a forwarded post comes from, as far as a transport tells it: nothing is known of one that hides it.

    ``name`` is what is shown of the origin, ``address`` its link without the host (``kpszsu/79455`` for a post,
    ``kpszsu`` for a channel or a person alone), ``numeric_id`` that of a channel.
    """

    name: str | None = None
    address: str | None = None
    numeric_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One message of a channel, in one version of its text.

    ``posted`` is None only where the text came without a time (a reading then needs a year in the text). The text has
    the marks of ``parsers.text.marks``; ``forward`` is None for what the channel wrote itself.
    """

    channel: str
    message_id: int | None
    posted: datetime | None
    text: str
    key: str | None = None
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message of a channel as one transport showed it.

    ``observed_at`` is when it looked so: the page's render time, or the time of the edit an export or an update tells.
    ``text`` is None where the message was shown without its text, empty where it has none (a photo, a service message).
    ``members`` are the ids of all items of an album, the message's own among them. ``transport`` is a slug.
    ``forward`` tells that the channel took the message over from elsewhere.
    """

    message_id: int
    published_at: datetime
    text: str | None
    observed_at: datetime
    transport: str
    edited: bool = False
    members: tuple[int, ...] = ()
    forward: Forward | None = None

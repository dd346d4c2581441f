"""What a channel published: a post, and one message of it as one transport showed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Forward:
    """Where a forwarded post comes from, if the transport says so; a hidden origin leaves the fields None.

    ``name`` is the name shown for the origin, ``address`` its link without the host (``kpszsu/79455`` for a post,
    ``kpszsu`` for a channel or a person alone), ``numeric_id`` the id of a channel.
    """

    name: str | None = None
    address: str | None = None
    numeric_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One message of a channel, in one version of its text.

    ``posted`` is None only if the text came without a time (a reading then needs a year in the text). The text contains
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

    ``observed_at`` is when it looked like this: the render time of the page, or the edit time given by an export or an
    update. ``text`` is None if the message was shown without its text, empty if it has none (a photo, a service
    message). ``members`` are the ids of all items of an album, including the message's own. ``transport`` is a slug.
    ``forward`` says that the channel took the message over from elsewhere.
    """

    message_id: int
    published_at: datetime
    text: str | None
    observed_at: datetime
    transport: str
    edited: bool = False
    members: tuple[int, ...] = ()
    forward: Forward | None = None

"""Since when each version of a post was known. Pure: no SQL.

The clock is the channel's, as far as it can be told: what stood there, not when our database heard of it. A version
that was seen without Telegram's edit mark is the text as it was published, so it was known from then on, whenever we
read it. Any other stood when it was first seen, or from its edit on where the transport tells that time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.posts.timeline import PAGES
from storage.views.record import KnownFromIs


class FirstSeen(NamedTuple):
    """One version as it is stored: ``observed_at`` in seconds since 1970, and the transports that showed it."""

    observed_at: int
    transports: frozenset[str]


class Known(NamedTuple):
    """Since when a version stood, in seconds since 1970, and which time that is."""

    since: int
    is_: KnownFromIs


def known_times(published_at: int, unmarked_at: int | None, versions: Sequence[FirstSeen]) -> list[Known]:
    """Return since when each version of a post stood, in their order; never earlier than the one before it.

    ``unmarked_at`` is when the post was last seen without an edit mark, None where it never was.
    """
    found: list[Known] = []
    for number, seen in enumerate(versions):
        is_original = number == 0 and unmarked_at is not None and seen.observed_at <= unmarked_at
        known = Known(published_at, KnownFromIs.PUBLISHED) if is_original else Known(seen.observed_at, _is(seen))
        earliest = found[-1].since if found else published_at
        found.append(Known(max(known.since, earliest), known.is_))
    return found


def _is(seen: FirstSeen) -> KnownFromIs:
    """Return which time a version's first sighting is: only a page does not tell when an edit was made."""
    return KnownFromIs.SEEN if seen.transports <= PAGES else KnownFromIs.EDITED

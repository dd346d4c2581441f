"""Which versions of another host's record are taken: whose text is the one its hash is of, at times that can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from parsers.channels import CHANNELS
from parsers.records import HostHead, HostRevision
from parsers.sources.desktop_messages import ExportError
from parsers.time.plausible import is_possible
from storage.posts.timeline import fingerprint

# Clocks of machines differ: of the hosts, and of those that make the channels' pages.
SLACK = timedelta(minutes=5)
# Versions of posts per transaction, and times at which they were seen; and versions at most, of one post too.
PORTION, TIMES, LARGEST = 200, 5_000, 1_000

# Why a version is refused, and how it is said of so many.
HASH, FUTURE, EARLY, PUBLISHED = "hash", "future", "early", "published"
REFUSALS = {
    HASH: "whose text is not the one its hash is of",
    FUTURE: "seen in the future",
    EARLY: "seen before the post was published",
    PUBLISHED: "of a post that was published at another time",
}


def refusal_of(one: HostRevision, now: datetime) -> str | None:
    """Return why a version is refused, a key of ``REFUSALS``; None where it is sound."""
    if fingerprint(one.text) != one.sha256:
        return HASH
    if max(one.published_at, one.last_observed_at, one.unmarked_at or one.published_at) > now + SLACK:
        return FUTURE
    if not is_possible(one.published_at):
        return PUBLISHED
    return EARLY if one.observed_at < one.published_at - SLACK else None


def check_channels(head: HostHead, known: Mapping[str, int | None], path: object) -> None:
    """Raise ``ExportError`` where a channel of the record has another numeric id than ours of that name."""
    for name, one in head.channels.items():
        ours = known.get(name)
        if ours is not None and one.numeric_id is not None and ours != one.numeric_id:
            raise ExportError(
                f"@{name} of {path} is another channel: its id is {one.numeric_id}, ours is {ours}. Nothing was read."
            )


def known_id(name: str, pinned: int | None) -> int | None:
    """Return the numeric id of a channel: that of its row, else the one that a page has shown."""
    row = CHANNELS.get(name)
    return (row and row.numeric_id) or pinned


def portions(
    revisions: Iterator[HostRevision], channels: Sequence[str], passed_over: Counter[str]
) -> Iterator[tuple[str, list[HostRevision]]]:
    """Yield the versions of these channels in portions of one channel, the versions of a post together.

    Others are counted in ``passed_over`` by their channels.
    """
    held: list[HostRevision] = []
    times = 0
    for one in revisions:
        if one.channel not in channels:
            passed_over[one.channel] += 1
            continue
        is_next = bool(held) and (one.channel, one.message_id) != (held[-1].channel, held[-1].message_id)
        is_full = (is_next and (len(held) >= PORTION or times >= TIMES)) or len(held) >= LARGEST
        if held and (is_full or one.channel != held[0].channel):
            yield held[0].channel, held
            held, times = [], 0
        held.append(one)
        times += 2 + len(one.between)
    if held:
        yield held[0].channel, held

"""Comparing what another host saw with what we saw, text by text, by their hashes. Nothing is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.hosts.archive import HostRecord
from bot.hosts.checks import check_channels, known_id, portions, refusal_of
from parsers.records import HostRevision
from storage import Snapshot
from storage.channels import cursors
from storage.views.host_record import Published, SeenPost, SeenText, posts_of, seen_posts


class Alike(StrEnum):
    """How the texts of a post that two hosts saw compare."""

    SAME = "same"
    OTHER_TEXT = "other_text"
    ONLY_THEIRS = "only_theirs"
    ONLY_OURS = "only_ours"


Texts = dict[str, SeenText]


@dataclass(frozen=True, slots=True)
class PostDifference:
    """A post of which not the same texts were seen, with those that only one host saw, by their hashes."""

    channel: str
    message_id: int
    published_at: datetime
    alike: Alike
    theirs: Texts
    ours: Texts


@dataclass(slots=True)
class Comparison:
    """How the posts of a record compare: how many of each channel and month (``2026-10``, UTC), and what differs.

    ``refused`` counts versions of the record that cannot be compared, ``passed_over`` those of channels it does not
    name.
    """

    months: defaultdict[tuple[str, str], Counter[Alike]] = field(default_factory=lambda: defaultdict(Counter))
    differences: list[PostDifference] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def is_equal(self) -> bool:
        """Return whether both hosts saw the same texts, as far as the record can be read."""
        return not (self.differences or self.refused)

    def add(self, channel: str, message_id: int, published_at: datetime, theirs: Texts, ours: Texts) -> None:
        """Add a post with all texts that were seen of it."""
        only_theirs = {sha: seen for sha, seen in theirs.items() if sha not in ours}
        only_ours = {sha: seen for sha, seen in ours.items() if sha not in theirs}
        alike = Alike.SAME
        if only_theirs or only_ours:
            alike = Alike.OTHER_TEXT if theirs and ours else Alike.ONLY_THEIRS if theirs else Alike.ONLY_OURS
            self.differences.append(PostDifference(channel, message_id, published_at, alike, only_theirs, only_ours))
        self.months[channel, f"{published_at:%Y-%m}"][alike] += 1


def compared(snapshot: Snapshot, record: HostRecord, now: datetime) -> Comparison:
    """Return how a record compares with what is stored, as of one moment. Raises ``ExportError`` with a sentence.

    Our posts are those the record would have if it were ours: of its channels, published when its posts were.
    """
    head, done = record.head, Comparison()
    check_channels(head, {name: known_id(name, cursors.pinned(snapshot, name)) for name in head.channels}, record.path)
    told: defaultdict[str, set[int]] = defaultdict(set)
    for channel, revisions in portions(record.revisions(), list(head.channels), done.passed_over):
        refused = [why for one in revisions if (why := refusal_of(one, now))]
        done.refused.update(refused)
        sound = [one for one in revisions if refusal_of(one, now) is None] if refused else revisions
        told[channel] |= {one.message_id for one in revisions} | _theirs(snapshot, channel, sound, done)
    for channel in head.channels:
        _ours(snapshot, channel, Published(head.first, head.until, head.every), told[channel], done)
    done.differences.sort(key=lambda one: (one.channel, one.message_id))
    return done


def _theirs(snapshot: Snapshot, channel: str, revisions: Sequence[HostRevision], done: Comparison) -> set[int]:
    """Compare the posts of a portion; return the ids they have here, which may be those of albums or their items."""
    posts: defaultdict[int, list[HostRevision]] = defaultdict(list)
    for one in revisions:
        posts[one.message_id].append(one)
    known = seen_posts(snapshot, channel, sorted({number for one in revisions for number in _ids(one)}))
    for message_id, versions in posts.items():
        texts: Texts = {}
        for one in versions:
            begun = texts.get(one.sha256) or SeenText(one.revision, one.observed_at, one.last_observed_at)
            texts[one.sha256] = begun._replace(last_observed_at=one.last_observed_at)
        here = [known[number] for number in sorted(_ids(versions[0])) if number in known]
        done.add(channel, message_id, versions[0].published_at, texts, _joined(here))
    return {post.message_id for post in known.values()} | {number for one in revisions for number in _ids(one)}


def _ids(one: HostRevision) -> set[int]:
    return {one.message_id, *one.members}


def _joined(posts: Sequence[SeenPost]) -> Texts:
    """Return the texts of one post, also where its items are stored apart."""
    return {sha: seen for post in reversed(posts) for sha, seen in post.texts.items()}


def _ours(snapshot: Snapshot, channel: str, span: Published, told: set[int], done: Comparison) -> None:
    """Add the posts of a span that the record does not have."""
    alone = {number: moment for number, moment in posts_of(snapshot, channel, span).items() if number not in told}
    known = seen_posts(snapshot, channel, sorted(alone))
    for number, published_at in alone.items():
        done.add(channel, number, published_at, {}, known[number].texts if number in known else {})

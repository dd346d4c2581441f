"""The records that all views share: the reading of a post, with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from parsers.records import Doubt, Held, Scope, Tally, Unreadable
from storage.engines.engine import Database
from storage.readings.load import Key, ShownVersion, StoredReading, load_all, rows_of


@dataclass(frozen=True, slots=True)
class Source:
    """One version of a post: its ``channel`` and ``message_id``, which of ``revisions`` it is, and its times.

    ``posted_at`` is the post's own time, ``read_at`` when this version was first seen. ``figures`` is the fingerprint
    of the figures it states, or why it states none; None where it was not read.
    """

    channel: str
    message_id: int
    revision: int
    revisions: int
    posted_at: datetime
    read_at: datetime
    figures: str | None = None

    @property
    def key(self) -> Key:
        return Key(self.channel, self.message_id, self.revision)

    @property
    def shown(self) -> ShownVersion:
        """Return what is recorded for a chat that is shown it."""
        return ShownVersion(*self.key, self.figures)


Sources = Mapping[Key, Source]


@dataclass(frozen=True, slots=True)
class TallyView:
    """A tally with its source.

    ``scope`` is the scope its neighbours leave it, ``doubts`` are the post's own and then theirs. ``night`` is the date
    of the night it speaks for, None for another window; ``ends_on`` is the claimant's date of its end.
    """

    source: Source
    tally: Tally
    scope: Scope
    doubts: tuple[Doubt, ...]
    night: date | None
    ends_on: date | None
    reader_version: int


@dataclass(frozen=True, slots=True)
class UnreadableView:
    """A report that could not be read completely, with its source."""

    source: Source
    reading: Unreadable
    reader_version: int


@dataclass(frozen=True, slots=True)
class HeldView:
    """A report that is shown to nobody, with its source: none of its numbers leaves the database.

    ``night`` is the date it would speak for as a night, None for another window.
    """

    source: Source
    held: Held
    night: date | None
    ends_on: date | None
    reader_version: int


Report = TallyView | UnreadableView | HeldView


def shown(db: Database, keys: Sequence[Key]) -> list[Report]:
    """Return the reports among the given revisions with their sources, in the order of ``keys``."""
    kept = load_all(db, keys)
    sources = sources_of(db, list(kept))
    views = (_view(one, sources[key]) for key, one in kept.items())
    return [view for view in views if view is not None]


def tallies_shown(db: Database, keys: Sequence[Key]) -> list[TallyView]:
    """As ``shown``, but only the tallies."""
    return [view for view in shown(db, keys) if isinstance(view, TallyView)]


def sources_of(db: Database, keys: Sequence[Key]) -> dict[Key, Source]:
    """Return the sources of the given revisions in the order of ``keys``, from one query."""
    if not keys:
        return {}
    found = rows_of(
        db,
        """SELECT picked.channel, picked.message_id, picked.revision,
            (SELECT COUNT(*) FROM revisions AS every
                WHERE every.channel = picked.channel AND every.message_id = picked.message_id),
            published_at, observed_at, figures
            FROM picked JOIN revisions USING (channel, message_id, revision) JOIN posts USING (channel, message_id)
            LEFT JOIN readings USING (channel, message_id, revision)""",
        keys,
    )
    sources = {
        Key(*row[:3]): Source(*row[:4], posted_at=moment(row[4]), read_at=moment(row[5]), figures=row[6])  # type: ignore[misc]
        for row in found
    }
    return {key: sources[key] for key in keys if key in sources}


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _view(kept: StoredReading, source: Source) -> Report | None:
    if kept.held:
        return HeldView(source, kept.held, kept.claimed_night, kept.nights.ends_on, kept.reader_version)
    match kept.reading:
        case Tally() as tally:
            return TallyView(
                source=source,
                tally=tally,
                scope=kept.scope or tally.scope,
                doubts=tally.doubts + kept.open_doubts,
                night=kept.nights.night,
                ends_on=kept.nights.ends_on,
                reader_version=kept.reader_version,
            )
        case Unreadable() as unreadable:
            return UnreadableView(source, unreadable, kept.reader_version)
    return None

"""The record of a night: what each channel says of it now, what it said at any time, and every version of the words.

Everything that is published (files, feeds, pages) is made of these records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parsers.records import Attacker, Claimant, Tally
from storage.readings.load import Key
from storage.views.readings import Report, TallyView


class NightStatus(StrEnum):
    """What is known of a night of a channel."""

    TALLY = "tally"
    NO_REPORT = "no_report"  # the channel was followed, and reported none
    UNREADABLE = "unreadable"  # there is a report, which could not be read whole or is held back
    GAP = "gap"  # posts of its time are known to be missing, or the channel was not followed then
    NOT_YET = "not_yet"  # there is none yet, and it may still come


class Why(StrEnum):
    """Why figures stood from a moment on."""

    FIRST = "first"  # the first version of the first post that tells the night, as it was published
    EDITED = "edited"  # another version of the post; an earlier one that nobody saw may have stood before
    WITHDRAWN = "withdrawn"  # the channel's page leaves the post out; the figures are those it stated last
    REREAD = "reread"  # the same words, read by another reader
    LATE_REPORT = "late_report"  # another post tells the night since then, or changed which one does
    DECIDED = "decided"  # the operator released figures that were held back, or dropped them


class KnownFromIs(StrEnum):
    """Which time ``known_from`` is."""

    PUBLISHED = "published"  # the post's own: its text was never seen with an edit mark
    EDITED = "edited"  # the edit's, as Telegram told it
    SEEN = "seen"  # when this version, or that the post was gone, was first seen
    REREAD = "reread"  # when our reader read it again


@dataclass(frozen=True, slots=True)
class ChannelClaims:
    """A channel, who speaks in it, and whose weapons it counts."""

    name: str
    claimant: Claimant
    attacker: Attacker


@dataclass(frozen=True, slots=True)
class Vintage:
    """What stood for a night from ``known_from`` until ``known_to`` (None: it stands).

    ``sha256`` is that of the version's normalised text. ``tally`` is None where no figures stood: the report could no
    longer be read, or no longer told the night.
    """

    why: Why
    known_from: datetime
    known_from_is: KnownFromIs
    known_to: datetime | None
    key: Key
    sha256: str
    reader_version: int
    tally: Tally | None


@dataclass(frozen=True, slots=True)
class RecordedVersion:
    """One version of a post that tells, or told, the night.

    ``text`` is None where the post was shown without its text; ``is_held`` if its figures, and so its text, are shown
    to nobody. ``seen_from`` and ``seen_to`` are when this version was first and last seen (None while it is shown, so
    that nothing changes with every look), ``known_from`` since when it stood. ``report`` is its reading now, None where
    it is no report.
    """

    key: Key
    posted_at: datetime
    text: str | None
    sha256: str
    seen_from: datetime
    seen_to: datetime | None
    known_from: datetime
    known_from_is: KnownFromIs
    report: Report | None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class RecordSide:
    """What one channel says of a night.

    ``night`` is the national tally that tells it now, ``windows`` the other national tallies that end on the date (day
    reports), ``others`` what counts nowhere, ``overlapping`` the pairs of national tallies, one of the date, that may
    count the same weapons twice, ``unclear`` those of the date of which that cannot be told.
    ``vintages`` are oldest first; the last one stands. ``versions`` are those of the posts that tell or told the night,
    by post and revision. ``gone_since`` is since when the page leaves out the post that tells the night.
    ``starts_unseen`` is whether an earlier version of the first telling was never seen.
    """

    channel: str
    claimant: Claimant
    attacker: Attacker
    status: NightStatus
    night: TallyView | None
    windows: tuple[TallyView, ...]
    others: tuple[Report, ...]
    overlapping: tuple[tuple[Key, Key], ...]
    vintages: tuple[Vintage, ...]
    versions: tuple[RecordedVersion, ...]
    gone_since: datetime | None = None
    starts_unseen: bool = False
    unclear: frozenset[Key] = frozenset()

    @property
    def standing(self) -> Vintage | None:
        """Return the vintage that stands; None where the night was never told."""
        return self.vintages[-1] if self.vintages else None


@dataclass(frozen=True, slots=True)
class NightRecord:
    """A night as every followed channel reports it, in the order of the channels.

    ``settled`` is false until 48 hours after the night: its figures are provisional.
    """

    day: date
    settled: bool
    sides: tuple[RecordSide, ...]

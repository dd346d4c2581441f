"""How figures that were shown differ from the current ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parsers.records import Tally
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import Source, TallyView, moment, sources_of, tallies_shown
from storage.views.shown_figures import (
    DROPPED,
    IMPLAUSIBLE,
    NOT_A_REPORT,
    UNREADABLE,
    WITHDRAWN,
    WITHOUT_FIGURES,
    Difference,
    Figures,
    differences,
    figures_of,
    unpacked,
)


class Stands(StrEnum):
    """The current state of a post: its figures, or why there are none."""

    FIGURES = "figures"
    UNREADABLE = UNREADABLE
    NOT_A_REPORT = NOT_A_REPORT
    IMPLAUSIBLE = IMPLAUSIBLE
    DROPPED = DROPPED
    WITHDRAWN = WITHDRAWN


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown of a post (``key``, the fingerprint ``figures``), what was told since, and its current state.

    ``told`` and ``stands`` (the current state) are fingerprints, or words for why there are no figures.
    """

    key: Key
    figures: str
    told: str
    current: Key
    stands: str


@dataclass(frozen=True, slots=True)
class Correction:
    """How figures that were shown (``old``) differ from the current ones; ``new`` is None where there are none.

    ``told`` is the state that was told last. ``is_edited`` says that the post's text changed; otherwise a better
    reading or a decision changed the figures. ``named`` and ``unnamed`` are places that an edit added or removed.
    ``gone_at`` is since when pages leave the post out. Figures that are held back never appear here.
    """

    source: Source
    night: date | None
    stands: Stands
    told: Stands
    is_edited: bool
    old: Figures
    new: Figures | None
    named: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    gone_at: datetime | None = None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return the numbers that changed; none where there are no current figures."""
        return differences(self.old, self.new) if self.new else ()

    @property
    def is_changed(self) -> bool:
        """Return whether the numbers or the period changed."""
        return self.new is not None and (bool(self.differences) or _period(self.old) != _period(self.new))

    @property
    def is_news(self) -> bool:
        """Return whether there is anything to tell: figures that changed, went or came back."""
        return self.new is None or self.told is not Stands.FIGURES or self.is_changed


@dataclass(frozen=True, slots=True)
class Edited:
    """A tally in an earlier version of its post and in the current one."""

    old: TallyView
    new: TallyView

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return the numbers that the edit changed; empty where only words changed."""
        return differences(figures_of(self.old.tally), figures_of(self.new.tally))


def edited_since(db: Database, channels: Sequence[str], since: datetime) -> tuple[Edited, ...]:
    """Return the tallies whose current version was first seen since a moment and replaced an earlier tally."""
    marks = ", ".join("?" * len(channels))
    rows = db.execute(
        f"""SELECT channel, message_id, revision,
            (SELECT MAX(revision) FROM readings AS earlier WHERE earlier.channel = current_readings.channel
                AND earlier.message_id = current_readings.message_id
                AND earlier.revision < current_readings.revision AND earlier.reading = 'tally')
            FROM current_readings JOIN revisions USING (channel, message_id, revision)
            WHERE reading = 'tally' AND revision > 1 AND observed_at >= ? AND channel IN ({marks})
            ORDER BY observed_at, channel, message_id""",  # nosec B608: marks
        (int(since.timestamp()), *channels),
    ).fetchall()
    pairs = [
        (Key(channel, message_id, before), Key(channel, message_id, revision))
        for channel, message_id, revision, before in rows
        if before is not None
    ]
    return edited_pairs(db, pairs)


def edited_pairs(db: Database, pairs: Sequence[tuple[Key, Key]]) -> tuple[Edited, ...]:
    """Return both versions of each pair, where both are tallies."""
    views = {view.source.key: view for view in tallies_shown(db, [key for pair in pairs for key in pair])}
    return tuple(Edited(views[old], views[new]) for old, new in pairs if old in views and new in views)


def correction_view(db: Database, shown: Shown) -> Correction | None:
    """Return how what was shown differs from the current state; None where it is not stored."""
    rows = db.execute(
        "SELECT fingerprint, figures FROM figures WHERE fingerprint IN (?, ?)", (shown.figures, shown.stands)
    ).fetchall()
    figures = {name: unpacked(text) for name, text in rows}
    source = sources_of(db, [shown.current]).get(shown.current)
    if source is None or shown.figures not in figures:
        return None
    edits = edited_pairs(db, [(shown.key, shown.current)]) if shown.key != shown.current else ()
    places = [_places(edit.old.tally) for edit in edits] + [_places(edit.new.tally) for edit in edits]
    return Correction(
        source=source,
        night=_night(db, shown),
        stands=Stands(shown.stands) if shown.stands in WITHOUT_FIGURES else Stands.FIGURES,
        told=Stands(shown.told) if shown.told in WITHOUT_FIGURES else Stands.FIGURES,
        is_edited=_is_edited(db, shown),
        old=figures[shown.figures],
        new=figures.get(shown.stands),
        named=frozenset(places[1] - places[0]) if places else frozenset(),
        unnamed=frozenset(places[0] - places[1]) if places else frozenset(),
        gone_at=_gone_at(db, shown.current),
    )


def _period(figures: Figures) -> tuple[object, object]:
    window = figures.window
    return (window.start, window.end) if window else (None, None)


def _is_edited(db: Database, shown: Shown) -> bool:
    """Return whether an edit caused the change: the shown text does not state the current figures as read now."""
    found = db.execute(
        "SELECT figures FROM readings WHERE channel = ? AND message_id = ? AND revision = ?", tuple(shown.key)
    ).fetchone()
    return found is None or (shown.key != shown.current and found[0] != shown.stands)


def _night(db: Database, shown: Shown) -> date | None:
    """Return the night that the post tells of, or told of when it was shown."""
    for key in (shown.current, shown.key):
        found = db.execute(
            "SELECT claimed_night FROM readings WHERE channel = ? AND message_id = ? AND revision = ?", tuple(key)
        ).fetchone()
        if found and found[0]:
            return date.fromisoformat(found[0])
    return None


def _gone_at(db: Database, key: Key) -> datetime | None:
    found = db.execute(
        "SELECT missed_since FROM posts WHERE channel = ? AND message_id = ?", (key.channel, key.message_id)
    ).fetchone()
    return moment(found[0]) if found and found[0] is not None else None


def _places(tally: Tally) -> set[str]:
    return {*tally.targets, *tally.downed_over, *(row.region for row in tally.regions or ())}

"""How far each channel was followed: cursors, freshness, identity, requests. (Gaps: ``storage.channels.gaps``.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.channels.gaps import keep_open, open_gap, shrink
from storage.engines.engine import Database

# The first word of the reason of a pause that the operator of the bot made.
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a channel was read: all ids from ``floor_id`` to ``top_id``, except its gaps.

    ``first_walk_pages`` counts the pages read back on the first start, which goes on until ``first_walk_ended``.
    """

    top_id: int
    floor_id: int
    first_walk_pages: int
    first_walk_ended: bool


@dataclass(frozen=True, slots=True)
class IdRange:
    """The ids a page covers: from ``lowest`` to ``highest``, or up to ``below`` (excluded) where that was asked for.

    ``unseen`` are ids among them that the page showed unreadably and that are not known otherwise.
    """

    lowest: int
    highest: int
    below: int | None
    unseen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Freshness:
    """How up to date a channel is.

    ``last_good_at`` is when a page was last read, ``last_rendered_at`` when that page says it was made,
    ``last_post_at`` when its newest post was published. ``failures`` counts those since the last good read;
    ``paused_reason`` says why nothing is taken from the channel, None when it is followed.
    """

    channel: str
    last_tried_at: datetime | None
    last_good_at: datetime | None
    last_rendered_at: datetime | None
    last_post_at: datetime | None
    last_error: str | None
    failures: int
    restarts: int
    paused_reason: str | None


def cursor(db: Database, channel: str) -> Cursor | None:
    """Return how far a channel was read; None before the first page."""
    row = db.execute(
        "SELECT top_id, floor_id, first_walk_pages, first_walk_ended_at FROM cursors WHERE channel = ?", (channel,)
    ).fetchone()
    return Cursor(row[0], row[1], row[2], row[3] is not None) if row else None


def cover(db: Database, channel: str, span: IdRange, at: datetime) -> None:
    """Record the range of ids that a page covers.

    The ids between the covered range and this page become a gap, and so does each post it did not show; gaps that the
    page covers shrink or close. A page that was asked for older posts and answers with newer ones (the host does so for
    ids above its range) covers nothing.
    """
    if span.below is not None and span.highest >= span.below:
        return
    known = cursor(db, channel)
    if known is None:
        db.execute(
            "INSERT INTO cursors (channel, top_id, floor_id, first_walk_pages) VALUES (?, ?, ?, 0)",
            (channel, span.highest, span.lowest),
        )
        keep_open(db, channel, span.unseen, at)
        return
    end = span.highest if span.below is None else span.below - 1
    if span.lowest > known.top_id + 1:
        open_gap(db, channel, known.top_id + 1, span.lowest - 1, at)
    shrink(db, channel, span.lowest, end, at, unseen=span.unseen)
    keep_open(db, channel, span.unseen, at)
    floor = min(known.floor_id, span.lowest) if end >= known.floor_id - 1 else known.floor_id
    walked = int(span.below is not None and not known.first_walk_ended)
    db.execute(
        "UPDATE cursors SET top_id = ?, floor_id = ?, first_walk_pages = first_walk_pages + ? WHERE channel = ?",
        (max(known.top_id, span.highest), floor, walked, channel),
    )


def end_first_walk(db: Database, channel: str, at: datetime) -> None:
    db.execute("UPDATE cursors SET first_walk_ended_at = ? WHERE channel = ?", (_seconds(at), channel))


def freshness(db: Database, channel: str) -> Freshness:
    """Return how up to date a channel is; all None and 0 before the first pass."""
    row = db.execute(
        """SELECT last_tried_at, last_good_at, last_rendered_at, last_error, failures, restarts FROM freshness
            WHERE channel = ?""",
        (channel,),
    ).fetchone()
    tried_at, good, rendered, error, failures, restarts = row or (None, None, None, None, 0, 0)
    last_post = db.execute("SELECT MAX(published_at) FROM posts WHERE channel = ?", (channel,)).fetchone()[0]
    return Freshness(
        channel=channel,
        last_tried_at=_moment(tried_at),
        last_good_at=_moment(good),
        last_rendered_at=_moment(rendered),
        last_post_at=_moment(last_post),
        last_error=error,
        failures=failures,
        restarts=restarts,
        paused_reason=_paused_reason(db, channel),
    )


def record_good(db: Database, channel: str, at: datetime, rendered_at: datetime | None) -> None:
    """Record that a page was read and accepted."""
    moment = _seconds(at)
    rendered = _seconds(rendered_at) if rendered_at else None
    db.execute(
        """INSERT INTO freshness (channel, last_tried_at, last_good_at, last_rendered_at, failures, restarts)
            VALUES (?, ?, ?, ?, 0, 0)
            ON CONFLICT (channel) DO UPDATE SET last_tried_at = excluded.last_tried_at,
                last_good_at = excluded.last_good_at, last_rendered_at = excluded.last_rendered_at,
                last_error = NULL, failures = 0""",
        (channel, moment, moment, rendered),
    )


def record_failure(db: Database, channel: str, at: datetime, error: str) -> None:
    """Record that a page could not be read or was not accepted; ``error`` is a sentence for the operator."""
    db.execute(
        """INSERT INTO freshness (channel, last_tried_at, last_error, failures, restarts) VALUES (?, ?, ?, 1, 0)
            ON CONFLICT (channel) DO UPDATE SET last_tried_at = excluded.last_tried_at,
                last_error = excluded.last_error, failures = freshness.failures + 1""",
        (channel, _seconds(at), error),
    )


def record_restart(db: Database, channel: str, at: datetime, error: str) -> None:
    """Record that the task that follows the channel failed and was restarted."""
    record_failure(db, channel, at, error)
    db.execute("UPDATE freshness SET restarts = restarts + 1 WHERE channel = ?", (channel,))


def pinned(db: Database, channel: str) -> int | None:
    """Return the numeric id the channel's name is bound to, None before a page has shown it."""
    row = db.execute("SELECT numeric_id FROM channels WHERE channel = ?", (channel,)).fetchone()
    return row[0] if row else None


def identified(db: Database, channel: str, numeric_id: int, pause_kind: str) -> None:
    """Bind the channel's name to the id it was seen under, and end a pause of that kind."""
    db.execute(
        """INSERT INTO channels (channel, numeric_id) VALUES (?, ?)
            ON CONFLICT (channel) DO UPDATE SET numeric_id = excluded.numeric_id
                WHERE channels.numeric_id IS NULL""",
        (channel, numeric_id),
    )
    db.execute(
        "UPDATE channels SET paused_reason = NULL WHERE channel = ? AND paused_reason LIKE ?",
        (channel, f"{pause_kind}:%"),
    )


def pause(db: Database, channel: str, reason: str) -> None:
    """Stop reading the channel until ``unpause``."""
    db.execute(
        """INSERT INTO channels (channel, paused_reason) VALUES (?, ?)
            ON CONFLICT (channel) DO UPDATE SET paused_reason = excluded.paused_reason""",
        (channel, reason),
    )


def unpause(db: Database, channel: str) -> None:
    db.execute("UPDATE channels SET paused_reason = NULL WHERE channel = ?", (channel,))


def paused_by_operator(db: Database) -> set[str]:
    """Return the channels that the operator paused."""
    rows = db.execute("SELECT channel FROM channels WHERE paused_reason LIKE ?", (f"{OPERATOR}:%",)).fetchall()
    return {channel for (channel,) in rows}


def _paused_reason(db: Database, channel: str) -> str | None:
    row = db.execute("SELECT paused_reason FROM channels WHERE channel = ?", (channel,)).fetchone()
    return row[0] if row else None


def count_request(db: Database, channel: str, at: datetime) -> None:
    """Count one request for the channel in its hour."""
    db.execute(
        """INSERT INTO requests (channel, hour, sent) VALUES (?, ?, 1)
            ON CONFLICT (channel, hour) DO UPDATE SET sent = requests.sent + 1""",
        (channel, _seconds(at) // 3600),
    )


def requests(db: Database, at: datetime) -> dict[str, int]:
    """Return the requests for each channel in the last full clock hour before ``at``."""
    rows = db.execute(
        "SELECT channel, sent FROM requests WHERE hour = ? ORDER BY channel", (_seconds(at) // 3600 - 1,)
    ).fetchall()
    return dict(rows)


def prune(db: Database, channel: str, at: datetime) -> None:
    """Delete intermediate sightings and request counts older than a few days; every version keeps its first and last.

    Sightings only serve to place a version that arrives late among the others.
    """
    db.execute(
        "DELETE FROM sightings WHERE channel = ? AND observed_at < ?", (channel, _seconds(at - timedelta(days=4)))
    )
    db.execute("DELETE FROM requests WHERE channel = ? AND hour < ?", (channel, _seconds(at) // 3600 - 24 * 30))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None

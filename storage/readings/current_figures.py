"""The current figures of every post that was ever a report, and which changes chats may still have to be told.

Updated in the transaction that changes the readings, so that an index finds the posts that changed, for any reason,
and nothing is compared where nothing changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from parsers.records import Held, Reading, Tally, Unreadable
from storage.engines.engine import Database
from storage.id_bounds import below_id
from storage.readings.load import Key, ShownVersion, load_all
from storage.views.shown_figures import NOT_A_REPORT, UNREADABLE, WITHDRAWN, WITHOUT_FIGURES, figures_of, fingerprint
from storage.views.shown_figures import packed as packed_figures

# A post is withdrawn when pages left it out for this long and none showed it: a single page may be an old copy.
WITHDRAWN_AFTER = timedelta(minutes=10)
# Rows of ``shown`` and ``inline_shown`` that differ from the current figures: somebody is to be told.
DIFFERS = "{shown}.figures IS NOT NULL AND {shown}.told <> current_figures.figures"
PORTION = 500


class Untold(NamedTuple):
    """A changed post that chats may have to be told of: its current revision, and its figures' fingerprint or a word.

    ``in_summary`` means that reprocessing changed it, and each chat is told all these changes in one message.
    """

    channel: str
    message_id: int
    revision: int
    figures: str
    in_summary: bool


def keep(db: Database, reading: Reading, held: Held | None) -> str:
    """Save the figures of a reading; return their fingerprint, or why there are none."""
    if held:
        return held.value
    if not isinstance(reading, Tally):
        return UNREADABLE if isinstance(reading, Unreadable) else NOT_A_REPORT
    text = packed_figures(figures_of(reading))
    name = fingerprint(text)
    db.execute("INSERT INTO figures (fingerprint, figures) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, text))
    return name


def renew(db: Database, channel: str, message_id: int) -> None:
    """Update the current figures of a post whose reading changed; if they differ, chats are to be told."""
    current = db.execute(
        """SELECT readings.revision, readings.figures, current_figures.figures, missed_since > last_shown_at AND
                last_missed_at - missed_since >= ?
            FROM readings JOIN posts USING (channel, message_id) LEFT JOIN current_figures
                ON current_figures.channel = readings.channel AND current_figures.message_id = readings.message_id
            WHERE readings.channel = ? AND readings.message_id = ? ORDER BY readings.revision DESC LIMIT 1""",
        (int(WITHDRAWN_AFTER.total_seconds()), channel, message_id),
    ).fetchone()
    if current is None:
        return
    revision, figures, before, is_gone = current
    if before is None and figures == NOT_A_REPORT:
        return
    db.execute(
        """INSERT INTO current_figures (channel, message_id, revision, figures) VALUES (?, ?, ?, ?)
            ON CONFLICT (channel, message_id) DO UPDATE SET revision = excluded.revision, figures = excluded.figures,
                untold = CASE WHEN current_figures.figures = excluded.figures
                    THEN current_figures.untold ELSE 'now' END""",
        (channel, message_id, revision, WITHDRAWN if is_gone else figures),
    )


def renew_withdrawn(db: Database, channel: str, first: int, below: int | None) -> None:
    """As ``renew``, for posts from the id ``first`` on that pages have left out for long, or show again."""
    found = db.execute(
        """SELECT message_id FROM current_figures JOIN posts USING (channel, message_id)
            WHERE channel = ? AND message_id >= ? AND message_id < ?
                AND (current_figures.figures = ?) <> COALESCE(
                    missed_since > last_shown_at AND last_missed_at - missed_since >= ?, 1 = 0)
            ORDER BY message_id""",
        (channel, first, below_id(below), WITHDRAWN, int(WITHDRAWN_AFTER.total_seconds())),
    ).fetchall()
    for (message_id,) in found:
        renew(db, channel, message_id)


def untold(db: Database) -> list[Untold]:
    """Return the changed posts that chats may have to be told of now, those for a summary last."""
    rows = db.execute(
        """SELECT channel, message_id, revision, figures, untold = 'in_summary' FROM current_figures
            WHERE untold IN ('now', 'in_summary') ORDER BY untold DESC, channel, message_id"""
    ).fetchall()
    return [Untold(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


def settle(db: Database) -> int:
    """Mark the posts that no chat is left to be told of as done; return how many."""
    return db.execute(
        f"""UPDATE current_figures SET untold = NULL WHERE untold IN ('now', 'in_summary')
            AND NOT EXISTS (SELECT 1 FROM shown JOIN chats USING (chat_id)
                WHERE shown.channel = current_figures.channel AND shown.message_id = current_figures.message_id
                    AND state = 'active' AND {DIFFERS.format(shown="shown")})
            AND NOT EXISTS (SELECT 1 FROM inline_shown
                WHERE inline_shown.channel = current_figures.channel
                    AND inline_shown.message_id = current_figures.message_id
                    AND {DIFFERS.format(shown="inline_shown")})"""  # nosec B608: our words
    ).rowcount


def look_again(db: Database, chat_id: int) -> None:
    """Check again what a chat is to be told: it was just shown something older, or accepts messages again."""
    db.execute(
        f"""UPDATE current_figures SET untold = 'now' WHERE untold IS NULL AND (channel, message_id) IN (
            SELECT shown.channel, shown.message_id FROM shown JOIN current_figures USING (channel, message_id)
            WHERE chat_id = ? AND {DIFFERS.format(shown="shown")})""",  # nosec B608: our words
        (chat_id,),
    )


def look_again_if_back(db: Database, chat_id: int) -> None:
    """Check what a chat that had blocked us is to be told. Call it before its row is marked active again."""
    if db.execute("SELECT 1 FROM chats WHERE chat_id = ? AND state = 'blocked'", (chat_id,)).fetchone():
        look_again(db, chat_id)


def changed_now(db: Database) -> set[tuple[str, int]]:
    """Return the posts whose changes are to be told at once."""
    rows = db.execute("SELECT channel, message_id FROM current_figures WHERE untold = 'now'").fetchall()
    return {(channel, message_id) for channel, message_id in rows}


def wait_for_end(db: Database, before: set[tuple[str, int]]) -> None:
    """Hold back what reprocessing changed until it has ended, except the posts to be told ``before``."""
    db.executemany(
        "UPDATE current_figures SET untold = 'after_reread' WHERE channel = ? AND message_id = ?",
        sorted(changed_now(db) - before),
    )


def reread_ended(db: Database) -> int:
    """Release what reprocessing changed, to be told to each chat in one message; return the number of posts."""
    return db.execute("UPDATE current_figures SET untold = 'in_summary' WHERE untold = 'after_reread'").rowcount


def shown_as(db: Database, post: Key | ShownVersion) -> tuple[int, str | None, str]:
    """Return what to record of a shown version: its number, its figures (None: none), and what is told by it.

    Without a fingerprint of what was shown, it is what the version states now.
    """
    told = post.figures if isinstance(post, ShownVersion) else None
    if told is None:
        row = db.execute(
            "SELECT figures FROM readings WHERE channel = ? AND message_id = ? AND revision = ?", tuple(post[:3])
        ).fetchone()
        told = row[0] if row else ""
    return post.revision, told if told and told not in WITHOUT_FIGURES else None, told


def is_unfilled(db: Database) -> bool:
    """Return whether an older bot left readings without computed figures."""
    return db.execute("SELECT 1 FROM readings WHERE figures IS NULL LIMIT 1").fetchone() is not None


def fill(db: Database) -> None:
    """Compute what an older bot did not: the figures of its readings, and of what it showed to whom.

    What was shown is assumed to be what that version states as read now, so that only an edit not told yet is told.
    Call it before anything is read again.
    """
    if not is_unfilled(db):
        return
    while keys := _unfilled(db):
        db.executemany(
            "UPDATE readings SET figures = ? WHERE channel = ? AND message_id = ? AND revision = ?",
            [(_reckoned(db, key), *key) for key in keys],
        )
    for channel, message_id in db.execute(
        "SELECT DISTINCT channel, message_id FROM readings WHERE figures <> ? ORDER BY channel, message_id",
        (NOT_A_REPORT,),
    ).fetchall():
        renew(db, channel, message_id)
    for table in ("shown", "inline_shown"):
        _fill_shown(db, table)


def _unfilled(db: Database) -> Sequence[Key]:
    rows = db.execute(
        """SELECT channel, message_id, revision FROM readings WHERE figures IS NULL
            ORDER BY channel, message_id, revision LIMIT ?""",
        (PORTION,),
    ).fetchall()
    return [Key(*row) for row in rows]


def _reckoned(db: Database, key: Key) -> str:
    """Return the fingerprint of a stored tally's figures; a damaged row that is no tally does not prevent the start."""
    try:
        (kept,) = load_all(db, [key]).values()
    except (ValueError, TypeError, KeyError):
        return UNREADABLE
    return keep(db, kept.reading, kept.held)


def _fill_shown(db: Database, table: str) -> None:
    """Fill what was shown from its version; where that is no tally or is not stored, from the current figures."""
    where = f"channel = {table}.channel AND message_id = {table}.message_id"
    words = ", ".join(f"'{one}'" for one in sorted(WITHOUT_FIGURES))
    db.execute(
        f"""UPDATE {table} SET told = COALESCE(
            (SELECT figures FROM readings WHERE {where} AND revision = {table}.revision AND figures NOT IN ({words})),
            (SELECT figures FROM current_figures WHERE {where}), '') WHERE told = ''"""  # nosec B608: our words
    )
    db.execute(f"UPDATE {table} SET figures = told WHERE told NOT IN ('', {words})")  # nosec B608: our words
    db.execute(
        f"""UPDATE current_figures SET untold = 'now' WHERE EXISTS (SELECT 1 FROM {table}
            WHERE {table}.channel = current_figures.channel AND {table}.message_id = current_figures.message_id
                AND {DIFFERS.format(shown=table)})"""  # nosec B608: our words
    )

"""Chats that were shown figures of a post that have changed since, and recording that they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.chats.chats import Sides
from storage.engines.engine import Database
from storage.posts.revisions import chunks
from storage.readings.current_figures import Untold
from storage.readings.load import Key
from storage.views.corrections import Shown
from storage.views.shown_figures import WITHOUT_FIGURES

_COLUMNS = """shown.chat_id, shown.thread_id, COALESCE(language, told_language), zone, COALESCE(sides, 'both'),
    muted_on, shown.channel, shown.message_id, shown.revision, shown.figures, shown.told"""
_JOINED = """shown JOIN chats ON chats.chat_id = shown.chat_id
    LEFT JOIN subscriptions ON subscriptions.chat_id = shown.chat_id"""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A chat to be told that figures it was shown are no longer current, or are current again."""

    chat_id: int
    thread_id: int | None
    language: str | None
    zone: str | None
    sides: Sides
    muted_on: date | None
    shown: Shown


def outdated(db: Database, post: Untold, limit: int) -> list[Outdated]:
    """Return about ``limit`` chats to be told of a post; chats that were shown and told the same are adjacent.

    The figures below and above the current ones are ranges of an index, so that chats already told are not scanned.
    """
    rows = [
        row
        for differs in ("<", ">")
        for row in db.execute(
            f"""SELECT {_COLUMNS} FROM {_JOINED}
                WHERE shown.channel = ? AND shown.message_id = ? AND told {differs} ? AND figures IS NOT NULL
                    AND state = 'active'
                ORDER BY told, figures, revision, shown.chat_id LIMIT ?""",  # nosec B608: our words
            (post.channel, post.message_id, post.figures, limit),
        ).fetchall()
    ]
    return [_outdated(row, post) for row in rows]


def changed_of(db: Database, chats: Sequence[int], posts: Sequence[Untold]) -> dict[int, list[Outdated]]:
    """Return what each of these chats is to be told of these posts; chats with nothing to be told are left out."""
    standing = {(post.channel, post.message_id): post for post in posts}
    found: dict[int, list[Outdated]] = {}
    for some, marks in chunks(chats):
        rows = db.execute(
            f"""SELECT {_COLUMNS} FROM {_JOINED} JOIN current_figures
                    ON current_figures.channel = shown.channel AND current_figures.message_id = shown.message_id
                WHERE shown.chat_id IN ({marks}) AND shown.figures IS NOT NULL AND told <> current_figures.figures
                    AND untold = 'in_summary' AND state = 'active'
                ORDER BY shown.chat_id, shown.channel, shown.message_id""",  # nosec B608: our words
            some,
        ).fetchall()
        for row in rows:
            if post := standing.get((row[6], row[7])):
                found.setdefault(row[0], []).append(_outdated(row, post))
    return found


def mark_told(db: Database, told: Sequence[Outdated]) -> list[Outdated]:
    """Record that these chats know, or need not know, what is current.

    Returns those for which it was news, without chats that were told or shown it meanwhile.
    """
    return [one for one in told if _mark_one_told(db, one)]


def _mark_one_told(db: Database, one: Outdated) -> bool:
    """Record it for one chat; return whether it was news.

    Where a post has no figures now, the figures shown before stay recorded: those that come back are compared with
    them.
    """
    shown = one.shown
    figures, revision = (None, None) if shown.stands in WITHOUT_FIGURES else (shown.stands, shown.current.revision)
    row = db.execute(
        """UPDATE shown SET told = ?, figures = COALESCE(?, figures), revision = COALESCE(?, revision)
            WHERE chat_id = ? AND channel = ? AND message_id = ? AND told = ? AND figures = ? RETURNING chat_id""",
        (shown.stands, figures, revision, one.chat_id, *shown.key[:2], shown.told, shown.figures),
    ).fetchone()
    return row is not None


def _outdated(row: Sequence[Any], post: Untold) -> Outdated:
    chat_id, thread_id, language, zone, sides, muted_on, channel, message_id, revision, figures, told = row
    return Outdated(
        chat_id=chat_id,
        thread_id=thread_id,
        language=language,
        zone=zone,
        sides=Sides(sides),
        muted_on=date.fromisoformat(muted_on) if muted_on else None,
        shown=Shown(
            key=Key(channel, message_id, revision),
            figures=figures,
            told=told,
            current=Key(channel, message_id, post.revision),
            stands=post.figures,
        ),
    )

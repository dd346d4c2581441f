"""The cache of charts: a picture stays valid until the readings it shows change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from storage.engines.engine import Database


class ChartSlot(NamedTuple):
    """The key of a picture: what it shows (a slug such as ``trend:kpszsu:30``), its language, its colour theme."""

    what: str
    language: str
    theme: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a picture is made of: the reports of ``channels`` that end from ``first`` to ``last``, the version of the
    drawing code, which grows with every change of it, and the name of the bot in its last line."""

    channels: tuple[str, ...]
    first: date
    last: date
    hand: int
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture with its caption. ``file_id`` is Telegram's own name for it, None until it was sent once."""

    png: bytes
    caption: str
    file_id: str | None


def find(db: Database, place: ChartSlot, basis: Basis) -> tuple[str, KeptPicture | None]:
    """Return the stamp of the readings the picture shows now, and the picture cached under it, or None.

    An edited post, a filled gap or a better reading changes the stamp, so a cached picture never shows old numbers.
    """
    stamp = stamp_of(db, basis)
    row = db.execute(
        "SELECT png, caption, file_id FROM pictures WHERE what = ? AND language = ? AND theme = ? AND stamp = ?",
        (*place, stamp),
    ).fetchone()
    return stamp, KeptPicture(*row) if row else None


def stamp_of(db: Database, basis: Basis) -> str:
    """Return a fingerprint of the readings a picture is made of."""
    marks = ", ".join("?" * len(basis.channels))
    rows: Sequence[tuple[object, ...]] = db.execute(
        f"""SELECT channel, message_id, revision, reader, night, judged_scope, held FROM current_readings
            WHERE channel IN ({marks}) AND ends_on BETWEEN ? AND ? ORDER BY channel, message_id""",  # nosec B608
        (*basis.channels, basis.first.isoformat(), basis.last.isoformat()),
    ).fetchall()
    return sha256(repr((basis, rows)).encode()).hexdigest()


def keep(db: Database, place: ChartSlot, stamp: str, picture: KeptPicture, now: datetime) -> None:
    """Save a picture in its slot, replacing the one before."""
    db.execute(
        """INSERT INTO pictures (what, language, theme, stamp, png, caption, file_id, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (what, language, theme) DO UPDATE SET stamp = excluded.stamp, png = excluded.png,
                caption = excluded.caption, file_id = excluded.file_id, made_at = excluded.made_at""",
        (*place, stamp, picture.png, picture.caption, picture.file_id, int(now.timestamp())),
    )


def save_file_id(db: Database, place: ChartSlot, stamp: str, file_id: str | None) -> None:
    """Save Telegram's name for a picture that was sent, None where Telegram no longer knows it. A picture that was
    replaced meanwhile is left alone."""
    db.execute(
        "UPDATE pictures SET file_id = ? WHERE what = ? AND language = ? AND theme = ? AND stamp = ?",
        (file_id, *place, stamp),
    )


def delete_older(db: Database, than: datetime) -> int:
    """Delete the pictures made before a moment; return how many. They are drawn again when somebody asks for them."""
    return db.execute("DELETE FROM pictures WHERE made_at < ?", (int(than.timestamp()),)).rowcount

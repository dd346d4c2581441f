"""Pictures that were drawn, kept until what they show changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from sqlite_utils import Database


class ChartSlot(NamedTuple):
    """What a picture shows (a slug such as ``trend:kpszsu:30``), in which language, on which paper."""

    what: str
    language: str
    theme: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a picture is made of: the reports of ``channels`` that end from ``first`` to ``last``, drawn by a hand whose
    number grows with every change of it."""

    channels: tuple[str, ...]
    first: date
    last: date
    hand: int


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture with its words. ``file_id`` is Telegram's own name for it, None until it was sent once."""

    png: bytes
    caption: str
    file_id: str | None


def find(db: Database, place: ChartSlot, basis: Basis) -> tuple[str, KeptPicture | None]:
    """The stamp of what the picture is to be made of now, and the picture kept under it, if there is one.

    An edited post, a gap that was filled and a better reading change the stamp: a kept picture never shows old numbers.
    """
    stamp = stamp_of(db, basis)
    row = db.execute(
        "SELECT png, caption, file_id FROM pictures WHERE what = ? AND language = ? AND theme = ? AND stamp = ?",
        (*place, stamp),
    ).fetchone()
    return stamp, KeptPicture(*row) if row else None


def stamp_of(db: Database, basis: Basis) -> str:
    """A fingerprint of the readings a picture is made of."""
    marks = ", ".join("?" * len(basis.channels))
    rows: Sequence[tuple[object, ...]] = db.execute(
        f"""SELECT channel, message_id, revision, reader, night, judged_scope, held FROM current_readings
            WHERE channel IN ({marks}) AND ends_on BETWEEN ? AND ? ORDER BY channel, message_id""",  # nosec B608
        (*basis.channels, basis.first.isoformat(), basis.last.isoformat()),
    ).fetchall()
    return sha256(repr((basis, rows)).encode()).hexdigest()


def keep(db: Database, place: ChartSlot, stamp: str, picture: KeptPicture, now: datetime) -> None:
    """Keep a picture in the stead of the one that stood at its place."""
    db.execute(
        """INSERT INTO pictures (what, language, theme, stamp, png, caption, file_id, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (what, language, theme) DO UPDATE SET stamp = excluded.stamp, png = excluded.png,
                caption = excluded.caption, file_id = excluded.file_id, made_at = excluded.made_at""",
        (*place, stamp, picture.png, picture.caption, picture.file_id, int(now.timestamp())),
    )


def keep_file_id(db: Database, place: ChartSlot, stamp: str, file_id: str | None) -> None:
    """Telegram's name for a picture that was sent, or None where it is not known there any more; one that was
    replaced meanwhile is left alone."""
    db.execute(
        "UPDATE pictures SET file_id = ? WHERE what = ? AND language = ? AND theme = ? AND stamp = ?",
        (file_id, *place, stamp),
    )


def forget_older(db: Database, than: datetime) -> int:
    """Drop pictures made before a moment; whoever asks for one again has it drawn anew. How many went."""
    return db.execute("DELETE FROM pictures WHERE made_at < ?", (int(than.timestamp()),)).rowcount

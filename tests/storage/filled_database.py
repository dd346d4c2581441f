"""A database as a bot leaves it: the sample nights, alerts around them, edits, chats with what they were shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database as SqliteUtils

import parsers
from bot.demo.nights import sample_nights
from bot.demo.templates import text_of
from parsers.records import Sighting
from storage import open_store
from storage.chats import chats
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.readings.load import Key
from tests.storage.builders import at

FIRST_ALERT = 200_000
CHANNELS = ("kpszsu", "mod_russia")


def fill(db: Database, alerts: int = 40, people: int = 20) -> None:
    """Store every sample night, ``alerts`` posts without a report (some edited, every tenth over-long), and chats."""
    for channel in CHANNELS:
        nights = [one for one in sample_nights() if one.channel == channel]
        seen = [Sighting(one.number, one.posted, text_of(one), one.posted, "preview") for one in nights]
        take_in(db, channel, seen, parsers.READER)
    take_in(db, "kpszsu", [alert(number) for number in range(alerts)], parsers.READER)
    take_in(db, "kpszsu", [alert(number, edited=True) for number in range(0, alerts, 7)], parsers.READER)
    shown = [Key("kpszsu", 83263, 1), Key("mod_russia", 67978, 1)]
    for number in range(people):
        chats.remember(db, 1000 + number, "uk", at("2026-10-01 10:00"))
        chats.choose_zone(db, 1000 + number, "Europe/Warsaw", at("2026-10-01 10:01"))
        chats.record_shown(db, 1000 + number, None, shown, at("2026-10-07 09:00"))


def one_more(db: Database, number: int) -> None:
    """Write the transaction of this number: a post, an edit of an earlier one, a chat and what it was shown."""
    take_in(db, "kpszsu", [alert(1000 + number)], parsers.READER)
    if number > 3:
        take_in(db, "kpszsu", [alert(1000 + number - 3, edited=True)], parsers.READER)
    chats.remember(db, 5000 + number, "en", at("2026-10-08 10:00"))
    chats.record_shown(db, 5000 + number, None, [Key("kpszsu", 83263, 1)], at("2026-10-08 10:00"))


def how_many_more(path: Path) -> int:
    """Return how many such transactions a database holds, by the last row each of them writes."""
    db = SqliteUtils(path)
    try:
        return int(db.execute("SELECT COUNT(*) FROM shown WHERE chat_id > 5000").fetchone()[0])
    finally:
        db.close()


def replayed(path: Path, transactions: int) -> Path:
    """Make a filled database with this many of them, one after another, undisturbed."""
    with open_store(path) as store:
        store.write_now(fill)
        for number in range(1, transactions + 1):
            store.write_now(one_more, number)
    return path


def alert(number: int, *, edited: bool = False) -> Sighting:
    """Return a post that is an alert."""
    posted = at("2026-10-07 10:00") + timedelta(minutes=number)
    words = f"Група БпЛА № {number} курсом на захід. {'Ще цілі. ' * (600 if number % 10 == 0 else 5)}"
    text = words + ("Оновлено." if edited else "")
    return Sighting(FIRST_ALERT + number, posted, text, posted + timedelta(hours=1 + edited), "preview", edited=edited)


def filled(path: Path, alerts: int = 40, people: int = 20) -> Path:
    """Make such a database as a single file, without side files."""
    with open_store(path) as store:
        store.write_now(fill, alerts, people)
    return path

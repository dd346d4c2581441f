"""Databases with an implausibly large figure and with a night reported by two posts, read by the real reader.

Invented posts in the channels' shapes.
"""

from __future__ import annotations

from datetime import date, timedelta

from parsers import READER
from parsers.records import Sighting
from storage.engines.engine import Database
from storage.posts.intake import take_in
from tests.storage.builders import at, followed

REPORT = (
    "У ніч на {day} (з 18:00 {before}) противник атакував {launched} ударними БпЛА типу Shahed, Гербера та "
    "безпілотниками інших типів із напрямків: Курськ, Орел.\n\n"
    "За попередніми даними, станом на {until}, протиповітряною обороною збито/подавлено {down} ворожих БпЛА типу "
    "Shahed, Гербера та безпілотників інших типів.\n\nЗафіксовано влучання 6 ударних БпЛА на 4 локаціях."
)
MINISTRY = (
    "В период с 20.00 мск {before} до 7.00 мск {day} дежурными средствами ПВО перехвачены и уничтожены {down} "
    "украинских беспилотных летательных аппаратов самолетного типа над территориями Брянской и Белгородской областей."
)
EVENING = (
    "З 22:00 {before} до 06:00 {day} противник атакував {launched} ударними БпЛА типу Shahed, Гербера та "
    "безпілотниками інших типів із напрямків: Курськ, Орел.\n\n"
    "За попередніми даними, станом на 06:00, протиповітряною обороною збито/подавлено {down} ворожих БпЛА типу "
    "Shahed, Гербера та безпілотників інших типів.\n\nЗафіксовано влучання 3 ударних БпЛА на 2 локаціях."
)
MONTHS = {8: ("серпня", "августа"), 9: ("вересня", "сентября")}


def air_force(day: date, launched: object, down: int, text: str = REPORT, until: str = "08:00") -> str:
    """Return the text of a night report with these figures."""
    return text.format(day=_said(day, 0), before=_said(day - timedelta(days=1), 0), launched=launched, down=down,
                       until=until)  # fmt: skip


def ministry(day: date, down: int) -> str:
    return MINISTRY.format(day=_said(day, 1), before=_said(day - timedelta(days=1), 1), down=down)


def _said(day: date, language: int) -> str:
    return f"{day.day} {MONTHS[day.month][language]}"


def seen(message_id: int, day: str, text: str, time: str = "05:30") -> Sighting:
    """A post of a day as a page showed it two minutes later."""
    posted = at(f"{day} {time}")
    return Sighting(message_id, posted, text, posted + timedelta(minutes=2), "preview")


def held_back(db: Database) -> None:
    """Four nights of the Air Force, then one with digits that ran together; the ministry's night is as ever."""
    shown = [
        seen(79018 + step, f"2026-09-{18 + step}", air_force(date(2026, 9, 18 + step), 100 + step, 80))
        for step in range(4)
    ]
    shown.append(seen(79455, "2026-09-22", air_force(date(2026, 9, 22), 107108, 95)))
    take_in(db, "kpszsu", shown, READER)
    take_in(db, "mod_russia", [seen(67001, "2026-09-22", ministry(date(2026, 9, 22), 91), "04:48")], READER)
    _followed(db)


def two_shapes(db: Database) -> None:
    """A night report, and two hours later a post about a part of that night."""
    first = seen(79455, "2026-09-22", air_force(date(2026, 9, 22), 108, 95))
    later = seen(79460, "2026-09-22", air_force(date(2026, 9, 22), 41, 38, EVENING), "07:10")
    take_in(db, "kpszsu", [first, later], READER)
    take_in(db, "mod_russia", [seen(67001, "2026-09-22", ministry(date(2026, 9, 22), 91), "04:48")], READER)
    _followed(db)


def _followed(db: Database) -> None:
    for channel in ("kpszsu", "mod_russia"):
        followed(db, channel, "2026-09-22 07:30")

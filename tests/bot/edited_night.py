"""A night whose post was seen in three versions and then read by another reader, for tests of time travel.

Posted on 7 September 2025 at 08:31 Kyiv; 805 drones launched at first, 810 from 09:40, 812 from 10:40. A later reader
reads 813.
"""

from __future__ import annotations

from datetime import timedelta

from parsers import READER
from parsers.records import Sighting
from storage.engines.engine import Database
from storage.posts.intake import take_in
from tests.storage.builders import at

POSTED = at("2025-09-07 05:31")
TEXT = """⚡️ ЗБИТО/ПОДАВЛЕНО 747 ВОРОЖИХ БПЛА

У ніч на 7 вересня (із 18:00 6 вересня) противник атакував {number} ударними БпЛА типу Shahed із напрямків Курськ, Орел.

За попередніми даними, станом на 08:30, протиповітряною обороною збито/подавлено 747 ворожих БпЛА."""


def edited_night(db: Database) -> None:
    """Store the post with its three versions, each as the page showed it a minute after it appeared."""
    for hours, number in enumerate((805, 810, 812)):
        seen = POSTED + timedelta(hours=hours, minutes=9 if hours else 1)
        text = TEXT.format(number=number)
        take_in(db, "kpszsu", [Sighting(5, POSTED, text, seen, "preview", edited=hours > 0)], READER)

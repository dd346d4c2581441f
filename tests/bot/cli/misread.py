"""A night that an older reader misread, for the tests of reading again."""

from __future__ import annotations

from parsers.records import Count, Hedge, Outcome, Tally
from storage import Store
from storage.readings import tallies
from tests.storage.builders import line, post, reading, tally

# Invented figures in the shape of the channel's reports.
NIGHT = """У ніч на 22 вересня (з 18:00 21 вересня) противник атакував 93 ударними БпЛА типу Shahed із напрямків Курськ.
Станом на 08:00 протиповітряною обороною збито/подавлено 71 ворожий БпЛА.
Зафіксовано влучання 14 ударних БпЛА на 9 локаціях."""


def misread(store: Store) -> None:
    """Store a night that an older reader misread, and an alert."""
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", NIGHT)
    lines = (line(Outcome.LAUNCHED, 98, "shahed"), line(Outcome.DOWNED_OR_SUPPRESSED, 71))
    said = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", *lines, hit_sites=Count(14, Hedge.EXACT, (0, 2)))
    store.write_now(reading, "kpszsu", 5, said, night="2026-09-22")
    store.write_now(post, "kpszsu", 6, "2026-09-22 06:00", "Загроза застосування ударних БпЛА!")


def launched(store: Store) -> int | None:
    said = store.read_now(tallies.load, "kpszsu", 5, 1)
    assert isinstance(said, Tally)
    return said.lines[0].number

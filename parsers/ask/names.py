"""The places and weapons that people name as the argument of a command."""

from __future__ import annotations

from datetime import date

from parsers.ask.heard import Utterance, heard
from parsers.ask.mending import heard_clearly
from parsers.ask.moments import NoSuchDayError
from parsers.ask.tables import ROWS

# A name is the same on every day.
_ANY_DAY = date(2026, 1, 1)


def region(text: str, mends: bool = True) -> str | None:
    """Return the code (ISO 3166-2, or a slug) of the region, sea or city that a text names; None otherwise.

    A city that gives a region its name ("Odesa", «Одеса»), or is the capital of one («Дніпро»), means the region: that
    is what reports name. A typo is mended, unless ``mends`` is false: nothing is set by a guess.
    """
    found = _names(text, mends)
    return found.place if found and not found.weapons else None


def place_code(text: str) -> str | None:
    """Return the text if it is the code of a place (``UA-51``); None otherwise."""
    return text if text in {row.code for row in ROWS} else None


def weapon(text: str) -> str | None:
    """Return the slug of the weapon that a text names; None otherwise."""
    found = _names(text, True)
    return found.weapon if found and not found.places else None


def _names(text: str, mends: bool) -> Utterance | None:
    try:
        found = heard_clearly(text, _ANY_DAY) if mends else heard(text, _ANY_DAY)
    except NoSuchDayError:
        return None
    return found if found and found.is_clear and not found.times else None

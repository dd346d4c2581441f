"""What a person typed: a date, a range, a place, a weapon, a time; in English, Ukrainian and Russian, in any case.

``understood`` takes a whole question; the others take the argument of a command. Nothing here knows the clock or a
zone: ``today`` is the reader's date.
"""

from parsers.ask.as_of import AsOf, as_of, as_of_moment
from parsers.ask.clock import clock, clock_and_place
from parsers.ask.dates import DateRange, NoSuchDayError, day, pair, span
from parsers.ask.heard import together
from parsers.ask.mending import MendedWord
from parsers.ask.names import place_code, region, weapon
from parsers.ask.question import Question, understood

__all__ = [
    "AsOf",
    "DateRange",
    "MendedWord",
    "NoSuchDayError",
    "Question",
    "as_of",
    "as_of_moment",
    "clock",
    "clock_and_place",
    "day",
    "pair",
    "place_code",
    "region",
    "span",
    "together",
    "understood",
    "weapon",
]

"""What an empty cell means in a column of numbers: its hedge tells withheld from unknown, the status what is unknown.

Numbers stand alone in their columns, so that every program reads these as numbers, whichever rows a file has. Data
Package 2.0 gives each missing value a label.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.publish.data.terms import HEDGES
from parsers.records import Hedge
from storage.views.record import NightStatus


class Marker(NamedTuple):
    """What stands in a cell without a value, and what it means."""

    value: str
    label: str


class NoNumber(NamedTuple):
    """One reason why a number is not there, and what tells it: the night's status, and the hedge, None where empty."""

    status: NightStatus
    hedge: Hedge | None
    meaning: str


STATUSES = {
    NightStatus.TALLY: "the night is told by the report at url",
    NightStatus.NO_REPORT: "the channel was followed and published no report of the night",
    NightStatus.UNREADABLE: "there is a report, which could not be read whole or is held back",
    NightStatus.GAP: "posts of the time are missing here, or the channel was not followed then",
    NightStatus.NOT_YET: "there is no report yet, and it may still come",
}
WITHHELD = HEDGES[Hedge.NOT_STATED.value]
NOT_MENTIONED = "unknown: the report does not speak of it, or counts it in another column"
NO_NUMBER = (
    NoNumber(NightStatus.TALLY, Hedge.NOT_STATED, WITHHELD),
    NoNumber(NightStatus.TALLY, None, NOT_MENTIONED),
    *(
        NoNumber(status, None, f"unknown: {text}")
        for status, text in STATUSES.items()
        if status is not NightStatus.TALLY
    ),
)


def empty(meaning: str) -> tuple[Marker, ...]:
    """Return what an empty cell means."""
    return (Marker("", meaning),)


def no_number(hedge: str, unknown: str = NOT_MENTIONED) -> tuple[Marker, ...]:
    """Return what an empty cell of numbers means, with the column named ``hedge`` beside it."""
    return empty(f"{WITHHELD}, where {hedge} is {Hedge.NOT_STATED.value}; where that is empty too, {unknown}")

"""What stands in the place of a number that is not there: why it is missing, as a word in the cell.

Data Package 2.0 calls them missing values and gives each a label. They are the words of ``status`` and of the outcome,
so that a column tells by itself what it lacks: withheld is not zero, and no report is not a quiet night.
"""

from __future__ import annotations

from typing import NamedTuple

from storage.views.record import NightStatus


class Marker(NamedTuple):
    """A word in place of a number, and what it means."""

    value: str
    label: str


WITHHELD = "withheld"
NO_FIGURES = "no_figures"

NOT_STATED = Marker("", "the report does not state it: it does not speak of it, or counts it in another column")
WITHOUT_NUMBER = Marker(WITHHELD, "the report names it and gives no number, which is not zero")
# The statuses of a night without a tally, in place of each of its numbers.
STATUSES = {
    NightStatus.TALLY: "the night is told by the report at url",
    NightStatus.NO_REPORT: "the channel was followed and published no report of the night",
    NightStatus.UNREADABLE: "there is a report, which could not be read whole or is held back",
    NightStatus.GAP: "posts of the time are missing here, or the channel was not followed then",
    NightStatus.NOT_YET: "there is no report yet, and it may still come",
}
WITHOUT_TALLY = tuple(
    Marker(status.value, label) for status, label in STATUSES.items() if status is not NightStatus.TALLY
)
# Of a report's own numbers; of a night's; of what stood at some time.
OF_REPORT = (NOT_STATED, WITHOUT_NUMBER)
OF_NIGHT = (*OF_REPORT, *WITHOUT_TALLY)
OF_VINTAGE = (
    NOT_STATED._replace(label="the report does not state it"),
    WITHOUT_NUMBER,
    Marker(NO_FIGURES, "no figures stood: the report could no longer be read, or no longer told the night"),
)

"""The figures of a night in a few words, for a table's cell or a pointer over a chart."""

from __future__ import annotations

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import amount, bounded
from bot.publish.pages.night_values import NightValue
from parsers.records import Outcome
from storage.views.figures import Figure
from storage.views.record import NightStatus

STATUS_WORDS = {
    NightStatus.TALLY: N_("not told"),
    NightStatus.NO_REPORT: N_("no report"),
    NightStatus.UNREADABLE: N_("not read"),
    NightStatus.GAP: N_("posts missing here"),
    NightStatus.NOT_YET: N_("not yet reported"),
}
NOT_STATED = "–"


def told_of(words: Language, value: NightValue) -> str:
    """``130 launched · 117 shot down or jammed``; without any figure that it is not told."""
    figures = (
        (Outcome.LAUNCHED, value.launched),
        (Outcome.DOWNED_OR_SUPPRESSED if value.down_as_one else Outcome.DOWNED, value.down),
        (value.lost_as, value.lost),
    )
    told = [amount(words, figure, outcome) for outcome, figure in figures if figure]
    return " · ".join(told) or words.say(STATUS_WORDS[NightStatus.TALLY])


def cell(words: Language, value: NightValue | None, figure: Figure | None) -> str:
    """Return a figure for a table: ``at least 150``, ``not given``, why there is none, or a dash."""
    if value is None:
        return words.say("not known")
    if not value.is_known:
        return words.say(STATUS_WORDS[value.status])
    if figure is None:
        return NOT_STATED
    return words.say("not given") if figure.number is None else bounded(words, figure)

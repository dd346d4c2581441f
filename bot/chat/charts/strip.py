"""A claim beside its own last nights, so that a number without a number launched can be compared with something."""

from __future__ import annotations

from bot.chat.charts.bars import height_of
from bot.chat.charts.findings import FindingKind, finding, spot
from bot.chat.charts.scale import HEADROOM, runs
from bot.chat.charts.sheets import Strip
from bot.chat.charts.weekly import numbered
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import signed, told_text
from storage.views.regimes import borders
from storage.views.series import Measure
from storage.views.trend import TrendView

# With fewer known nights a strip compares with nothing.
ENOUGH_KNOWN = 2


def strip_of(words: Language, view: TrendView) -> Strip | None:
    """The drones brought down on each of a channel's nights up to the last one of ``view``; None where that one has no
    number, or no other has one."""
    numbers = [height_of(point.down) for point in view.points]
    last = view.points[-1]
    known = [(column, number) for column, number in enumerate(numbers) if number is not None]
    if last.down is None or numbers[-1] is None or len(known) < ENOUGH_KNOWN:
        return None
    return Strip(
        columns=len(view.points),
        top=max(number for _, number in known) * HEADROOM,
        bars=known,
        gaps=runs([column for column, number in enumerate(numbers) if number is None]),
        label=signed(words, last.down.told),
        text=_text(words, view, len(known)),
        dates=(words.short_day(view.points[0].day), words.short_day(last.day)),
    )


def _text(words: Language, view: TrendView, known: int) -> str:
    """What the strip shows: this night among its last nights, of how many known."""
    nights = words.count(
        "Among its last {n} night, {known} known",
        "Among its last {n} nights, {known} known",
        len(view.points),
        known=words.number(known),
    )
    if borders(view.channel, view.points[0].day, view.points[-1].day, Measure.DRONES_DOWN):
        return words.say("{nights}: its way of counting changed meanwhile.", nights=nights)
    told = [point for point in view.points if numbered(point.down)]
    found = finding([spot(point.down) for point in told])
    most = told[found.column]
    if found.found is FindingKind.FEWEST:
        none = N_("{nights}: none had fewer than this night.")
        return words.say(none if found.shared else N_("{nights}: this night has the fewest."), nights=nights)
    if found.found is not FindingKind.MOST or most.down is None:
        return words.say("{nights}: not every number is exact, so none is called the most.", nights=nights)
    if most is told[-1]:
        none = N_("{nights}: none had more than this night.")
        return words.say(none if found.shared else N_("{nights}: this night has the most."), nights=nights)
    number, night = told_text(words, most.down.told), words.night(most.day, year=False)
    return words.say("{nights}: the most {number} ({night}).", nights=nights, number=number, night=night)

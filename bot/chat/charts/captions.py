"""Pictures in words, for those who do not see them: what a picture says, within the length of a caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.charts.bars import shown
from bot.chat.charts.figures import told
from bot.chat.charts.sheets import CalendarSheet, NightSheet, TrendSheet
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import OUTCOMES, amount, stated
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import CAPTION_LIMIT, units
from parsers.records import Kind, Outcome
from storage.views.figures import together
from storage.views.night import NightView
from storage.views.regimes import CountingChange, borders
from storage.views.series import Measure
from storage.views.trend import Point, TrendView

CHANGES = {
    CountingChange.ONE_FIGURE: N_("Before {day} shot down and lost to jamming are counted apart, from then on as one."),
    CountingChange.MISSILES_WITHHELD: N_("From {day} on the numbers of missiles are often not given."),
}
# How many days a calendar's caption names, the newest ones.
DAYS_TOLD = 10


def trend_caption(words: Language, sheet: TrendSheet, view: TrendView) -> str:
    """Caption a trend: average, highest and lowest of the nights with a figure, newest, missiles, missing nights."""
    lines = [sheet["head"]["title"], sheet["head"]["subtitle"], *_summary(words, view.points)]
    lines += _newest(words, view.points[-1])
    if len(sheet["panels"]) > 1:
        lines += _missiles(words, view.points)
    lines += [
        words.say(CHANGES[regime.change], day=words.day(regime.since))
        for regime in borders(view.channel, view.points[0].day, view.points[-1].day)
        if regime.change in CHANGES and view.measure is Measure.DRONES_LAUNCHED
    ]
    return fitted([*lines, *sheet["head"]["foot"]])


def _summary(words: Language, points: Sequence[Point]) -> Iterable[str]:
    told = [(figure.number, point.day) for point in points if (figure := shown(point)) and figure.number is not None]
    total = together(shown(point) for point in points)
    if not told or total is None:
        return
    mean = round(sum(number for number, _ in told) / len(told))
    yield words.count(
        "{n} night with a figure: {average} on average.",
        "{n} nights with a figure: {average} a night on average.",
        len(told),
        average=stated(words, mean, total.hedge),
    )
    if len(told) == 1:
        return
    (most, high), (least, low) = max(told), min(told)
    yield words.say(
        "Most {most} ({high}), fewest {least} ({low}).",
        most=words.number(most),
        high=words.short_day(high),
        least=words.number(least),
        low=words.short_day(low),
    )


def _newest(words: Language, point: Point) -> Iterable[str]:
    figures = point.night.figures if point.night else {}
    parts = [told(words, figures[one, Kind.DRONE], one) for one in OUTCOMES if (one, Kind.DRONE) in figures]
    if parts:
        night = words.night(point.day, year=False)
        yield words.say("Night of {night}: {figures}.", night=night, figures=" · ".join(parts))


def _missiles(words: Language, points: Sequence[Point]) -> Iterable[str]:
    total = together(figure for point in points for figure in point.missiles.values())
    unsaid = sum(any(figure.unstated for figure in point.missiles.values()) for point in points)
    if total and total.number is not None:
        yield words.say("Missiles: {figures}.", figures=amount(words, total, Outcome.LAUNCHED))
    if unsaid:
        yield words.count(
            "On {n} night missiles were used but their number was not given.",
            "On {n} nights missiles were used but their number was not given.",
            unsaid,
        )


def calendar_caption(words: Language, sheet: CalendarSheet, days: Sequence[tuple[str, int | None]]) -> str:
    """How many days name the region, and the newest of them; ``days`` are those named, newest first, with counts."""
    told = [f"{day} ({words.number(count)})" if count is not None else day for day, count in days[:DAYS_TOLD]]
    newest = words.say("Newest: {days}", days=", ".join(told))
    return fitted([sheet["head"]["title"], sheet["head"]["subtitle"], newest, *sheet["head"]["foot"]])


def night_caption(words: Language, sheet: NightSheet, view: NightView) -> str:
    """What each side says of a night, in its sentence, and what is drawn beside it."""
    lines = [words.say("Night of {night}", night=words.night(view.day)), ""]
    for drawn, side in zip(sheet["sides"], view.sides, strict=True):
        lines.append(side_sentence(words, side.night) if side.night else f"{drawn['title']}: {drawn['notes'][0]}")
        lines += [drawn["strip"]["text"]] if drawn["strip"] else []
    return fitted([*lines, "", *sheet["head"]["foot"]])


def fitted(lines: Sequence[str]) -> str:
    """Join the lines to a caption; if too long, drop lines before the last one, which says whose claim it is."""
    *body, last = lines
    while units("\n".join([*body, last])) > CAPTION_LIMIT - 2:
        body.pop()
    cut = len(body) < len(lines) - 1
    return "\n".join([*body, "…", last] if cut else [*body, last])

"""Pictures in words, for those who do not see them: what a picture says, within the length of a caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.charts.bars import height_of, of_measure
from bot.chat.charts.figures import told
from bot.chat.charts.sheets import CalendarSheet, NightSheet, TrendSheet
from bot.chat.charts.trend import measure_of
from bot.chat.charts.weekly import numbered
from bot.chat.language import N_, Language
from bot.chat.messages.amounts import OUTCOMES, amount, bounded, told_text
from bot.chat.messages.regimes import regime_lines
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import CAPTION_LIMIT, units
from parsers.records import Kind, Outcome
from storage.views.figures import Figure, mean, together
from storage.views.night import NightView
from storage.views.regimes import borders
from storage.views.series import Measure
from storage.views.trend import Point, TrendView

MOST = N_("Most: {most} ({high}). Fewest: {least} ({low}).")
# The same where a number is not exact.
LARGEST = N_("Largest number given: {most} ({high}). Smallest: {least} ({low}).")
# How many days a calendar's caption names, the newest ones.
DAYS_TOLD = 10


def trend_caption(words: Language, sheet: TrendSheet, view: TrendView) -> str:
    """Caption a trend: average, highest and lowest of the nights with a figure, newest, missiles, missing nights."""
    nights = (view.points[0].day, view.points[-1].day)
    by = measure_of(view)
    lines = [sheet["head"]["title"], sheet["head"]["subtitle"]]
    if not borders(view.channel, *nights, by):
        lines += _summary(words, view.points, by)
    lines += _newest(words, view.points[-1])
    if len(sheet["panels"]) > 1:
        lines += _missiles(words, view.points)
    counted = {measure for measure in Measure if any(_counts(point, measure) for point in view.points)}
    lines += regime_lines(words, borders(view.channel, *nights), counted)
    return fitted([*lines, *sheet["head"]["foot"]])


def _counts(point: Point, measure: Measure) -> bool:
    return point.night is not None and point.night.measure(measure) is not None


def _summary(words: Language, points: Sequence[Point], by: Measure) -> Iterable[str]:
    """Say what the nights with a number had on average, and the largest and the smallest number; these are the most and
    the fewest only where no hedge leaves that open."""
    told = [(figure, point.day) for point in points if (figure := of_measure(point, by)) and numbered(figure)]
    average = mean(figure for figure, _ in told)
    if average is None:
        return
    yield words.count(
        "{known} of {n} night with a figure: {average} on average.",
        "{known} of {n} nights with a figure: {average} a night on average.",
        len(points),
        known=words.number(len(told)),
        average=told_text(words, average.told),
    )
    if len(told) == 1:
        return
    by_height = sorted(told, key=lambda one: (height_of(one[0]) or 0, one[1]))
    (fewest, low), (most, high) = by_height[0], by_height[-1]
    yield words.say(
        MOST if _is_sorted([figure for figure, _ in by_height]) else LARGEST,
        most=bounded(words, most),
        high=words.short_day(high),
        least=bounded(words, fewest),
        low=words.short_day(low),
    )


def _is_sorted(rising: Sequence[Figure]) -> bool:
    """Return whether no hedge leaves open which is the least and which the most."""
    (least, *others), most = rising, rising[-1]
    return all(least.high is not None and least.high <= one.low for one in others) and all(
        one.high is not None and one.high <= most.low for one in rising[:-1]
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
    if total and numbered(total):
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

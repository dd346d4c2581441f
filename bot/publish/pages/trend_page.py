"""The page of the trends: three months night by night, and every month as a floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.chat.language import Language
from bot.publish.pages.columns import Drawing
from bot.publish.pages.months import MonthSum, missile_months_drawing, months_drawing, months_of
from bot.publish.pages.night_charts import Values, drones_drawing, measure_of, missiles_drawing
from bot.publish.pages.tables import months_table, nights_table
from storage.views.series import Measure, days

NIGHTS = 90


def trend_values(words: Language, values: Mapping[str, Values]) -> dict[str, Any]:
    """Return what the template of the trends needs, from the nights of each channel."""
    known = [day for by_day in values.values() for day in by_day]
    if not known:
        return {"is_empty": True}
    last = max(known)
    first = max(last - timedelta(days=NIGHTS - 1), min(known))
    months = {channel: some for channel, by_day in values.items() if (some := months_of(by_day, last))}
    return {
        "is_empty": False,
        "nights_title": words.count("The last {n} night", "The last {n} nights", (last - first).days + 1),
        "nights": [one for channel, by_day in values.items() for one in _nights(words, by_day, channel, first, last)],
        "nights_table": nights_table(words, values, [*days(first, last)]),
        "months": [one for channel, some in months.items() for one in _months(words, some, channel)],
        "months_table": months_table(words, months),
    }


def _nights(words: Language, values: Values, channel: str, first: date, last: date) -> list[Drawing]:
    drawn = [drones_drawing(words, values, channel, first, last, averaged=True)]
    if measure_of(channel) is Measure.DRONES_LAUNCHED:
        drawn.append(missiles_drawing(words, values, channel, first, last))
    return drawn


def _months(words: Language, months: Sequence[MonthSum], channel: str) -> list[Drawing]:
    drawn = [months_drawing(words, months, channel)]
    if measure_of(channel) is Measure.DRONES_LAUNCHED:
        drawn.append(missile_months_drawing(words, months, channel))
    return drawn

"""The first page: the last known night, how sure it is, and the nights before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup, escape

from bot.chat.audience import Audience
from bot.chat.messages.night_parts import night_title
from bot.publish.pages.json_ld import dataset
from bot.publish.pages.night_charts import drones_drawing
from bot.publish.pages.night_parts import lead_of
from bot.publish.pages.night_values import values_of_records
from bot.publish.pages.said import said_of
from bot.publish.pages.tables import nights_table
from bot.publish.site import Site
from storage.views.record import NightRecord
from storage.views.series import days

NIGHTS = 30


def index_values(audience: Audience, site: Site, newest: Sequence[NightRecord]) -> dict[str, Any]:
    """Return what the template of the first page needs; ``newest`` are the newest nights, the newest first."""
    words = audience.words
    known = next((record for record in newest if _has_figures(record)), newest[0] if newest else None)
    if known is None:
        return {"night": None, "dataset": dataset(words, site, [])}
    last = newest[0].day
    first = max(last - timedelta(days=NIGHTS - 1), newest[-1].day)
    dates = [*days(first, last)]
    values = {channel: values_of_records(newest, channel) for channel in site.channels}
    return {
        "night": lead_of(audience, known),
        "notices": [*_notices(audience, newest, known)],
        "nights_title": words.count("The last {n} night", "The last {n} nights", len(dates)),
        "drawings": [drones_drawing(words, values[channel], channel, first, last) for channel in site.channels],
        "table": nights_table(words, values, dates),
        "dataset": dataset(words, site, newest),
    }


def _has_figures(record: NightRecord) -> bool:
    return any(side.night for side in record.sides)


def _notices(audience: Audience, newest: Sequence[NightRecord], known: NightRecord) -> Iterator[Markup]:
    """Yield what is to be said of the newest night where it has no figures yet."""
    if newest[0] is not known:
        silences = Markup(" ").join(one.html for one in said_of(audience, newest[0]))
        yield escape(f"{night_title(audience.words, newest[0].day)}: ") + silences

"""``v1/meta.json``: what the files mean, in one place: words, figures, changes of counting, licence, what stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.publish.data.about import (
    FLOOR,
    FORMAT_VERSION,
    LICENCE,
    NIGHTS_UNDERCOUNT,
    STABILITY,
    TITLE,
    description,
)
from bot.publish.data.figures import FIGURES, PublishedFigure
from bot.publish.data.markers import NO_NUMBER, STATUSES, NoNumber
from bot.publish.data.tables import TABLES
from bot.publish.data.terms import CLAIMANTS, HEDGES, KNOWN_FROM, RELATIONS, WHYS
from bot.publish.site import Site
from parsers.channels import CHANNELS
from storage.readings.load import Key
from storage.views.regimes import REGIMES, CountingChange, Regime
from storage.views.series import MEASURES, Measure
from storage.views.settling import SETTLES_AFTER

# What a change of counting means.
CHANGES = {
    CountingChange.ONE_FIGURE: (
        "Shot down and jammed are one figure, drones_downed_or_suppressed; before, those lost to jamming were told "
        "apart from those shot down. Rates before and after do not compare."
    ),
    CountingChange.MISSILES_WITHHELD: (
        "Types of missiles are often named without their number: missiles_launched is then withheld or a floor."
    ),
    CountingChange.JET_SHARE: "How many of the drones were jet-powered is told, in words or as a number.",
}


def meta_json(site: Site, nights: tuple[date, date] | None) -> dict[str, Any]:
    """Return the file; ``nights`` are the first and the newest one in the record, None where it is empty."""
    first, newest = nights or (None, None)
    return {
        "$schema": "schema/meta.json",
        "format_version": FORMAT_VERSION,
        "title": TITLE,
        "description": description(site),
        "stability": STABILITY,
        "licence": LICENCE,
        "reader_version": site.reader_version,
        "nights": {"first": first and first.isoformat(), "newest": newest and newest.isoformat()},
        "settles_after_hours": SETTLES_AFTER // timedelta(hours=1),
        "nights_undercount": NIGHTS_UNDERCOUNT,
        "floor": FLOOR,
        "claimants": [_claimant(channel) for channel in site.channels],
        "regimes": [_regime(regime, site) for regime in REGIMES if regime.channel in site.channels],
        "figures": [_figure(one) for one in FIGURES],
        "no_number": [_no_number(one) for one in NO_NUMBER],
        "status": {status.value: label for status, label in STATUSES.items()},
        "hedge": HEDGES,
        "relation": RELATIONS,
        "why": WHYS,
        "known_from_is": KNOWN_FROM,
        "files": {table.path: table.title for table in TABLES},
    }


def _claimant(channel: str) -> dict[str, Any]:
    row = CHANNELS[channel]
    return {
        "claimant": row.claimant.value,
        "name": CLAIMANTS[row.claimant.value],
        "attacker": row.attacker.value,
        "channel": channel,
        "url": f"https://t.me/{channel}",
        "zone": row.zone.key,
    }


def _regime(regime: Regime, site: Site) -> dict[str, Any]:
    return {
        "slug": regime.change.value,
        "claimant": CHANNELS[regime.channel].claimant.value,
        "since": regime.since.isoformat(),
        "meaning": CHANGES[regime.change],
        "figures": [name for measure in Measure if measure in regime.measures for name in _named(measure)],
        "weapons": sorted(regime.weapons),
        "first_post": site.post_url(Key(regime.channel, regime.first_post, 1)) if regime.first_post else None,
    }


def _named(measure: Measure) -> list[str]:
    """Return the published figures that a measure is made of."""
    outcomes, kinds = MEASURES[measure]
    return [one.name for one in FIGURES if one.kinds == kinds and set(one.outcomes) & set(outcomes)]


def _figure(one: PublishedFigure) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit": one.unit,
        "meaning": one.meaning,
        "outcomes": [outcome.value for outcome in one.outcomes],
        "kinds": [kind.value for kind in one.kinds],
    }


def _no_number(one: NoNumber) -> dict[str, Any]:
    return {"status": one.status.value, "hedge": one.hedge and one.hedge.value, "meaning": one.meaning}

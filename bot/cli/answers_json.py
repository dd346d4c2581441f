"""The answers of the command line as JSON, in the words of the public contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.messages.amounts import KINDS
from bot.chat.messages.ranges import SUMMED
from bot.export.readings import post_json, report_json
from bot.export.regimes import regimes_between
from parsers.ask import DateRange
from parsers.channels import CHANNELS
from parsers.json_reading import moment
from storage import Snapshot
from storage.views.figures import Figure
from storage.views.latest import LatestView
from storage.views.night import NightView, night_view
from storage.views.ranges import RangeSide, span_side
from storage.views.readings import Sources
from storage.views.region import RegionSide, RegionView


def latest_json(view: LatestView) -> dict[str, Any]:
    """Return the newest nights as the public JSON; sides are named by their claimants."""
    return {
        "as_of": moment(view.as_of),
        "sides": {
            CHANNELS[side.channel].claimant.value: {
                "night": side.night.night.isoformat() if side.night and side.night.night else None,
                "tallies": [report_json(one) for one in (*([side.night] if side.night else []), *side.after)],
                "silence": side.silence.value if side.silence else None,
                "not_confirmed": post_json(side.not_confirmed.source) if side.not_confirmed else None,
            }
            for side in view.sides
        },
    }


def night_json(view: NightView) -> dict[str, Any]:
    """Return a night as the public JSON: the tallies of all sides, each side's night first, and what counts nowhere."""
    nights = [side.night for side in view.sides if side.night]
    windows = [window for side in view.sides for window in side.windows]
    return {
        "night": view.day.isoformat(),
        "tallies": [report_json(report) for report in (*nights, *windows)],
        "others": [report_json(report) for side in view.sides for report in side.others],
    }


def nights_json(snapshot: Snapshot, channels: Sequence[str], span: DateRange, zone: ZoneInfo) -> dict[str, Any]:
    """Return the nights of a range, each as ``night_json`` has it; those without a report are there, too.

    Each side has its sums with their bounds; ``regimes`` are the changes of counting between the nights.
    """
    days = [date.fromordinal(one) for one in range(span.first.toordinal(), span.last.toordinal() + 1)]
    sides = [span_side(snapshot, channel, span.first, span.last) for channel in channels]
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "regimes": regimes_between(channels, span.first, span.last),
        "sides": {CHANNELS[side.channel].claimant.value: side_json(side) for side in sides},
        "nights": [night_json(night_view(snapshot, channels, day, zone)) for day in days],
    }


def side_json(side: RangeSide) -> dict[str, Any]:
    """Return the sums of one side's known nights, each outcome and kind for itself, and which nights are missing."""
    return {
        "nights": side.dates,
        "known": len(side.nights),
        "missing": [day.isoformat() for day in side.missing],
        "unconfirmed": [day.isoformat() for day in side.unconfirmed],
        "sums": [
            {"outcome": outcome.value, "kind": kind.value}
            | figure_json(figures[outcome])
            | {"nights": sum((outcome, kind) in night.figures for night in side.nights)}
            for kind in KINDS
            for outcome in SUMMED
            if (figures := side.kinds.get(kind)) and outcome in figures
        ],
        "rate": side.rate,
        "no_rate": side.no_rate.value if side.no_rate else None,
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a sum with its bounds: ``number`` is a floor where ``hedge`` is at_least, null where nothing is known.

    ``withheld`` is on how many nights a number is not given.
    """
    return {
        "number": figure.number,
        "hedge": figure.hedge.value,
        "low": figure.low,
        "high": figure.high,
        "withheld": figure.withheld,
    }


def region_json(view: RegionView, sources: Sources) -> dict[str, Any]:
    """Return where a region was named; ``number`` only where the post prints one for it."""
    return {
        "region": view.region,
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "sides": {CHANNELS[side.channel].claimant.value: _side_json(side, sources) for side in view.sides},
    }


def _side_json(side: RegionSide, sources: Sources) -> dict[str, Any]:
    last = side.last[0] if side.last else None
    return {
        "last_named": last.ends_on.isoformat() if last else None,
        "last_post": post_json(sources[last.key]) if last else None,
        "days_named": side.named,
        "days_reported": side.reported,
        "mentions": [
            {
                "post": f"{one.key.channel}/{one.key.message_id}",
                "ends_on": one.ends_on.isoformat(),
                "role": one.role.value,
                "number": one.number,
            }
            for one in side.mentions
        ],
    }

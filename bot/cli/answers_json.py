"""The answers of the command line as JSON, in the words of the public contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.export.readings import post_json, report_json
from parsers.ask import DateRange
from parsers.channels import CHANNELS
from parsers.json_reading import moment
from storage import Snapshot
from storage.views.latest import LatestView
from storage.views.night import NightView, night_view
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
    """Return the nights of a range, each as ``night_json`` has it; those without a report are there, too."""
    days = [date.fromordinal(one) for one in range(span.first.toordinal(), span.last.toordinal() + 1)]
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "nights": [night_json(night_view(snapshot, channels, day, zone)) for day in days],
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

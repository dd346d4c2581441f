"""``v1/status.json``: how far each source is known, as times and never as ages, so that it changes only with a post."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from bot.publish.site import Site
from parsers.channels import CHANNELS
from parsers.json_reading import moment
from storage.views.source_status import SourceStatus


def status_json(sources: Iterable[SourceStatus], site: Site) -> dict[str, Any]:
    """Return the file; sides are named by their claimants. It does not say when it was written."""
    return {
        "$schema": "schema/status.json",
        "reader_version": site.reader_version,
        "sources": {CHANNELS[one.channel].claimant.value: _source(one) for one in sources},
    }


def _source(one: SourceStatus) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "url": f"https://t.me/{one.channel}",
        "newest_post": moment(one.newest_post_at),
        "last_change": moment(one.last_change_at),
        "usual_times": {
            "from": _clock(one.usual_from),
            "to": _clock(one.usual_to),
            "zone": CHANNELS[one.channel].zone.key,
        },
    }


def _clock(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None

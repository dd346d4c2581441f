"""``v1/status.json``: how far each source is known, as times and never as ages, so that it changes only with a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from bot.publish.site import Site
from parsers.channels import CHANNELS
from parsers.json_reading import moment


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How far a channel is known.

    ``newest_post_at`` is when its newest known post was published, ``last_change_at`` when anything of it last changed:
    a post was published or edited, or went missing. Half of its nights are told by ``usual_from`` and nearly all by
    ``usual_to``, by the channel's own clock; None where too few are known.
    """

    channel: str
    newest_post_at: datetime | None
    last_change_at: datetime | None
    usual_from: time | None
    usual_to: time | None


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What the file is made of: the channels in their order."""

    sources: tuple[SourceStatus, ...]


def status_json(facts: StatusFacts, site: Site) -> dict[str, Any]:
    """Return the file; sides are named by their claimants. It does not say when it was written."""
    return {
        "$schema": "schema/status.json",
        "reader_version": site.reader_version,
        "sources": {CHANNELS[one.channel].claimant.value: _source(one) for one in facts.sources},
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

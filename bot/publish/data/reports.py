"""A report, a version and a vintage as they may be published: without the words of posts, without what is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.export.readings import report_json
from bot.publish.data.figures import figures_json, figures_of_tally
from bot.publish.site import Site
from parsers.json_reading import moment, window_fields
from parsers.records import Unreadable
from storage.readings.load import Key
from storage.views.readings import HeldView, Report, TallyView, UnreadableView
from storage.views.record import RecordedVersion, Vintage


def reading_json(report: Report, site: Site) -> dict[str, Any]:
    """Return a report in the terms of the public contract.

    Of one that could not be read whole only the reason is told: what was understood of it counts nowhere.
    """
    if isinstance(report, UnreadableView):
        report = replace(report, reading=Unreadable(report.reading.reason))
    reading = report_json(report)
    reading["post"]["url"] = site.post_url(report.source)
    return reading


def post_json(key: Key, site: Site, posted: datetime | None = None) -> dict[str, Any]:
    """Return which version of which post it is."""
    fields = {
        "channel": key.channel,
        "message_id": key.message_id,
        "revision": key.revision,
        "url": site.post_url(key),
    }
    return fields | {"posted": moment(posted)} if posted else fields


def version_json(version: RecordedVersion, site: Site) -> dict[str, Any]:
    """Return a version: when it was seen, the hash of its text, and how it was read; not the text itself."""
    return post_json(version.key, site, version.posted_at) | {
        "sha256": version.sha256,
        "seen_from": moment(version.seen_from),
        "seen_to": moment(version.seen_to),
        "known_from": moment(version.known_from),
        "known_from_is": version.known_from_is.value,
        "reading": _kind_of(version.report),
        "reader_version": version.report.reader_version if version.report else None,
        "held": version.is_held,
    }


def _kind_of(report: Report | None) -> str:
    match report:
        case TallyView():
            return "tally"
        case UnreadableView() | HeldView():
            return "unreadable"
        case None:
            return "not_a_report"


def vintage_json(vintage: Vintage, site: Site) -> dict[str, Any]:
    """Return a vintage with its figures; ``figures`` is null where none stood."""
    tally = vintage.tally
    return {
        "why": vintage.why.value,
        "known_from": moment(vintage.known_from),
        "known_from_is": vintage.known_from_is.value,
        "known_to": moment(vintage.known_to),
        "post": post_json(vintage.key, site),
        "sha256": vintage.sha256,
        "reader_version": vintage.reader_version,
        "window": window_fields(tally.window) if tally and tally.window else None,
        "figures": figures_json(figures_of_tally(vintage.key, tally)) if tally else None,
    }

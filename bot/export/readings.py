"""A reading with its post, in the terms of the public contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from parsers.json_reading import as_json, moment
from parsers.records import Post, Reading, Unreadable
from storage.views.readings import HeldView, Report, Source, TallyView, UnreadableView


def report_json(report: Report) -> dict[str, Any]:
    """Return a reading in the contract's terms with its post; scope and doubts are those its neighbours leave it.

    A held report has no numbers.
    """
    source = report.source
    match report:
        case TallyView():
            reading: Reading = replace(report.tally, scope=report.scope, doubts=report.doubts)
        case HeldView():
            reading = Unreadable(report.held.value)
        case UnreadableView():
            reading = report.reading
    post = Post(source.channel, source.message_id, source.posted_at, "", key=f"{source.channel}/{source.message_id}")
    return as_json(post, reading, report.reader_version) | {"post": post_json(source)}


def post_json(source: Source) -> dict[str, Any]:
    """Return the source of a reading."""
    return {
        "channel": source.channel,
        "message_id": source.message_id,
        "url": f"https://t.me/{source.channel}/{source.message_id}",
        "posted": moment(source.posted_at),
        "revision": source.revision,
    }

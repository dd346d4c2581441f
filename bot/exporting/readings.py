"""A reading with its post, in the words of the public contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from parsers.contract import as_json, moment
from parsers.records import Post
from storage.views.source import Source, TallyView, UnreadableView


def report_json(report: TallyView | UnreadableView) -> dict[str, Any]:
    """A reading in the contract's words with its post; scope and doubts are those it has beside its neighbours."""
    source = report.source
    reading = (
        replace(report.tally, scope=report.scope, doubts=report.doubts)
        if isinstance(report, TallyView)
        else report.reading
    )
    post = Post(source.channel, source.message_id, source.posted_at, "", key=f"{source.channel}/{source.message_id}")
    return as_json(post, reading, report.reader_version) | {"post": post_json(source)}


def post_json(source: Source) -> dict[str, Any]:
    """Where a reading comes from."""
    return {
        "channel": source.channel,
        "message_id": source.message_id,
        "url": f"https://t.me/{source.channel}/{source.message_id}",
        "posted": moment(source.posted_at),
        "revision": source.revision,
    }

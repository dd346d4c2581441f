"""``v1/corrections.json``: all corrections of all nights, and back again, so that the file can be added to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.publish.data.about import NOT_VERIFIED
from bot.publish.data.corrections import CorrectedNumber, PublishedCorrection, WhatStands
from bot.publish.site import Site
from parsers.json_reading import moment


def correction_json(one: PublishedCorrection) -> dict[str, Any]:
    """Return a correction as JSON."""
    return {
        "id": one.id,
        "night": one.night.isoformat(),
        "claimant": one.claimant,
        "attacker": one.attacker,
        "why": one.why,
        "known_from": moment(one.known_from),
        "known_from_is": one.known_from_is,
        "stood_from": moment(one.stood_from),
        "after_settled": one.is_after_settled,
        "was": one.was.value,
        "now": one.now.value,
        "changes": [{**change.counted, "old": change.old, "new": change.new} for change in one.changes],
        "window": one.window,
        "text": one.texts,
        "channel": one.channel,
        "message_id": one.message_id,
        "revision": one.revision,
        "reader_version": one.reader_version,
        "old": {
            "message_id": one.old_message_id,
            "revision": one.old_revision,
            "reader_version": one.old_reader_version,
        },
        "url": one.url,
        "page": one.page,
    }


def correction_from(fields: dict[str, Any]) -> PublishedCorrection:
    """Return a correction from what ``correction_json`` made of it, so that a file can be added to."""
    old = fields["old"]
    return PublishedCorrection(
        id=fields["id"],
        night=date.fromisoformat(fields["night"]),
        claimant=fields["claimant"],
        attacker=fields["attacker"],
        channel=fields["channel"],
        message_id=fields["message_id"],
        revision=fields["revision"],
        old_message_id=old["message_id"],
        old_revision=old["revision"],
        reader_version=fields["reader_version"],
        old_reader_version=old["reader_version"],
        why=fields["why"],
        known_from=datetime.fromisoformat(fields["known_from"]),
        known_from_is=fields["known_from_is"],
        stood_from=datetime.fromisoformat(fields["stood_from"]),
        is_after_settled=fields["after_settled"],
        was=WhatStands(fields["was"]),
        now=WhatStands(fields["now"]),
        changes=tuple(_change_from(change) for change in fields["changes"]),
        window=fields["window"],
        texts=fields["text"],
        url=fields["url"],
        page=fields["page"],
    )


def _change_from(fields: dict[str, Any]) -> CorrectedNumber:
    counted = {name: value for name, value in fields.items() if name not in {"old", "new"}}
    return CorrectedNumber(counted, fields["old"], fields["new"])


def newest_first(corrections: Iterable[PublishedCorrection]) -> list[PublishedCorrection]:
    """Sort corrections of any nights: the newest first."""
    return sorted(corrections, key=lambda one: (one.known_from, one.night, one.id), reverse=True)


def corrections_json(corrections: Iterable[PublishedCorrection], site: Site) -> dict[str, Any]:
    """Return ``v1/corrections.json``: all corrections of all nights, the newest first."""
    return {
        "$schema": "schema/corrections.json",
        "claim": NOT_VERIFIED,
        "feed": site.address("corrections.atom"),
        "corrections": [correction_json(one) for one in newest_first(corrections)],
    }

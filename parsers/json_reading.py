"""A reading as the public JSON: plain dicts and lists, ready for ``json.dumps``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from parsers.records import Count, Line, NotAReport, Post, Reading, Tally, Unreadable, Window

EMPTY: dict[str, Any] = {
    "format": None,
    "scope": None,
    "claimant": None,
    "attacker": None,
    "window": None,
    "lines": [],
    "hit_sites": None,
    "debris_sites": None,
    "headline": None,
    "origins": [],
    "targets": [],
    "downed_over": [],
    "doubts": [],
}


def as_json(post: Post, reading: Reading, reader_version: int) -> dict[str, Any]:
    """Return one reading in the terms of the public contract, with the key and channel of its post.

    The three readings share their fields; a post that is no report has them empty.
    """
    head = {"key": post.key, "channel": post.channel, "reader_version": reader_version}
    match reading:
        case Tally():
            return head | {"reading": "tally", "reason": None} | tally_fields(reading)
        case Unreadable(reason, partial):
            return head | {"reading": "unreadable", "reason": reason} | (tally_fields(partial) if partial else EMPTY)
        case NotAReport():
            return head | {"reading": "not_a_report", "reason": None} | EMPTY


def tally_fields(tally: Tally) -> dict[str, Any]:
    """Return the fields of a tally, in the contract's order."""
    fields: dict[str, Any] = {
        "format": tally.format,
        "scope": tally.scope.value,
        "claimant": tally.claimant.value,
        "attacker": tally.attacker.value,
        "window": tally.window and window_fields(tally.window),
        "lines": [line_fields(line) for line in tally.lines],
        "hit_sites": tally.hit_sites and count_fields(tally.hit_sites),
        "debris_sites": tally.debris_sites and count_fields(tally.debris_sites),
        "headline": tally.headline
        and {
            "number": tally.headline.number,
            "what": tally.headline.what,
            "words": list(tally.headline.words),
        },
        "origins": list(tally.origins),
        "targets": list(tally.targets),
        "downed_over": list(tally.downed_over),
        "doubts": [{"code": doubt.code, "detail": doubt.detail} for doubt in tally.doubts],
    }
    if tally.regions is not None:
        fields["regions"] = [
            {"region": row.region, "number": row.number, "words": list(row.words)} for row in tally.regions
        ]
    return fields


def window_fields(window: Window) -> dict[str, Any]:
    return {
        "start": moment(window.start),
        "end": moment(window.end),
        "precision": window.precision.value,
        "words": list(window.words),
    }


def moment(value: datetime | date | None) -> str | None:
    """Return a time as UTC with Z, to the second, and a day as its bare date."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"
    return value.isoformat() if value else None


def count_fields(count: Count) -> dict[str, Any]:
    return {"number": count.number, "hedge": count.hedge.value, "words": list(count.words)}


def line_fields(line: Line) -> dict[str, Any]:
    return {
        "outcome": line.outcome.value,
        "kind": line.kind.value,
        "weapons": list(line.weapons),
        "number": line.number,
        "hedge": line.hedge.value,
        "share": line.share,
        "total": line.total,
        "origins": list(line.origins),
        "words": list(line.words),
    }

"""The record of another host, as JSON: a head, and a line for each version of a post; and what sightings a line makes.

A record is read as what it may be: damaged, cut off, or made to do harm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from parsers.json_reading import moment
from parsers.records import Forward, HostChannel, HostHead, HostRevision, Sighting, recorded
from parsers.sources.desktop_messages import ALBUM_ITEMS, HIGHEST_ID, ExportError

# The version of this layout, raised when an older overnight could not read it any more.
LAYOUT = 1
# A text has 4,096 characters, twice as many where all are struck through; a page is looked at for days, every minute.
LONGEST_TEXT, MOST_TIMES = 20_000, 30_000
LONGEST_LINE = 1024 * 1024
TRANSPORT = re.compile(r"(?:record:)?[a-z][a-z_]{0,30}")
DIGEST = re.compile(r"[0-9a-f]{64}|")
MOST_RANGES = 100_000

T = TypeVar("T")


def line_of(one: HostRevision) -> str:
    """Return a version as one line of JSON, without its end."""
    forward = one.forward and {
        "name": one.forward.name,
        "address": one.forward.address,
        "numeric_id": one.forward.numeric_id,
    }
    fields = {
        "channel": one.channel,
        "message_id": one.message_id,
        "published_at": moment(one.published_at),
        "is_edited": one.is_edited,
        "unmarked_at": moment(one.unmarked_at),
        "forward": forward,
        "members": list(one.members),
        "revision": one.revision,
        "text": one.text,
        "sha256": one.sha256,
        "observed_at": moment(one.observed_at),
        "last_observed_at": moment(one.last_observed_at),
        "between": [moment(seen) for seen in one.between],
        "transports": list(one.transports),
    }
    return json.dumps(fields, ensure_ascii=False)


def revision_of(line: bytes, number: int) -> HostRevision:
    """Return the version that a line holds. Raises ``ExportError`` with a sentence that names the line."""
    if len(line) > LONGEST_LINE:
        raise ExportError(f"Line {number} of the texts has more than 1 MB; the file is damaged or made to do harm.")
    try:
        return _revision(_as(dict, json.loads(line.decode())))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ExportError(
            f"Line {number} of the texts is no version of a post as overnight writes it; the file is damaged."
        ) from error


def _revision(fields: dict[str, Any]) -> HostRevision:
    one = HostRevision(
        channel=_as(str, fields["channel"]),
        message_id=_id(fields["message_id"]),
        published_at=_moment(fields["published_at"]),
        is_edited=_as(bool, fields["is_edited"]),
        unmarked_at=None if fields["unmarked_at"] is None else _moment(fields["unmarked_at"]),
        forward=_forward(fields["forward"]),
        members=tuple(_id(member) for member in _as(list, fields["members"])),
        revision=_id(fields["revision"]),
        text=None if fields["text"] is None else _text(fields["text"]),
        sha256=_matching(DIGEST, fields["sha256"]),
        observed_at=_moment(fields["observed_at"]),
        last_observed_at=_moment(fields["last_observed_at"]),
        between=tuple(_moment(seen) for seen in _as(list, fields["between"])),
        transports=tuple(_matching(TRANSPORT, name) for name in _as(list, fields["transports"])),
    )
    seen = [one.observed_at, *one.between, one.last_observed_at]
    _hold(seen == sorted(seen))
    _hold(0 < len(one.transports) <= 20 and len(seen) <= MOST_TIMES and len(one.text or "") <= LONGEST_TEXT)
    _hold(not one.members or (len(one.members) <= ALBUM_ITEMS and min(one.members) == one.message_id))
    return one


def sightings_of(one: HostRevision) -> list[Sighting]:
    """Return a version as sightings of its text, so that it takes its place among ours as if we had seen it then.

    The names of the transports say that we did not (``record:preview``): the host's words for how it saw a text are
    kept, because only what a page has shown can vanish from it, but a page shown to another host moves none of our own
    marks (when a page last showed a post, or left it out).
    """
    moments = dict.fromkeys([one.observed_at, *one.between, one.last_observed_at])
    first, *others = one.transports
    seen = [(moment, first) for moment in moments] + [(one.observed_at, other) for other in others]
    return [
        Sighting(
            message_id=one.message_id,
            published_at=one.published_at,
            text=one.text,
            observed_at=moment,
            transport=recorded(transport),
            edited=one.is_edited,
            members=one.members,
            forward=one.forward,
        )
        for moment, transport in seen
    ]


def head_fields(head: HostHead) -> dict[str, Any]:
    """Return the head of a record as JSON's values."""
    return {
        "layout": LAYOUT,
        "made_at": moment(head.made_at),
        "first": moment(head.first),
        "until": moment(head.until),
        "posts": "all" if head.every else "reports",
        "channels": {
            name: {"numeric_id": one.numeric_id, "covered": [list(ids) for ids in one.covered]}
            for name, one in head.channels.items()
        },
    }


def head_of(fields: Any) -> HostHead:
    """Return the head of a record. Raises ``ExportError`` where it is none, or one that a newer overnight wrote."""
    layout = fields.get("layout") if isinstance(fields, dict) else None
    if isinstance(layout, int) and layout > LAYOUT:
        raise ExportError("The record was written by a newer overnight; update this one.")
    try:
        return HostHead(
            made_at=_moment(fields["made_at"]),
            first=_moment(fields["first"]),
            until=_moment(fields["until"]),
            every=_as(str, fields["posts"]) == "all",
            channels={name: _channel(one) for name, one in _as(dict, fields["channels"]).items()},
        )
    except (ValueError, TypeError, KeyError) as error:
        raise ExportError("The record does not say what it holds; its datapackage.json is damaged.") from error


def _channel(fields: Mapping[str, Any]) -> HostChannel:
    ranges = _as(list, fields["covered"])
    _hold(len(ranges) <= MOST_RANGES)
    number = fields["numeric_id"]
    return HostChannel(
        numeric_id=None if number is None else _as(int, number),
        covered=tuple((_id(first), _id(last)) for first, last in ranges),
    )


def _forward(fields: Any) -> Forward | None:
    if fields is None:
        return None
    number = fields["numeric_id"]
    return Forward(
        name=None if fields["name"] is None else _text(fields["name"]),
        address=None if fields["address"] is None else _text(fields["address"]),
        numeric_id=None if number is None else _as(int, number),
    )


def _as(kind: type[T], value: Any) -> T:
    """Return a value of exactly this type: a truth is no number."""
    if type(value) is not kind:
        raise TypeError
    return value


def _hold(true: bool) -> None:
    if not true:
        raise ValueError


def _id(value: Any) -> int:
    _hold(0 < _as(int, value) <= HIGHEST_ID)
    return int(value)


def _text(value: Any) -> str:
    """Return a text that can be stored: one with half a character (a lone surrogate) raises ``ValueError``."""
    _as(str, value).encode()
    return str(value)


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    _hold(pattern.fullmatch(_as(str, value)) is not None)
    return str(value)


def _moment(value: Any) -> datetime:
    """Return a time in UTC, to the second."""
    told = datetime.fromisoformat(_as(str, value))
    _hold(told.tzinfo is not None and told.microsecond == 0)
    return told.astimezone(UTC)

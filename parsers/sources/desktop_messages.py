"""Turns the messages of a Telegram Desktop export, one by one, into sightings of a channel's posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from parsers.records import Forward, Sighting
from parsers.text.marks import Run, spelled
from parsers.time.plausible import is_possible

TRANSPORT = "export"
ALBUM_ITEMS = 10
# Telegram numbers the messages of a chat in 31 bits.
HIGHEST_ID = 2**31 - 1
# Only forwarded messages have any of these; a name that its owner hides or gave up is null
# (tdesktop's export_output_json.cpp, 2021-2026).
FORWARDED = ("forwarded_from", "forwarded_from_id", "saved_from")
CHANNEL_ID = re.compile(r"channel(\d{1,15})")
STRUCK, QUOTATION = "strikethrough", "blockquote"


class ExportError(ValueError):
    """The file is not an export we can read; the message is a sentence for the person who supplied it."""


class NotFollowedError(ExportError):
    """The export is sound but contains none of the followed channels."""


@dataclass(frozen=True, slots=True)
class ExportedPost:
    """One post of a followed channel, in its last version in the export.

    ``sighting`` is None if the export shows that there is a post but not what it says.
    """

    channel: str
    message_id: int
    sighting: Sighting | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One message of the file before albums are assembled."""

    sighting: Sighting
    has_media: bool


def exported(messages: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[ExportedPost]:
    """Yield posts from messages with their channels.

    The items of an album are consecutive, were sent in the same second, and one of them has the text. Raises
    ``ExportError`` for what no export of a channel contains.
    """
    album: list[_Item] = []
    of = ""
    for channel, message in messages:
        message_id = _id(message)
        if message_id is None:
            continue
        item = _item(message_id, message)
        if item is None:
            yield ExportedPost(channel, message_id, None)
            continue
        if album and (channel != of or not _belongs(album, item)):
            yield _joined(of, album)
            album = []
        album, of = [*album, item], channel
    if album:
        yield _joined(of, album)


def _belongs(album: list[_Item], item: _Item) -> bool:
    last = album[-1]
    texts = sum(bool(one.sighting.text) for one in (*album, item))
    return (
        last.has_media
        and item.has_media
        and len(album) < ALBUM_ITEMS
        and item.sighting.message_id == last.sighting.message_id + 1
        and item.sighting.published_at == last.sighting.published_at
        # Posts forwarded together are sent in one second, even from different origins.
        and item.sighting.forward == last.sighting.forward
        and texts <= 1
    )


def _joined(channel: str, album: list[_Item]) -> ExportedPost:
    ids = tuple(one.sighting.message_id for one in album)
    if len(album) == 1:
        return ExportedPost(channel, ids[0], album[0].sighting)
    captioned = next((one.sighting for one in album if one.sighting.text), album[0].sighting)
    return ExportedPost(channel, ids[0], replace(captioned, message_id=ids[0], members=ids))


def _id(message: dict[str, Any]) -> int | None:
    """Return the message's number; None if it was not a post of this channel."""
    number = message.get("id")
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        return None
    if number > HIGHEST_ID:
        raise ExportError("The file numbers a message higher than Telegram does; it is damaged or made to do harm.")
    return number


def _item(message_id: int, message: dict[str, Any]) -> _Item | None:
    """Return one message; None if it has no time of its own: an ``unsupported`` one has only its id."""
    published_at = _moment(message.get("date_unixtime"))
    if published_at is None:
        _refuse_local_time(message)
        return None
    edited_at = _moment(message.get("edited_unixtime"))
    sighting = Sighting(
        message_id=message_id,
        published_at=published_at,
        text="" if message.get("type") == "service" else _text(message).strip(),
        observed_at=edited_at or published_at,
        transport=TRANSPORT,
        edited=edited_at is not None,
        forward=_forward(message),
    )
    return _Item(sighting, has_media=any(message.get(key) for key in ("photo", "file", "media_type")))


def _refuse_local_time(message: dict[str, Any]) -> None:
    """Raise ``ExportError`` for a message with only a local ``date``, which older versions wrote.

    It is local to the exporting machine, and the zone is not recorded.
    """
    if message.get("date") and "date_unixtime" not in message:
        raise ExportError(
            "The file tells times only by the clock of the machine that made it: its Telegram Desktop is too old. "
            "Export the channel again with a newer one."
        )


def _text(message: dict[str, Any]) -> str:
    """Return the text from its entities, with its marks; older exports have a string, or a list of strings and objects.

    Desktop writes one style per part: of nested styles the outermost, or the first. A number struck through inside a
    bold line is therefore lost.
    """
    parts = message.get("text_entities") or message.get("text")
    return spelled(_runs(parts if isinstance(parts, list) else [parts]))


def _runs(pieces: list[Any]) -> Iterator[Run]:
    for number, piece in enumerate(pieces, start=1):
        words, look = (piece.get("text"), piece.get("type")) if isinstance(piece, dict) else (piece, None)
        if isinstance(words, str):
            yield Run(words, struck=look == STRUCK, quotation=number if look == QUOTATION else 0)


def _forward(message: dict[str, Any]) -> Forward | None:
    """Return the origin of a forwarded message if the export names it, None for others; no export names the post."""
    if not any(key in message for key in FORWARDED):
        return None
    name, origin = message.get("forwarded_from"), message.get("forwarded_from_id")
    channel = CHANNEL_ID.fullmatch(origin) if isinstance(origin, str) else None
    return Forward(name=name if isinstance(name, str) else None, numeric_id=int(channel[1]) if channel else None)


def _moment(seconds: Any) -> datetime | None:
    """Return a time from ``…_unixtime``, which is a string; None if it is not one.

    The ``date`` beside it is local to the exporting machine.
    """
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
        return moment if is_possible(moment) else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None

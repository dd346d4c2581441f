"""The messages of a Telegram Desktop export, one by one → what was seen of a channel's posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from parsers.records import Sighting

TRANSPORT = "export"
ALBUM_ITEMS = 10
# Telegram numbers the messages of a chat in 31 bits.
HIGHEST_ID = 2**31 - 1


class ExportError(ValueError):
    """The file is no export we can read; the message is a sentence for the person who gave it."""


class NotFollowedError(ExportError):
    """The export is sound and holds none of the channels that are followed."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One post of a followed channel, as the export has it last.

    ``sighting`` is None where the export tells that there is a post, and nothing of what it says.
    """

    channel: str
    message_id: int
    sighting: Sighting | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One message of the file before albums are put together."""

    sighting: Sighting
    has_media: bool


def exported(messages: Iterator[tuple[str, dict[str, Any]]]) -> Iterator[Exported]:
    """Posts from messages with their channels. Raises ``ExportError`` for what no export of a channel holds.

    The items of an album follow each other, were sent in one second, and one has the text.
    """
    album: list[_Item] = []
    of = ""
    for channel, message in messages:
        message_id = _id(message)
        if message_id is None:
            continue
        item = _item(message_id, message)
        if item is None:
            yield Exported(channel, message_id, None)
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
        and texts <= 1
    )


def _joined(channel: str, album: list[_Item]) -> Exported:
    ids = tuple(one.sighting.message_id for one in album)
    if len(album) == 1:
        return Exported(channel, ids[0], album[0].sighting)
    captioned = next((one.sighting for one in album if one.sighting.text), album[0].sighting)
    return Exported(channel, ids[0], replace(captioned, message_id=ids[0], members=ids))


def _id(message: dict[str, Any]) -> int | None:
    """The message's number; None where it was no post of this channel."""
    number = message.get("id")
    if isinstance(number, bool) or not isinstance(number, int) or number <= 0:
        return None
    if number > HIGHEST_ID:
        raise ExportError("The file numbers a message higher than Telegram does; it is damaged or made to do harm.")
    return number


def _item(message_id: int, message: dict[str, Any]) -> _Item | None:
    """One message; None for what has no time of its own: an ``unsupported`` one holds its id and nothing else."""
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
    )
    return _Item(sighting, has_media=any(message.get(key) for key in ("photo", "file", "media_type")))


def _refuse_local_time(message: dict[str, Any]) -> None:
    """``date`` is local to the machine that exported, whose zone nobody tells; older ones wrote nothing else."""
    if message.get("date") and "date_unixtime" not in message:
        raise ExportError(
            "The file tells times only by the clock of the machine that made it: its Telegram Desktop is too old. "
            "Export the channel again with a newer one."
        )


def _text(message: dict[str, Any]) -> str:
    """The text from its entities; older exports have a string, or a list of strings and objects."""
    parts = message.get("text_entities") or message.get("text")
    pieces = parts if isinstance(parts, list) else [parts]
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str))


def _moment(seconds: Any) -> datetime | None:
    """A time from ``…_unixtime``, which is a string; the ``date`` beside it is local to the exporting machine."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None

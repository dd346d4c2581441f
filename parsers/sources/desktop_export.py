"""Reads a Telegram Desktop export (``result.json``) as a stream of posts: such files reach hundreds of MB.

The layout is that of Desktop 2021-2026: one chat, or a whole account with chats in lists. Only followed channels are
looked at; everything else in an account is skipped unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import ijson  # type: ignore[import-untyped]
from ijson.common import ObjectBuilder  # type: ignore[import-untyped]

from parsers.sources.desktop_messages import ExportedPost, ExportError, NotFollowedError, exported

MAX_DEPTH = 40
# No value of an export comes near this; without a limit one endless string would exhaust memory.
MAX_VALUE = 4 * 1024 * 1024
CHUNK = 64 * 1024

_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|.)", re.DOTALL)
# A whole account holds its chats in lists.
ACCOUNT = re.compile(r"^(?:left_)?chats\.list\.item\.")


class Mended:
    """A binary file with ``\\x1f`` replaced by ``\\u001f``: Desktop writes control characters as invalid JSON.

    ``read`` returns the next portion, whatever the size asked for, and rejects a value without an end.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = b""
        self._since_quote = 0

    def read(self, size: int = CHUNK) -> bytes:
        if size == 0:
            return b""
        while True:
            chunk = self._file.read(CHUNK)
            data = self._held + chunk
            end = _whole_escapes(data) if chunk else len(data)
            self._held = data[end:]
            if end or not chunk:
                return self._checked(_ESCAPE.sub(_mended, data[:end]) if b"\\x" in data else data[:end])

    def _checked(self, data: bytes) -> bytes:
        last = data.rfind(b'"')
        self._since_quote = len(data) - last if last >= 0 else self._since_quote + len(data)
        if self._since_quote + len(self._held) > MAX_VALUE:
            raise ExportError("The export holds a value of more than 4 MB; it is damaged or made to do harm.")
        return data


def _whole_escapes(data: bytes) -> int:
    """Return the length of the longest prefix that does not cut an escape in two."""
    for after in range(3):
        end = len(data) - after
        if data[end - 1 : end] == b"\\":
            before = len(data[:end].rstrip(b"\\"))
            return before if len(data) - before < CHUNK else len(data)
    return len(data)


def _mended(escape: re.Match[bytes]) -> bytes:
    return b"\\u00" + escape[1] if escape[1] else escape[0]


def read_export(file: BinaryIO, followed: Mapping[int, str]) -> Iterator[ExportedPost]:
    """Yield the posts of followed channels (numeric id → name) in a ``result.json``, in the order of the file.

    Raises ``ExportError`` if the file is not an export, is cut off or nested too deeply, and ``NotFollowedError`` if it
    contains no followed channel.
    """
    chats = _Chats(followed)
    try:
        yield from exported(chats.messages(ijson.basic_parse(Mended(file), buf_size=CHUNK)))
    except ijson.JSONError as error:
        raise ExportError("The file is cut off or is no JSON as Telegram Desktop exports it.") from error
    except ExportError:
        raise
    except ValueError as error:  # Python raises it for an integer of more than 4,300 digits
        raise ExportError("The file holds a number that no export does; it is damaged or made to do harm.") from error
    if not chats.followed_seen:
        held = f" It holds {', '.join(chats.names[:3])}." if chats.names else ""
        raise NotFollowedError(f"The file holds none of the channels that are followed.{held}")


class _Chats:
    """Walks through the events of a file, chat by chat, and builds the messages of the followed ones."""

    def __init__(self, followed: Mapping[int, str]) -> None:
        self.names: list[str] = []
        self.followed_seen: set[str] = set()
        self._followed = followed
        self._channel: str | None = None
        self._kind = ""
        self._path: list[str] = []

    def messages(self, events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield channel and message, one after another."""
        builder: ObjectBuilder | None = None
        for event, value in events:
            self._move(event, value)
            inside = self._where()
            if event == "start_map" and not inside:
                self._channel, self._kind = None, ""
            if builder is None and event == "start_map" and inside == "messages.item." and self._channel:
                builder, depth = ObjectBuilder(), len(self._path)
            elif builder is None and event in ("string", "number"):
                self._note(inside, value)
            if builder is not None:
                builder.event(event, value)
                if event == "end_map" and len(self._path) < depth:
                    if self._channel:
                        yield self._channel, builder.value
                    builder = None

    def _move(self, event: str, value: Any) -> None:
        """Update the path of keys to the current event."""
        if event == "map_key":
            self._path[-1] = value
        elif event == "start_map":
            self._path.append("")
        elif event == "start_array":
            self._path.append("item")
        elif event in ("end_map", "end_array"):
            self._path.pop()
        if len(self._path) > MAX_DEPTH:
            raise ExportError(f"The file is nested more than {MAX_DEPTH} deep, which no export is.")

    def _where(self) -> str:
        """Return the path inside a chat, whether the file is one chat or an account with lists of them."""
        if len(self._path) > 6:
            return "deep"
        return ACCOUNT.sub("", ".".join(self._path))

    def _note(self, inside: str, value: Any) -> None:
        if inside == "name":
            self.names.append(str(value)[:60])
        elif inside == "type":
            self._kind = str(value)
        elif inside == "id":
            # People and channels are numbered separately: a person may have a channel's number.
            is_channel = self._kind.endswith("_channel") and isinstance(value, int)
            self._channel = self._followed.get(value) if is_channel else None
            if self._channel:
                self.followed_seen.add(self._channel)

"""The size of a picture, from its first bytes."""

from __future__ import annotations

import struct

from bot.demo.bot_api import limits
from bot.demo.bot_api.refusals import bad

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# markers of a JPEG's frame headers, which hold the size
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def size_of_photo(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or a JPEG. Raises Refused for what Telegram would not take as a photo."""
    if not data:
        raise bad("file must be non-empty")
    if len(data) > limits.PHOTO_BYTES:
        raise bad("PHOTO_SAVE_FILE_INVALID")
    size = _png(data) if data.startswith(PNG) else _jpeg(data) if data.startswith(JPEG) else None
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > limits.PHOTO_SIDES or max(size) > limits.PHOTO_RATIO * min(size):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return size


def _png(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None

"""Telegram's limits (core.telegram.org/bots/api and the Bots FAQ, as of Bot API 10.0) and how they are counted."""

from __future__ import annotations

TEXT = 4096
CAPTION = 1024
ENTITIES = 100
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
COPY_TEXT = 256
BUTTONS_IN_ROW = 8
BUTTONS = 100
# of a keyboard below the field of text
BUTTONS_IN_ROW_BELOW = 12
BUTTONS_BELOW = 300
INLINE_RESULTS = 50
INLINE_ID_BYTES = 64
COMMANDS = 100
COMMAND_DESCRIPTION = 256
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
NAME = 64
PHOTO_BYTES = 10 * 2**20
FILE_BYTES = 50 * 2**20
DOWNLOAD_BYTES = 20 * 2**20
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
UPDATES = 100
WEBHOOK_PORTS = (443, 80, 88, 8443)
WEBHOOK_CONNECTIONS = 100
ALBUM = range(2, 11)


def units(text: str) -> int:
    """The length of a text as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(text: str, offset: int) -> int:
    """Return the index in ``text`` of a UTF-16 offset."""
    counted = 0
    for index, letter in enumerate(text):
        if counted >= offset:
            return index
        counted += 1 + (ord(letter) > 0xFFFF)
    return len(text)

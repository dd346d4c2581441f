"""A message as the text that is kept for it, and back."""

from __future__ import annotations

import json
from typing import Any

from bot.chat.html import Block, Piece
from bot.chat.message import Button, Message
from storage.kept import Key


def packed(message: Message) -> str:
    """The message as JSON, with the keys of the posts whose numbers it shows."""
    body = {
        "blocks": [
            {"quoted": one.quoted, "lines": [[[p.text, p.tag, p.link, p.unix] for p in line] for line in one.lines]}
            for one in message.blocks
        ],
        "buttons": [[[one.text, one.data, one.url, one.copy] for one in row] for row in message.buttons],
        "shows": [list(source.key) for source in message.shows],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def unpacked(body: str) -> tuple[Message, list[Key]]:
    """The message without its sources, and the keys of what it shows."""
    kept: dict[str, Any] = json.loads(body)
    blocks = tuple(
        Block(tuple(tuple(Piece(*piece) for piece in line) for line in one["lines"]), one["quoted"])
        for one in kept["blocks"]
    )
    buttons = tuple(tuple(Button(*one) for one in row) for row in kept["buttons"])
    return Message(blocks, buttons), [Key(*key) for key in kept["shows"]]

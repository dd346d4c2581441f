"""Messages as the texts that are kept for them, and back; one that is too long for Telegram is several rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.message import Button, Message
from bot.chat.rich_text import Block, Piece, block, split
from storage.outbox.deliveries import Owed
from storage.readings.load import ShownVersion


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A message without its sources, what it shows, and what is said under it where it goes out late."""

    message: Message
    shows: list[ShownVersion]
    late: str | None = None

    def told_late(self) -> Message:
        """The message, saying that it is late, if there is a word for that."""
        return self.message.ended_with(block(self.late)) if self.late else self.message


def packed(message: Message, late: str | None = None) -> str:
    """The message as JSON, with the posts whose numbers it shows."""
    body = {
        "blocks": [
            {"quoted": one.quoted, "lines": [[[p.text, p.tag, p.link, p.unix] for p in line] for line in one.lines]}
            for one in message.blocks
        ],
        "buttons": [[[one.text, one.data, one.url, one.copy] for one in row] for row in message.buttons],
        "shows": [list(source.shown) for source in message.shows],
    }
    if late:
        body["late"] = late
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def unpacked(body: str) -> Unpacked:
    """What was packed. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for a text that is no such body."""
    kept: dict[str, Any] = json.loads(body)
    blocks = tuple(
        Block(tuple(tuple(Piece(*piece) for piece in line) for line in one["lines"]), one["quoted"])
        for one in kept["blocks"]
    )
    buttons = tuple(tuple(Button(*one) for one in row) for row in kept["buttons"])
    # one that was packed by an older bot has no fingerprints
    shows = [
        ShownVersion(channel, post, revision, *figures or [None]) for channel, post, revision, *figures in kept["shows"]
    ]
    return Unpacked(Message(blocks, buttons), shows, kept.get("late"))


def packed_parts(message: Message, late: str | None = None) -> list[str]:
    """The message as the bodies of as many messages as it needs; the last has the buttons and the sources."""
    *first, last = split(message.blocks)
    bodies = [packed(replace(message, blocks=part, buttons=(), shows=())) for part in first]
    return [*bodies, packed(replace(message, blocks=last), late)]


def in_parts(owed: Owed, bodies: Sequence[str]) -> list[Owed]:
    """One row for each body, each after the one before it; the last one has the key that others know it by."""
    rows: list[Owed] = []
    for number, body in enumerate(bodies, start=1):
        key = owed.key if number == len(bodies) else f"{owed.key}#{number}"
        rows.append(replace(owed, key=key, body=body, after=rows[-1].key if rows else None))
    return rows

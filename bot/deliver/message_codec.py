"""Messages to stored texts and back; one that is too long for Telegram becomes several rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.chat.message import Button, Message
from bot.chat.rich_text import Block, Piece, block, split
from storage.outbox.deliveries import PART, Owed
from storage.readings.load import ShownVersion


@dataclass(frozen=True, slots=True)
class ChartWish:
    """A chart to be sent with a message: the trend of ``length`` nights of a channel up to ``last``.

    ``language`` is a code, ``theme`` a paper. The chart itself is drawn, or found drawn, when it is sent.
    """

    channel: str
    length: int
    last: date
    language: str
    theme: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A message without its sources, what it shows, and the line added if it is sent late.

    With a ``chart`` the message is its caption; one without a text is the chart alone.
    """

    message: Message
    shows: list[ShownVersion]
    late: str | None = None
    chart: ChartWish | None = None

    def told_late(self) -> Message:
        """Return the message with the line that says it is late, if there is one."""
        return self.message.ended_with(block(self.late)) if self.late else self.message


def packed(message: Message, late: str | None = None, chart: ChartWish | None = None) -> str:
    """Return the message as JSON, with the posts whose numbers it shows and the chart it is the caption of."""
    body: dict[str, Any] = {
        "blocks": [
            {"quoted": one.quoted, "lines": [[[p.text, p.tag, p.link, p.unix] for p in line] for line in one.lines]}
            for one in message.blocks
        ],
        "buttons": [[[one.text, one.data, one.url, one.copy] for one in row] for row in message.buttons],
        "shows": [list(source.shown) for source in message.shows],
    }
    if late:
        body["late"] = late
    if chart:
        body["chart"] = [chart.channel, chart.length, chart.last.isoformat(), chart.language, chart.theme]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def unpacked(body: str) -> Unpacked:
    """Return the unpacked message. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for any other text."""
    kept: dict[str, Any] = json.loads(body)
    blocks = tuple(
        Block(tuple(tuple(Piece(*piece) for piece in line) for line in one["lines"]), one["quoted"])
        for one in kept["blocks"]
    )
    buttons = tuple(tuple(Button(*one) for one in row) for row in kept["buttons"])
    # a body packed by an older bot has no fingerprints
    shows = [
        ShownVersion(channel, post, revision, *figures or [None]) for channel, post, revision, *figures in kept["shows"]
    ]
    chart = _chart(*kept["chart"]) if "chart" in kept else None
    return Unpacked(Message(blocks, buttons), shows, kept.get("late"), chart)


def _chart(channel: str, length: int, last: str, language: str, theme: str) -> ChartWish:
    return ChartWish(channel, length, date.fromisoformat(last), language, theme)


def packed_parts(message: Message, late: str | None = None) -> list[str]:
    """Split the message into as many bodies as it needs; the last has the buttons and the sources."""
    *first, last = split(message.blocks)
    bodies = [packed(replace(message, blocks=part, buttons=(), shows=())) for part in first]
    return [*bodies, packed(replace(message, blocks=last), late)]


def in_parts(owed: Owed, bodies: Sequence[str]) -> list[Owed]:
    """Return one row for each body, each sent after the one before; the last has the key that others refer to."""
    rows: list[Owed] = []
    for number, body in enumerate(bodies, start=1):
        key = owed.key if number == len(bodies) else f"{owed.key}{PART}{number}"
        rows.append(replace(owed, key=key, body=body, after=rows[-1].key if rows else None))
    return rows

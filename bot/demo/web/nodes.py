"""A message's text as a tree that a page can build element by element, so that no text is ever read as HTML."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from typing import Any

from bot.demo.bot_api.incoming import entities_of
from bot.demo.bot_api.limits import units

Entity = dict[str, Any]
# a text, or an element: ``tag``, ``inside`` (nodes) and what TAGS and _extra allow beside
Node = str | dict[str, Any]

# type of entity -> element; of any other only the text is shown
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "span",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "url": "a",
    "bot_command": "button",
    "date_time": "time",
}
BLOCKS = ("pre", "blockquote", "expandable_blockquote")
# Telegram looks for no commands and addresses of its own inside these.
OPAQUE = ("code", "pre", "text_link")
ADDRESS = re.compile(r"(?:https?|tg)://\S+|mailto:\S+", re.IGNORECASE)


def nodes(text: str, entities: Iterable[Entity]) -> list[Node]:
    """The text with its entities (offsets in UTF-16 units) and the commands and addresses Telegram finds by itself.

    Entities that overlap without nesting are cut where the outer one ends.
    """
    given = list(entities)
    found = [one for one in entities_of(text) if not any(_covers(entity, one) for entity in given)]
    ordered = sorted(given + found, key=lambda entity: (entity["offset"], -entity["length"]))
    return _inside(text.encode("utf-16-le", "surrogatepass"), deque(ordered), 0, units(text))


def safe_address(address: str) -> str | None:
    """An address a page may link to; None for any other scheme, ``javascript:`` above all."""
    return address if ADDRESS.fullmatch(address) else None


def _covers(entity: Entity, found: Entity) -> bool:
    """Return whether a found entity is where Telegram would not look, or where one of its kind is given."""
    if entity["type"] not in (*OPAQUE, found["type"]):
        return False
    end = entity["offset"] + entity["length"]
    return bool(found["offset"] < end and entity["offset"] < found["offset"] + found["length"])


def _inside(data: bytes, waiting: deque[Entity], at: int, end: int) -> list[Node]:
    """The nodes of one stretch; takes the entities that begin in it."""
    out: list[Node] = []
    while waiting and waiting[0]["offset"] < end:
        entity = waiting.popleft()
        first, last = max(entity["offset"], at), min(entity["offset"] + entity["length"], end)
        if first >= last:
            continue
        out += _plain(data, at, first)
        out += _element(entity, _part(data, first, last), _inside(data, waiting, first, last))
        at = last
        if entity["type"] in BLOCKS and _part(data, at, at + 1) == "\n":
            at += 1  # a block ends its line by itself
    return out + _plain(data, at, end)


def _element(entity: Entity, text: str, inside: list[Node]) -> list[Node]:
    """Return the element of an entity; only its content if there is none for it."""
    tag, extra = TAGS.get(entity["type"]), _extra(entity, text)
    return inside if tag is None or extra is None else [{"tag": tag, "inside": inside} | extra]


def _extra(entity: Entity, text: str) -> dict[str, Any] | None:
    """Return an element's attributes; None if it may not be one."""
    match entity["type"]:
        case "text_link" | "url":
            address = safe_address(entity.get("url", text))
            return {"href": address} if address else None
        case "bot_command":
            return {"say": text}
        case "date_time":
            return {"unix": entity["unix_time"]}
        case "spoiler" | "expandable_blockquote" as look:
            return {"look": look}
    return {}


def _part(data: bytes, first: int, last: int) -> str:
    return data[2 * first : 2 * last].decode("utf-16-le", "replace")


def _plain(data: bytes, first: int, last: int) -> list[Node]:
    return [_part(data, first, last)] if first < last else []

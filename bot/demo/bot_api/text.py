"""The text or the caption of a message: markup, length, trimming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api import html, limits
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.refusals import bad


@dataclass(frozen=True, slots=True)
class Content:
    """A text as a person reads it, its entities, and the source it came from."""

    text: str
    entities: list[html.Entity]
    source: str


def text_of(arguments: Arguments) -> Content:
    """The ``text`` of a request. Raises Refused when it is empty, too long or its markup is wrong."""
    content = _content(arguments.text("text") or "", arguments.text("parse_mode"), arguments.json("entities"))
    if not content.text:
        raise bad("message text is empty")
    if limits.units(content.text) > limits.TEXT:
        raise bad("message is too long")
    return content


def caption_of(arguments: Arguments) -> Content:
    """The ``caption`` of a request, which may be empty."""
    source = arguments.text("caption") or ""
    return caption(source, arguments.text("parse_mode"), arguments.json("caption_entities"))


def caption(source: str, parse_mode: str | None, entities: Any = None) -> Content:
    """A caption from its source. Raises Refused when it is too long or its markup is wrong."""
    content = _content(source, parse_mode, entities)
    if limits.units(content.text) > limits.CAPTION:
        raise bad("message caption is too long")
    return content


def inline_text(content: dict[str, Any]) -> Content:
    """The text of an InputTextMessageContent, under the same limits as a message's."""
    source, mode = str(content.get("message_text", "")), content.get("parse_mode")
    read = _content(source, mode, content.get("entities"))
    if not read.text:
        raise bad("MESSAGE_EMPTY")
    if limits.units(read.text) > limits.TEXT:
        raise bad("MESSAGE_TOO_LONG")
    return read


def _content(source: str, parse_mode: str | None, given: Any) -> Content:
    """Parse a text; only HTML is supported, since the bot writes nothing else."""
    match (parse_mode or "").lower():
        case "":
            text, entities = source, _given(source, given)
        case "html":
            text, entities = html.parse(source)
        case _:
            raise bad("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return Content(text, entities[: limits.ENTITIES], source)


def _given(text: str, entities: Any) -> list[html.Entity]:
    if entities is None:
        return []
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    end = limits.units(text)
    if any(int(entity["offset"]) + int(entity["length"]) > end for entity in entities):
        raise bad("can't parse entities: entity is out of the text")
    return list(entities)


def _trimmed(text: str, entities: list[html.Entity]) -> tuple[str, list[html.Entity]]:
    """Telegram takes the white space off both ends and moves the entities along."""
    inner = text.strip()
    if inner == text:
        return text, entities
    cut, end = limits.units(text[: len(text) - len(text.lstrip())]), limits.units(inner)
    moved = []
    for entity in entities:
        first = max(entity["offset"] - cut, 0)
        last = min(entity["offset"] + entity["length"] - cut, end)
        if last > first:
            moved.append(entity | {"offset": first, "length": last - first})
    return inner, moved
